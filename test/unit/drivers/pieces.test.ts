import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Endpoints } from '../../../src/core/lab/endpoints';
import { isSecretName, MASK, masked, maskedJson } from '../../../src/drivers/secrets';
import { labEnvironment } from '../../../src/drivers/process/labEnvironment';
import { OutputTail } from '../../../src/drivers/process/outputTail';
import { ResultFiles } from '../../../src/drivers/results/resultFiles';

describe('secrets', () => {
  test.each(['database.password', 'ssl.keystore.password', 'sasl.jaas.config', 'aws.secret.access.key', 'oauth.token', 'client.secret'])(
    '%s is one',
    (name) => expect(isSecretName(name)).toBe(true),
  );

  test.each(['key.converter', 'message.key.columns', 'database.hostname', 'tokens.max', 'snapshot.mode', 'transforms.key.field'])(
    '%s is none',
    (name) => expect(isSecretName(name)).toBe(false),
  );

  test('a reference to a config provider stays readable', () => {
    expect(masked('database.password', '${file:/secrets.properties:password}')).toBe('${file:/secrets.properties:password}');
  });

  test('JSON is masked at any depth, also where name and value stand apart', () => {
    const value = { config: { 'database.password': 'x', port: 1 }, configs: [{ value: { name: 'database.password', value: 'x' } }] };
    expect(maskedJson(value)).toEqual({
      config: { 'database.password': MASK, port: 1 },
      configs: [{ value: { name: 'database.password', value: MASK } }],
    });
  });
});

describe('the lab environment', () => {
  const endpoints: Endpoints = {
    kafka: { bootstrap: '127.0.0.1:9092', internalBootstrap: '127.0.0.1:9092' },
    connect: { url: 'http://127.0.0.1:8083' },
    postgres: {
      host: '127.0.0.1',
      port: 5433,
      internal: { host: '127.0.0.1', port: 5433 },
      user: 'postgres',
      password: 'secret',
      database: 'inventory',
    },
  };

  test('has the names that the tools read, and the lab’s commands first on the path', () => {
    expect(labEnvironment(endpoints, path.join('/', 'lab'), { PATH: '/usr/bin' })).toEqual({
      DEBEZIUM_LAB_HOME: path.join('/', 'lab'),
      KAFKA_BOOTSTRAP: '127.0.0.1:9092',
      CONNECT_URL: 'http://127.0.0.1:8083',
      PGHOST: '127.0.0.1',
      PGPORT: '5433',
      PGUSER: 'postgres',
      PGPASSWORD: 'secret',
      PGDATABASE: 'inventory',
      PATH: [path.join('/', 'lab', 'bin'), '/usr/bin'].join(path.delimiter),
    });
  });

  test('has the addresses alone where the lab’s commands would act on another lab', () => {
    const found = labEnvironment(endpoints, null, { PATH: '/usr/bin' });
    expect(found).toMatchObject({ PGHOST: '127.0.0.1', CONNECT_URL: 'http://127.0.0.1:8083' });
    expect(Object.keys(found)).not.toContain('PATH');
    expect(Object.keys(found)).not.toContain('DEBEZIUM_LAB_HOME');
    expect(labEnvironment(null, null, { PATH: '/usr/bin' })).toEqual({});
  });

  test('sends nothing in plain text to a PostgreSQL with TLS', () => {
    const { postgres } = endpoints;
    expect(labEnvironment({ ...endpoints, postgres: postgres && { ...postgres, tls: {} } }, null, {})).toMatchObject({
      PGSSLMODE: 'require',
    });
    expect(labEnvironment(endpoints, null, {})).not.toHaveProperty('PGSSLMODE');
  });

  test('keeps the spelling that the system has for the path', () => {
    expect(labEnvironment(endpoints, 'lab', { Path: 'C:\\x' })).toHaveProperty('Path');
    expect(labEnvironment(endpoints, 'lab', { Path: 'C:\\x' })).not.toHaveProperty('PATH');
  });
});

describe('the tail of an output', () => {
  test('hands on everything, the first piece at once', () => {
    const pieces: string[] = [];
    const tail = new OutputTail((text) => pieces.push(text));
    tail.add('one\n');
    expect(pieces).toEqual(['one\n']);
    tail.add('two\n');
    tail.add('three\n');
    tail.finish();
    expect(pieces.join('')).toBe('one\ntwo\nthree\n');
    expect(tail.text).toBe('one\ntwo\nthree\n');
  });

  test('keeps the end of what is too much, from the beginning of a line on', () => {
    const tail = new OutputTail(() => undefined);
    for (let n = 0; n < 200_000; n += 1) tail.add(`line ${n.toString()}\n`);
    tail.finish();
    expect(tail.text.length).toBeLessThan(1024 * 1024 + 3);
    expect(tail.text).toMatch(/^…\nline \d+\n/u);
    expect(tail.text.endsWith('line 199999\n')).toBe(true);
  });
});

describe('results on disk', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'results-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const row = (n: number) => [n.toString(), n % 2 === 0 ? null : '', `ё"\n😀${n.toString()}`];
  const fill = (files: ResultFiles, rows: number) => {
    const collector = files.collector();
    for (let n = 0; n < rows; n += 1) collector.add(row(n));
    return collector.finish([], false);
  };

  test('a page of rows needs no file', () => {
    const set = fill(new ResultFiles(folder), 100);
    expect({ kept: set.kept, handle: set.handle, files: readdirSync(folder) }).toEqual({ kept: 100, handle: null, files: [] });
  });

  test('every row can be paged through, null and the empty string apart', async () => {
    const files = new ResultFiles(folder);
    const set = fill(files, 1234);
    expect(set.rows).toHaveLength(100);
    const seen = [];
    for (let from = 0; from < 1234; from += 77) seen.push(...(await files.page(set.handle ?? '', from, 77)));
    expect(seen).toEqual(Array.from({ length: 1234 }, (_, n) => row(n)));
    expect(await files.page(set.handle ?? '', 1234, 10)).toEqual([]);
    expect(await files.page(set.handle ?? '', 1200, 1000)).toHaveLength(34);
  });

  test('rows and size are limited', () => {
    expect(fill(new ResultFiles(folder, { rows: 150, size: 1e9 }), 151)).toMatchObject({ kept: 150, truncated: true });
    expect(fill(new ResultFiles(folder, { rows: 150, size: 1e9 }), 150)).toMatchObject({ kept: 150, truncated: false });
    expect(fill(new ResultFiles(folder, { rows: 1e9, size: 1000 }), 500)).toMatchObject({ truncated: true });
  });

  test('a first page of wide rows is cut short, the rest is on disk', () => {
    const files = new ResultFiles(folder);
    const collector = files.collector();
    for (let n = 0; n < 20; n += 1) collector.add(['x'.repeat(300_000)]);
    const set = collector.finish([], false);
    expect({ first: set.rows.length, kept: set.kept, spooled: set.handle !== null }).toEqual({ first: 3, kept: 20, spooled: true });
  });

  test('a released result is gone, with a message that says so', async () => {
    const files = new ResultFiles(folder);
    const { handle } = fill(files, 200);
    await files.release(handle ?? '');
    await expect(files.page(handle ?? '', 0, 1)).rejects.toThrow('no longer kept');
    expect(readdirSync(path.join(folder, String(process.pid)))).toEqual([]);
  });

  test('dispose removes all, and what a dead process left behind goes with the next result', async () => {
    const dead = path.join(folder, '999999999');
    await mkdir(dead);
    await writeFile(path.join(dead, 'old.jsonl'), '');
    const files = new ResultFiles(folder);
    fill(files, 200);
    expect(readdirSync(folder)).toEqual([String(process.pid)]);
    await files.dispose();
    expect(readdirSync(folder)).toEqual([]);
  });
});
