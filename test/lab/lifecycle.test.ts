import { existsSync } from 'node:fs';
import type { Server } from 'node:net';
import path from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isReady, type LabStatus } from '../../src/core/lab/lab';
import { english } from '../../src/core/message';
import { dataRoot, findRunAs } from '../../src/lab/toolchain/runAs';
import { occupy } from '../support/occupy';
import { eventually, openLab, pidOf, serviceOf, type TestLab } from '../support/testLab';

async function query(lab: TestLab, sql: string): Promise<readonly unknown[][]> {
  const postgres = (await lab.lab.endpoints())?.postgres;
  if (!postgres) throw new Error('the lab is down');
  const { host, port, user, password, database } = postgres;
  const client = new Client({ host, port, user, password, database });
  await client.connect();
  try {
    const { rows } = await client.query<unknown[]>({ text: sql, rowMode: 'array' });
    return rows;
  } finally {
    await client.end();
  }
}

describe('a lab from up to down', () => {
  let lab: TestLab;
  let other: TestLab;
  let holder: Server;
  let started: LabStatus;

  beforeAll(async () => {
    lab = await openLab();
    other = await openLab();
    holder = await occupy(5433);
  });

  afterAll(async () => {
    holder.close();
    await lab.dispose();
    await other.dispose();
  });

  it('is down before it was ever started, and says so', async () => {
    const status = await lab.lab.status();
    expect(status).toMatchObject({ runtime: 'local', profile: null });
    expect(status.services.map(({ name, state, pid }) => [name, state, pid])).toEqual([
      ['postgres', 'stopped', null],
      ['kafka', 'stopped', null],
      ['connect', 'stopped', null],
    ]);
    expect(await lab.lab.endpoints()).toBeNull();
    expect((await lab.cli('status', '--json')).code).toBe(1);
  });

  it('finds beforehand all that it needs, and the port that is taken', async () => {
    const findings = await lab.lab.preflight('postgres', lab.call());
    expect(findings.filter(({ level }) => level === 'missing')).toEqual([]);
    const ids = new Set(findings.map(({ id }) => id));
    for (const id of ['java', 'postgres', 'memory', 'disk', 'port'] as const) expect(ids).toContain(id);
    const taken = findings.filter(({ id, level }) => id === 'port' && level === 'warning').map(({ text }) => english(text));
    expect(taken.join('\n')).toMatch(/^Port 5433 is taken by .+ PostgreSQL will use another\.$/mu);
  });

  it('starts every service of the profile on ports that were free', async () => {
    started = await lab.lab.up('postgres', lab.call());
    expect(isReady(started)).toBe(true);
    expect(serviceOf(started, 'postgres').port).not.toBe(5433);
    expect(lab.progress.join('\n')).toMatch(/Port 5433 is taken by .*; port \d+ is used instead\./u);
  });

  it('prints its status as one object of a fixed shape', async () => {
    const { code, stdout } = await lab.cli('status', '--json');
    expect(code).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(1);
    const printed = JSON.parse(stdout) as LabStatus;
    expect(Object.keys(printed)).toEqual(['runtime', 'profile', 'services']);
    expect(printed).toMatchObject({ runtime: 'local', profile: 'postgres' });
    for (const service of printed.services) {
      expect(Object.keys(service)).toEqual(['name', 'state', 'host', 'port', 'pid', 'version', 'memoryMb']);
      expect(service).toMatchObject({ state: 'running', host: '127.0.0.1' });
      expect(service.version).toMatch(/^\d+\.\d+/u);
    }
    expect(printed.services.map(({ name }) => name)).toEqual(['postgres', 'kafka', 'connect']);
  });

  it('takes no more than a gigabyte', async () => {
    const memory = (await lab.lab.status()).services.map(({ memoryMb }) => memoryMb ?? Number.NaN);
    expect(memory.every((mb) => mb > 5)).toBe(true);
    expect(memory.reduce((sum, mb) => sum + mb, 0)).toBeLessThan(1024);
  });

  it('has a PostgreSQL that Debezium can read from', async () => {
    expect(await query(lab, 'SELECT current_database(), current_user')).toEqual([['inventory', 'postgres']]);
    expect(await query(lab, 'SHOW wal_level')).toEqual([['logical']]);
    expect(await query(lab, 'SHOW listen_addresses')).toEqual([['127.0.0.1']]);
  });

  it('has a Connect with both connectors and plain JSON', async () => {
    const url = (await lab.lab.endpoints())?.connect.url ?? '';
    const plugins = (await (await fetch(`${url}/connector-plugins`)).json()) as readonly { class: string; version: string }[];
    expect(plugins).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ class: 'io.debezium.connector.postgresql.PostgresConnector', version: '3.6.1.Final' }),
        expect.objectContaining({ class: 'io.debezium.connector.mysql.MySqlConnector', version: '3.6.1.Final' }),
      ]),
    );
  });

  it('has a Kafka that clients can produce to', async () => {
    const bootstrap = (await lab.lab.endpoints())?.kafka.bootstrap ?? '';
    const kafka = new Kafka({ brokers: [bootstrap], logLevel: logLevel.NOTHING });
    const producer = kafka.producer();
    await producer.connect();
    const [sent] = await producer.send({ topic: 'made-by-sending', messages: [{ value: 'x' }] });
    await producer.disconnect();
    expect(sent).toMatchObject({ errorCode: 0, baseOffset: '0' });
  });

  it('leaves what runs alone when it is started again', async () => {
    const again = await lab.lab.up('postgres', lab.call());
    expect(again.services.map(({ pid }) => pid)).toEqual(started.services.map(({ pid }) => pid));
  });

  it('runs beside another lab with another home', async () => {
    const beside = await other.lab.up('postgres', other.call());
    const own = new Set((await lab.lab.status()).services.map(({ port }) => port));
    expect(isReady(beside)).toBe(true);
    expect(beside.services.filter(({ port }) => own.has(port))).toEqual([]);
    expect(isReady(await lab.lab.status())).toBe(true);
    await other.lab.down(other.call());
    expect(isReady(await lab.lab.status())).toBe(true);
  });

  it('keeps data and ports from down to up', async () => {
    await query(lab, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await lab.lab.down(lab.call());
    const down = await lab.lab.status();
    expect(down.profile).toBeNull();
    expect(down.services.map(({ state, pid }) => [state, pid])).toEqual([
      ['stopped', null],
      ['stopped', null],
      ['stopped', null],
    ]);
    const up = await lab.lab.up('postgres', lab.call());
    expect(up.services.map(({ port }) => port)).toEqual(started.services.map(({ port }) => port));
    expect(await query(lab, 'SELECT answer FROM kept')).toEqual([[42]]);
  });

  it('tells each change to those who watch', async () => {
    const seen: string[] = [];
    const watch = lab.lab.watch((status) => seen.push(serviceOf(status, 'connect').state));
    try {
      await eventually(() => seen.at(-1) === 'running');
      await lab.lab.restart('connect', lab.call());
      await eventually(() => seen.at(-1) === 'running' && seen.includes('starting'));
      expect(seen.filter((state, index) => state !== seen[index - 1])).toEqual(['running', 'stopped', 'starting', 'running']);
    } finally {
      watch.dispose();
    }
  });

  it('begins with fresh data after a reset', async () => {
    const before = await lab.lab.status();
    const after = await lab.lab.reset(lab.call());
    expect(isReady(after)).toBe(true);
    expect(pidOf(after, 'postgres')).not.toBe(pidOf(before, 'postgres'));
    expect(await query(lab, "SELECT to_regclass('kept')")).toEqual([[null]]);
    const kafka = new Kafka({ brokers: [(await lab.lab.endpoints())?.kafka.bootstrap ?? ''], logLevel: logLevel.NOTHING });
    const admin = kafka.admin();
    await admin.connect();
    const topics = await admin.listTopics();
    await admin.disconnect();
    expect(topics).not.toContain('made-by-sending');
  });

  it('answers wrong words with how it is used, and does nothing', async () => {
    for (const words of [
      [],
      ['fly'],
      ['up', '--profile', 'oracle'],
      ['kill'],
      ['kill', 'vscode'],
      ['status', '--loud'],
      ['up', '--volumes'],
    ]) {
      const { code, stdout, stderr } = await lab.cli(...words);
      expect({ words, code, stdout }).toEqual({ words, code: 2, stdout: '' });
      expect(stderr).toContain('usage: debezium-lab');
    }
    expect(isReady(await lab.lab.status())).toBe(true);
  });

  it('throws the data away when it is told to, and only then', async () => {
    const root = dataRoot(lab.home, findRunAs());
    const folders = ['postgres', 'kafka'].map((name) => path.join(root, name));
    expect(folders.map((folder) => existsSync(folder))).toEqual([true, true]);
    expect((await lab.cli('down', '--volumes')).code).toBe(0);
    expect(folders.map((folder) => existsSync(folder))).toEqual([false, false]);
    expect(await lab.lab.status()).toMatchObject({ profile: null });
  });
});
