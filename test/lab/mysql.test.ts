import { existsSync } from 'node:fs';
import type { Server } from 'node:net';
import path from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatabaseEndpoint, Endpoints, Login } from '../../src/core/lab/endpoints';
import { isReady } from '../../src/core/lab/lab';
import { english } from '../../src/core/message';
import { occupy } from '../support/occupy';
import { eventually, openLab, pidOf, serviceOf, type TestLab } from '../support/testLab';

type Endpoint = 'mysql' | 'mysqlReplica';

describe('a lab with MySQL', () => {
  let lab: TestLab;
  let holder: Server;

  beforeAll(async () => {
    lab = await openLab();
    holder = await occupy(3307);
    // Where nothing is cached, what the profiles need is downloaded here: no test waits for it.
    await lab.lab.prepare('postgres', lab.call());
    await lab.lab.prepare('mysql-replica', lab.call());
  }, 600_000);

  afterAll(async () => {
    holder.close();
    await lab.dispose();
  });

  async function endpoint(server: Endpoint): Promise<DatabaseEndpoint> {
    const found: Endpoints | null = await lab.lab.endpoints();
    const database = found?.[server];
    if (!database) throw new Error(`the lab has no ${server}`);
    return database;
  }

  async function query(server: Endpoint, sql: string, as?: Login): Promise<readonly unknown[][]> {
    const at = await endpoint(server);
    const { user, password } = as ?? at;
    const connection = await createConnection({ host: at.host, port: at.port, user, password, database: at.database });
    try {
      const [rows] = await connection.query<RowDataPacket[]>({ sql, rowsAsArray: true });
      // A statement without a result set answers with one object.
      const values: unknown = rows;
      return Array.isArray(values) ? values.filter((row) => Array.isArray(row)) : [];
    } finally {
      await connection.end();
    }
  }

  async function replicated(sql: string, expected: readonly unknown[][]): Promise<void> {
    let seen: readonly unknown[][] = [];
    await eventually(async () => {
      seen = await query('mysqlReplica', sql).catch(() => []);
      return JSON.stringify(seen) === JSON.stringify(expected);
    });
    expect(seen).toEqual(expected);
  }

  it('finds beforehand the server it needs, and asks for no other', async () => {
    const findings = await lab.lab.preflight('mysql-replica', lab.call());
    expect(findings.filter(({ level }) => level === 'missing')).toEqual([]);
    expect(findings.map(({ id }) => id)).toContain('mysql');
    expect(findings.map(({ id }) => id)).not.toContain('postgres');
    expect(findings.map(({ text }) => english(text)).join('\n')).toMatch(/MySQL replica/u);
  });

  it('begins beside PostgreSQL’s and takes its place, while Kafka and Connect run on', async () => {
    const before = await lab.lab.up('postgres', lab.call());
    const after = await lab.lab.up('mysql', lab.call());
    expect(isReady(after)).toBe(true);
    expect(after.profile).toBe('mysql');
    expect(after.services.map(({ name }) => name)).toEqual(['mysql', 'kafka', 'connect']);
    for (const name of ['kafka', 'connect'] as const) expect(pidOf(after, name)).toBe(pidOf(before, name));
    expect(serviceOf(after, 'mysql').port).not.toBe(3307);
    expect(lab.progress.join('\n')).toMatch(/Port 3307 is taken by .*; port \d+ is used instead\./u);
    expect(serviceOf(after, 'mysql').version).toMatch(/^\d+\.\d+\.\d+$/u);
    expect(Object.keys((await lab.lab.endpoints()) ?? {})).toEqual(['kafka', 'connect', 'mysql']);
  }, 300_000);

  it('has a server as Debezium wants it, closed to other machines', async () => {
    const variables = ['bind_address', 'socket', 'log_bin', 'binlog_format', 'binlog_row_image', 'gtid_mode', 'server_id'];
    expect(await query('mysql', `SELECT ${variables.map((name) => `@@${name}`).join()}`)).toEqual([
      ['127.0.0.1', '', 1, 'ROW', 'FULL', 'ON', 1],
    ]);
    expect(
      await query('mysql', "SELECT plugin FROM mysql.user WHERE user IN ('student', 'debezium', 'replicator') GROUP BY plugin"),
    ).toEqual([['caching_sha2_password']]);
  });

  it('has tables with rows that are no part of its binlog', async () => {
    const counts = 'SELECT (SELECT count(*) FROM products), (SELECT count(*) FROM customers), (SELECT count(*) FROM orders)';
    expect(await query('mysql', counts)).toEqual([[8, 5, 7]]);
    expect(await query('mysql', 'SELECT @@gtid_executed = @@gtid_purged, @@gtid_executed')).toEqual([
      [1, 'deb00000-1ab0-4000-8000-000000000001:1'],
    ]);
  });

  it('has a Debezium that follows a server on which nothing has happened yet', async () => {
    const { connect, kafka } = (await lab.lab.endpoints()) ?? {};
    const { internal, debezium } = await endpoint('mysql');
    const config = {
      ...{ 'connector.class': 'io.debezium.connector.mysql.MySqlConnector', 'topic.prefix': 'first', 'database.server.id': '5401' },
      ...{ 'database.hostname': internal.host, 'database.port': String(internal.port) },
      ...{ 'database.user': debezium?.user, 'database.password': debezium?.password, 'table.include.list': 'inventory.products' },
      'schema.history.internal.kafka.bootstrap.servers': kafka?.internalBootstrap,
      'schema.history.internal.kafka.topic': 'schema-history.first',
    };
    const answer = await fetch(`${connect?.url ?? ''}/connectors/first/config`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(config),
    });
    expect(answer.status).toBe(201);
    const admin = new Kafka({ brokers: [kafka?.bootstrap ?? ''], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    const records = async (): Promise<number> => {
      const offsets = await admin.fetchTopicOffsets('first.inventory.products').catch(() => []);
      return Number(offsets[0]?.high ?? 0);
    };
    try {
      await eventually(async () => (await records()) === 8);
      await query('mysql', "UPDATE products SET price = price + 1 WHERE name = 'hammer'");
      await eventually(async () => (await records()) === 9);
    } finally {
      await admin.disconnect();
      await fetch(`${connect?.url ?? ''}/connectors/first`, { method: 'DELETE' });
    }
  });

  it('lets the student set up what a lesson needs, and the connector read but not write', async () => {
    const { debezium } = await endpoint('mysql');
    await query('mysql', 'CREATE TABLE debezium_signal (id VARCHAR(42) PRIMARY KEY, type VARCHAR(32) NOT NULL, data VARCHAR(2048))');
    await expect(query('mysql', "INSERT INTO debezium_signal VALUES ('a', 'log', NULL)", debezium)).rejects.toThrow(
      'INSERT command denied',
    );
    await query('mysql', "GRANT INSERT ON inventory.debezium_signal TO 'debezium'@'%'");
    await query('mysql', "INSERT INTO debezium_signal VALUES ('a', 'log', NULL)", debezium);
    await query('mysql', "CREATE USER 'other'@'%' IDENTIFIED BY 'other'");
    await query('mysql', "GRANT SELECT, RELOAD, LOCK TABLES, REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO 'other'@'%'");
    await query('mysql', 'FLUSH BINARY LOGS');
    await query('mysql', 'SET GLOBAL binlog_expire_logs_seconds = 3600');
    for (const sql of ['FLUSH TABLES WITH READ LOCK', 'SHOW BINARY LOGS']) await query('mysql', sql, debezium);
    await expect(query('mysql', 'CREATE DATABASE elsewhere')).rejects.toThrow('Access denied');
    await expect(query('mysql', 'SELECT 1', { user: 'root', password: '' })).rejects.toThrow(/denied|not allowed/u);
  });

  it('gets a replica that catches up with all of it, and that nobody writes to', async () => {
    const before = await lab.lab.status();
    const after = await lab.lab.up('mysql-replica', lab.call());
    expect(isReady(after)).toBe(true);
    expect(pidOf(after, 'mysql')).toBe(pidOf(before, 'mysql'));
    await replicated('SELECT id FROM debezium_signal', [['a']]);
    expect(await query('mysqlReplica', 'SELECT count(*) FROM products')).toEqual([[8]]);
    expect(await query('mysqlReplica', 'SELECT @@read_only, @@super_read_only, @@log_replica_updates, @@server_id')).toEqual([
      [1, 1, 1, 2],
    ]);
    expect(await query('mysqlReplica', 'SELECT @@server_uuid')).not.toEqual(await query('mysql', 'SELECT @@server_uuid'));
    await expect(query('mysqlReplica', 'DELETE FROM orders')).rejects.toThrow(/read-only/u);
    // A connector that reads from the replica finds the primary's changes in the replica's own binlog.
    const { debezium } = await endpoint('mysqlReplica');
    const [[executed] = []] = await query('mysqlReplica', 'SELECT @@gtid_executed', debezium);
    const [[uuid] = []] = await query('mysql', 'SELECT @@server_uuid');
    expect(executed).toContain(uuid);
  });

  it('takes no more than two gigabytes with the replica', async () => {
    const memory = (await lab.lab.status()).services.map(({ memoryMb }) => memoryMb ?? Number.NaN);
    expect(memory.reduce((sum, mb) => sum + mb, 0)).toBeLessThan(2048);
  });

  it('tells that a server was killed, and replicates again after either comes back', async () => {
    for (const name of ['mysql', 'mysql-replica'] as const) {
      const before = await lab.lab.status();
      process.kill(pidOf(before, name), 'SIGKILL');
      await eventually(async () => (await lab.service(name)).state === 'failed', 2_000);
      const { reason } = await lab.service(name);
      expect(reason && english(reason)).toContain('SIGKILL');
      const after = await lab.lab.up(null, lab.call());
      expect(isReady(after)).toBe(true);
      for (const { name: each, pid } of before.services) {
        if (each === name) expect(pidOf(after, each)).not.toBe(pid);
        else expect(pidOf(after, each)).toBe(pid);
      }
      await query('mysql', `INSERT INTO debezium_signal VALUES ('${name}', 'log', NULL)`);
      await replicated(`SELECT id FROM debezium_signal WHERE id = '${name}'`, [[name]]);
    }
  });

  it('starts one server again by hand', async () => {
    const killed = await lab.cli('kill', 'mysql', '--json');
    expect(killed.code).toBe(0);
    const { code, stdout } = await lab.cli('restart', 'mysql', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ profile: 'mysql-replica' });
    expect((await lab.cli('restart', 'mysql-replica')).code).toBe(0);
    expect((await lab.cli('restart', 'postgres')).stderr).toContain('not part of the lab');
    await query('mysql', "INSERT INTO debezium_signal VALUES ('restarted', 'log', NULL)");
    await replicated("SELECT id FROM debezium_signal WHERE id = 'restarted'", [['restarted']]);
  });

  it.skipIf(process.platform === 'win32')('has the tools of its terminal work on it', async () => {
    const { kafka } = (await lab.lab.endpoints()) ?? {};
    const listed = await lab.cli('tool', 'kafka-topics', '--bootstrap-server', kafka?.bootstrap ?? '', '--list');
    expect(listed).toMatchObject({ code: 0, stderr: '' });
    expect(listed.stdout.split('\n')).toContain('connect-offsets');
    const psql = await lab.cli('tool', 'psql', '-c', 'SELECT 1');
    expect(psql).toMatchObject({ code: 1, stdout: '' });
    expect(psql.stderr).toContain('This needs a lab that runs');
    expect((await lab.cli('tool', 'sqlplus')).code).toBe(2);
  });

  it('keeps each profile’s data over a switch, and goes on with the last one', async () => {
    await lab.lab.up('postgres', lab.call());
    expect((await lab.lab.status()).services.map(({ name }) => name)).toEqual(['postgres', 'kafka', 'connect']);
    await lab.lab.up('mysql', lab.call());
    await lab.lab.down(lab.call());
    const again = await lab.cli('up', '--json');
    expect(JSON.parse(again.stdout)).toMatchObject({ profile: 'mysql' });
    expect(await query('mysql', "SELECT count(*) FROM debezium_signal WHERE id = 'restarted'")).toEqual([[1]]);
  });

  it('throws away the data of both servers with a reset', async () => {
    const data = ['mysql', 'mysql-replica', 'postgres'].map((name) => path.join(lab.home, 'data', name));
    expect(data.map((folder) => existsSync(folder))).toEqual([true, true, true]);
    const after = await lab.lab.reset(lab.call());
    expect(isReady(after)).toBe(true);
    expect(data.map((folder) => existsSync(folder))).toEqual([true, false, false]);
    expect(await query('mysql', "SHOW TABLES LIKE 'debezium%'")).toEqual([]);
    expect(await query('mysql', 'SELECT count(*) FROM products')).toEqual([[8]]);
  });
});
