import { inject } from 'vitest';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Endpoints } from '../../src/core/lab/endpoints';
import type { LabCall } from '../../src/core/lab/lab';
import type { SecretRef } from '../../src/core/lab/secret';
import { english } from '../../src/core/message';
import { createCheck } from '../../src/drivers/check/checkEndpoints';
import { ExternalLab } from '../../src/lab/external/externalLab';
import { problemOf, text } from '../drivers/support/problems';
import { openDrivers, soon, type TestDrivers } from '../drivers/support/testDrivers';
import { CONNECT_USER } from './support/secureConnect';
import { secureEndpoints } from './support/secureEndpoints';
import { KAFKA_USER } from './support/secureKafka';

const secure = inject('secure');
const PASSWORDS: Readonly<Record<string, string>> = {
  Kafka: KAFKA_USER.password,
  'Kafka Connect': CONNECT_USER.password,
  PostgreSQL: 'postgres',
  MySQL: 'student',
};

let settings: Record<string, unknown>;
let wrong: readonly string[];
const logged: string[] = [];
const note = (line: string): void => void logged.push(line);

beforeEach(() => {
  wrong = [];
  const ca = `${secure.certificates}/ca.crt`;
  const tls = { tls: true, ca };
  settings = {
    name: 'class-7',
    prefix: 'anna',
    kafka: { bootstrap: `127.0.0.1:${secure.kafka.sasl.toString()}`, ...tls, sasl: 'SCRAM-SHA-512', user: KAFKA_USER.user },
    connect: { url: `https://127.0.0.1:${secure.connect.toString()}`, user: CONNECT_USER.user, ca },
    postgres: { address: `127.0.0.1:${secure.postgres.toString()}`, database: 'inventory', user: 'postgres', ...tls },
    mysql: { address: `127.0.0.1:${secure.mysql.toString()}`, database: 'inventory', user: 'student', ...tls },
  };
});

const WRONG = 'wrong-password-123';

function openLab(): ExternalLab {
  const secret = ({ product }: SecretRef): Promise<string> => Promise.resolve(wrong.includes(product) ? WRONG : (PASSWORDS[product] ?? ''));
  return new ExternalLab({ settings: () => settings, secret, check: createCheck({ debug: note, info: note, warn: note, error: note }) });
}

const call = (): LabCall => ({ signal: AbortSignal.timeout(100_000) });

async function lines(): Promise<readonly string[]> {
  const findings = await openLab().preflight('postgres', call());
  return findings.map(({ level, text: line, fix }) =>
    `${level}: ${english(line)}${fix ? ` | ${english(fix)}` : ''}`.replaceAll(/:\d{4,5}/gu, ':…'),
  );
}

describe('Test Connection', () => {
  test('has a line with the version for each system', async () => {
    const seen = await lines();
    expect(seen).toEqual([
      'ok: Kafka at 127.0.0.1:… answers.',
      expect.stringMatching(/^ok: Kafka Connect \d+\.\d+\S* at https:\/\/127\.0\.0\.1:… answers\.$/u),
      expect.stringMatching(/^ok: PostgreSQL \d+\.\d+ at 127\.0\.0\.1:… answers\.$/u),
      expect.stringMatching(/^ok: MySQL \d+\.\d+\.\d+ at 127\.0\.0\.1:… answers\.$/u),
    ]);
  });

  test('tells wrong passwords, each with what to do, and repeats none', async () => {
    wrong = ['Kafka', 'Kafka Connect', 'PostgreSQL', 'MySQL'];
    const seen = await lines();
    expect(seen.map((line) => line.replace(/ \|.*/u, ''))).toEqual([
      'missing: Kafka at 127.0.0.1:… does not let the user “alice” in.',
      'missing: Kafka Connect at https://127.0.0.1:… does not let the user “teacher” in.',
      'missing: PostgreSQL at 127.0.0.1:… does not let the user “postgres” in.',
      'missing: MySQL at 127.0.0.1:… does not let the user “student” in.',
    ]);
    for (const line of seen) expect(line).toContain(' | ');
    expect([...seen, ...logged].join('\n')).not.toContain(WRONG);
  });

  test('tells an expired certificate, a broker that is away, and a MySQL without a binlog', async () => {
    settings['kafka'] = { bootstrap: `127.0.0.1:${secure.kafka.expired.toString()}`, tls: true, ca: `${secure.certificates}/ca.crt` };
    settings['connect'] = { url: 'https://127.0.0.1:1' };
    settings['mysql'] = { address: `127.0.0.1:${secure.bareMysql.toString()}`, database: 'inventory', user: 'student' };
    const seen = await lines();
    expect(seen[0]).toContain('missing: The certificate of Kafka at 127.0.0.1:… has expired.');
    expect(seen[1]).toContain('missing: Kafka Connect does not answer at https://127.0.0.1:1.');
    expect(seen[3]).toBe(
      'missing: MySQL at 127.0.0.1:… keeps no log that Debezium can read. | Ask whoever runs the server to set log_bin and to start it again.',
    );
  });

  test('is given up when it is cancelled', async () => {
    await expect(openLab().preflight('postgres', { signal: AbortSignal.abort() })).rejects.toThrow();
  });
});

describe('the lab', () => {
  test('is up once all systems answer, and down when it forgets them', async () => {
    const lab = openLab();
    const seen: string[] = [];
    const watch = lab.watch(({ profile, services }) => void seen.push(`${String(profile)} ${services.map(({ state }) => state).join()}`));
    expect(await lab.endpoints()).toBeNull();
    const status = await lab.up('mysql', call());
    expect(status).toMatchObject({ runtime: 'external', shared: true, profile: 'mysql' });
    expect(status.services.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'kafka running',
      'connect running',
      'postgres running',
      'mysql running',
    ]);
    expect(JSON.stringify(status)).not.toContain(KAFKA_USER.password);
    await lab.down();
    expect(await lab.endpoints()).toBeNull();
    expect(seen.slice(-2)).toEqual(['mysql running,running,running,running', 'null ']);
    watch.dispose();
  });

  test('shows the system that does not answer, and lets the others be used', async () => {
    wrong = ['MySQL'];
    const lab = openLab();
    expect(text((await problemOf(lab.up(null, call()))).what)).toContain('MySQL at');
    const { services } = await lab.status();
    expect(services.filter(({ state }) => state === 'failed').map(({ name }) => name)).toEqual(['mysql']);
    expect(await lab.endpoints()).not.toBeNull();
  });

  test('starts, ends and resets nothing', async () => {
    const lab = openLab();
    const refusals = [lab.reset(), lab.down(call(), { deleteData: true }), lab.restart(), lab.kill(), lab.tool(), lab.logFile()];
    for (const { why } of await Promise.all(refusals.map(problemOf))) expect(text(why)).not.toBe('');
  });
});

describe('a cluster that others use', () => {
  let drivers: TestDrivers;
  const shared = (writable: boolean): Endpoints => ({ ...secureEndpoints(), sharing: { cluster: 'class-7', writable, prefix: 'anna' } });
  beforeAll(async () => {
    drivers = await openDrivers(shared(true));
  });
  afterAll(() => drivers.dispose());

  const NAME = 'first';
  const connector = (): string =>
    JSON.stringify({
      name: NAME,
      config: {
        'connector.class': 'io.debezium.connector.postgresql.PostgresConnector',
        'database.hostname': '127.0.0.1',
        'database.port': String(secure.postgres),
        'database.user': 'postgres',
        'database.password': 'postgres',
        'database.dbname': 'inventory',
        'topic.prefix': NAME,
        'table.include.list': 'public.notes',
        'plugin.name': 'pgoutput',
        'slot.name': 'first_slot',
        'publication.name': 'first_slot',
      },
    });

  test('refuses every change until it is allowed', async () => {
    drivers.endpoints = shared(false);
    const refusals = [
      drivers.run('connector', 'connect', connector()),
      drivers.run('http', 'http', 'DELETE /connectors/first'),
      drivers.run('produce', 'kafka', '{}', { attributes: { topic: 'notes' } }),
      drivers.run('sql', 'postgres', 'select 1; create table t (a int)'),
      drivers.run('sql', 'mysql', 'drop table orders'),
      drivers.connect.pause('anna-first', soon()),
      drivers.connect.remove('anna-first', soon()),
      drivers.connect.restart('anna-first', { tasks: true }, soon()),
    ];
    for (const { action } of await Promise.all(refusals.map(problemOf))) expect(action).toBe('allowChanges');
    expect(await drivers.connect.list(soon())).toEqual([]);
    expect((await drivers.run('sql', 'mysql', 'select count(*) from orders')).statements[0]?.rowSet?.rows).toEqual([['7']]);
  });

  test('has sessions in which the servers themselves refuse changes', async () => {
    drivers.endpoints = shared(true);
    await drivers.run('sql', 'postgres', 'create table if not exists guarded (a int)');
    // As on a cluster that is read-only, but nobody reads the statement first.
    const { postgres, mysql: primary, ...rest } = secureEndpoints();
    const readOnly = true;
    drivers.endpoints = { ...rest, postgres: postgres && { ...postgres, readOnly }, mysql: primary && { ...primary, readOnly } };
    const [insert] = (await drivers.run('sql', 'postgres', 'with a as (insert into guarded values (1) returning 1) select * from a'))
      .statements;
    expect(text(insert?.error?.what)).toContain('read-only transaction');
    for (let run = 0; run < 2; run += 1) {
      // Also on a connection that was used before.
      const { statements } = await drivers.run('sql', 'postgres', 'show default_transaction_read_only');
      expect(statements[0]?.rowSet?.rows).toEqual([['on']]);
      const mysql = await drivers.run('sql', 'mysql', 'with a as (select 1 as b) delete from orders where id in (select b from a)');
      expect(text(mysql.statements[0]?.error?.what)).toContain('1792');
    }
  });

  test('keeps what a student makes apart from the others’', async () => {
    drivers.endpoints = shared(true);
    await drivers.run('sql', 'postgres', 'create table notes (id int primary key); insert into notes values (1)');
    expect(await drivers.run('connector', 'connect', connector())).toMatchObject({ name: 'anna-first', outcome: 'created' });
    await expect
      .poll(async () => (await drivers.probes.endOffsets('first.public.notes', soon()))?.[0], { timeout: 60_000, interval: 250 })
      .toBe('1');
    expect((await drivers.topics.topics(soon())).has('anna-first.public.notes')).toBe(true);
    expect(
      await drivers.probes.query('postgres', "select count(*) from pg_replication_slots where slot_name = 'first_slot'", soon()),
    ).toEqual([['1']]);
    const slots = await drivers.run('sql', 'postgres', 'select slot_name from pg_replication_slots');
    expect(slots.statements[0]?.rowSet?.rows).toEqual([['anna_first_slot']]);
    expect((await drivers.probes.connector('first', soon()))?.config).toMatchObject({ 'slot.name': 'first_slot', 'topic.prefix': 'first' });
    expect((await drivers.connect.list(soon())).map(({ name }) => name)).toEqual(['anna-first']);
    drivers.endpoints = { ...shared(true), sharing: { cluster: 'class-7', writable: true, prefix: 'boris' } };
    expect(await drivers.connect.list(soon())).toEqual([]);
    expect(await drivers.probes.connector('first', soon())).toBeNull();
    drivers.endpoints = shared(true);
    await drivers.connect.remove('anna-first', soon());
    expect(await drivers.connect.list(soon())).toEqual([]);
  });
});
