import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { serverSettings } from '../../../src/lab/services/postgres';
import schemas from '../../fixtures/strimzi/schemas.json';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const KUBERNETES = path.join(ROOT, 'labs/kubernetes');
const LOCAL_SETTINGS: ReadonlySet<string> = new Set(['listen_addresses', 'port', 'unix_socket_directories']);
const GUIDE = read('docs/classroom.md');
const STRIMZI = 'kafka.strimzi.io/v1';

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: Readonly<Record<string, unknown>>;
}

function read(...at: readonly string[]): string {
  return readFileSync(path.join(ROOT, ...at), 'utf8');
}

const valuesOf = (text: string, pattern: RegExp): readonly string[] => [...text.matchAll(pattern)].map((match) => match[1] ?? '');

function resources(folder: string): readonly string[] {
  const kustomization = parse(read('labs/kubernetes', folder, 'kustomization.yaml')) as { readonly resources: readonly string[] };
  return kustomization.resources;
}

/** The manifests of a folder as they are applied, for one student where there are some for each. */
function manifests(folder: string, student = 'anna'): readonly Manifest[] {
  return resources(folder).flatMap((file) =>
    parseAllDocuments(read('labs/kubernetes', folder, file).replaceAll('STUDENT', student)).map((each) => each.toJS() as Manifest),
  );
}

function find(folder: string, kind: string, name: string): Manifest {
  const found = manifests(folder).find((each) => each.kind === kind && each.metadata.name === name);
  if (!found) throw new Error(`no ${kind} ${name}`);
  return found;
}

const all = [...manifests('class'), ...manifests('student')];
const operators = all.filter(({ apiVersion }) => apiVersion === STRIMZI);

/** What the operator's schema has against it; a property that is not in the recorded extract counts too. */
function faults(manifest: Manifest): readonly string[] {
  const schema = Object.entries(schemas).find(([kind]) => kind === manifest.kind)?.[1];
  if (typeof schema !== 'object') return [`${manifest.kind} is not recorded`];
  const validate = new Ajv({ strict: false, allErrors: true, logger: false }).compile(schema);
  validate(manifest);
  return (validate.errors ?? []).map(({ instancePath, message, params }) => `${instancePath} ${message ?? ''} ${JSON.stringify(params)}`);
}

/** The manifest with one property changed. */
function changed(manifest: Manifest, at: readonly string[], value: unknown): Manifest {
  const copy = structuredClone(manifest);
  const parent = at.slice(0, -1).reduce<object>((inside, name) => Reflect.get(inside, name) as object, copy);
  const last = at.at(-1) ?? '';
  if (value === undefined) Reflect.deleteProperty(parent, last);
  else Reflect.set(parent, last, value);
  return copy;
}

describe('the manifests of a class', () => {
  it.each(['class', 'student'])('are all applied: %s', (folder) => {
    const files = readdirSync(path.join(KUBERNETES, folder)).filter((file) => file.endsWith('.yaml') && file !== 'kustomization.yaml');
    expect([...resources(folder)].sort()).toEqual(files.sort());
  });

  it.each(operators.map((each) => [`${each.kind} ${each.metadata.name}`, each] as const))(
    'fit the operator’s schema: %s',
    (_name, each) => {
      expect(faults(each)).toEqual([]);
    },
  );

  it('are of every kind that is recorded', () => {
    expect(new Set(operators.map(({ kind }) => kind))).toEqual(new Set(Object.keys(schemas).filter((kind) => kind !== 'source')));
  });

  it.each([
    ['a property of another name', find('class', 'KafkaConnect', 'class'), ['spec', 'replica'], 2],
    ['a property that is missing', find('class', 'KafkaConnect', 'class'), ['spec', 'groupId'], undefined],
    ['a value of another type', find('class', 'KafkaConnect', 'class'), ['spec', 'replicas'], 'two'],
    ['a kind of listener there is not', find('class', 'Kafka', 'class'), ['spec', 'kafka', 'listeners', '1', 'type'], 'external'],
    ['a role there is not', find('class', 'KafkaNodePool', 'node'), ['spec', 'roles', '0'], 'zookeeper'],
    [
      'an operation there is not',
      find('student', 'KafkaUser', 'anna'),
      ['spec', 'authorization', 'acls', '0', 'operations', '0'],
      'Consume',
    ],
  ] as const)('would not fit by %s', (_what, manifest, at, value) => {
    expect(faults(changed(manifest, at, value))).not.toEqual([]);
  });
});

describe('a class', () => {
  const pom = read('labs/local/pom.xml');
  const [kafka] = valuesOf(pom, /<kafka\.version>(.*)<\/kafka\.version>/gu);
  const [debezium] = valuesOf(pom, /<debezium\.version>(.*)<\/debezium\.version>/gu);
  const connect = find('class', 'KafkaConnect', 'class');

  it('has the versions of the local lab', () => {
    expect(find('class', 'Kafka', 'class').spec).toMatchObject({ kafka: { version: kafka } });
    expect(connect.spec['version']).toBe(kafka);
    const text = JSON.stringify(connect.spec['build']);
    expect(valuesOf(text, /"artifact":"([\w-]+)"/gu)).toEqual(['debezium-connector-postgres', 'debezium-connector-mysql']);
    expect(valuesOf(text, /"version":"([\w.]+)"/gu)).toEqual([debezium, debezium]);
    expect(text).toContain(`connect:${debezium ?? ''}`);
  });

  it('has the converters of the local lab, so that a topic holds what the lessons show', () => {
    const local = new Map(
      read('labs/local/connect.properties')
        .split('\n')
        .map((line) => line.split('=') as [string, string]),
    );
    const here = Object.entries(connect.spec['config'] as Record<string, unknown>).filter(([name]) => name.includes('converter'));
    expect(here).toHaveLength(4);
    for (const [name, value] of here) expect([name, String(value)]).toEqual([name, local.get(name)]);
  });

  it('has the metrics of the local lab', () => {
    expect(connect.spec).toMatchObject({ metricsConfig: { valueFrom: { configMapKeyRef: { name: 'lab-files', key: 'jmx.yaml' } } } });
  });

  it('lets only Connect’s pods in without a login, and lets nobody but the gateway ask Connect', () => {
    const [inner, outer] = (find('class', 'Kafka', 'class').spec as { kafka: { listeners: readonly Record<string, unknown>[] } }).kafka
      .listeners;
    expect(outer).toMatchObject({ tls: true, authentication: { type: 'scram-sha-512' } });
    expect(inner).toMatchObject({ networkPolicyPeers: [{ podSelector: { matchLabels: { 'strimzi.io/kind': 'KafkaConnect' } } }] });
    expect(find('class', 'NetworkPolicy', 'connect').spec).toMatchObject({
      podSelector: { matchLabels: { 'strimzi.io/kind': 'KafkaConnect' } },
      ingress: [
        { from: [{ podSelector: { matchLabels: { app: 'gateway' } } }, { podSelector: {} }], ports: [{ port: 8083 }] },
        { ports: [{ port: 9404 }] },
      ],
    });
  });

  it('asks for no file, secret or configuration that the guide does not tell how to make', () => {
    const asked = valuesOf(JSON.stringify(all), /"(?:secretName|pushSecret)":"([^"]+)"/gu);
    const referred = valuesOf(JSON.stringify(all), /"(?:secretKeyRef|configMapKeyRef|configMap)":\{"name":"([^"]+)"/gu);
    const made = [...GUIDE.matchAll(/kubectl [^\n]*create (?:secret \S+|configmap) (\S+)/gu)].map(([, name]) =>
      name?.replace('$student', 'anna'),
    );
    expect(new Set([...asked, ...referred])).toEqual(new Set([...made.filter((name) => name !== undefined), 'gateway']));
    const files = valuesOf(GUIDE, /--from-file=(\S+)/gu).filter((file) => file.startsWith('labs/'));
    for (const file of files) expect([file, existsSync(path.join(ROOT, file))]).toEqual([file, true]);
    expect(files.map((file) => path.basename(file)).sort()).toEqual(['jmx.yaml', 'mysql.sql', 'pg_hba.conf']);
  });
});

describe('a student of a class', () => {
  it('has a PostgreSQL and a MySQL with the settings of the local lab', () => {
    const postgres = JSON.stringify(find('student', 'StatefulSet', 'postgres-anna'));
    for (const [name, value] of Object.entries(serverSettings(5432))) {
      if (!LOCAL_SETTINGS.has(name)) expect(postgres).toContain(`"-c${name}=${value}"`);
    }
    const mysql = JSON.stringify(find('student', 'StatefulSet', 'mysql-anna'));
    const LOCAL_ONLY = /^(?:bind-address|port|socket|pid-file|server-id|relay-log|log-replica-updates|skip-replica-start|.*read-only)=/u;
    const options = read('labs/local/mysql.cnf')
      .split('\n')
      .filter((line) => /^[a-z]/u.test(line) && !LOCAL_ONLY.test(line));
    expect(options.length).toBeGreaterThan(10);
    for (const option of options) expect(mysql).toContain(`"--${option}"`);
  });

  it('is one of thirty whose topics and groups do not meet, also where one name begins another', () => {
    const students = ['anna', 'annabel', ...Array.from({ length: 28 }, (_, index) => `student${String(index + 1)}`)];
    const prefixes = students.flatMap((student) => {
      const { acls } = userOf(student).spec['authorization'] as { acls: readonly { resource: { type: string; name: string } }[] };
      return acls.map(({ resource }) => ({ student, type: resource.type, name: resource.name }));
    });
    expect(prefixes).toHaveLength(60);
    const meeting = prefixes.filter((one) =>
      prefixes.some((other) => one.student !== other.student && one.type === other.type && one.name.startsWith(other.name)),
    );
    expect(meeting).toEqual([]);
    const names = students.flatMap((student) => manifests('student', student).map(({ kind, metadata }) => `${kind} ${metadata.name}`));
    expect(new Set(names).size).toBe(names.length);
  });

  it('cannot be applied without a name', () => {
    for (const { metadata } of manifests('student', 'STUDENT')) expect(metadata.name).toMatch(/[A-Z]/u);
  });
});

function userOf(student: string): Manifest {
  const user = manifests('student', student).find(({ kind }) => kind === 'KafkaUser');
  if (!user) throw new Error(`no user ${student}`);
  return user;
}
