import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listTables, measureTable } from '../../src/core/advisor/measureTable';
import { adviseSnapshot } from '../../src/core/advisor/snapshotAdvice';
import type { Strategy } from '../../src/core/advisor/snapshotChoice';
import { tableText } from '../../src/core/advisor/tableQueries';
import { databaseOf } from './support/labEndpoints';
import { problemOf, text } from './support/problems';
import { openDrivers, soon, type TestDrivers } from './support/testDrivers';

const ODD = `odd "table's`;
const quoted = `"${ODD.replaceAll('"', '""')}"`;

let drivers: TestDrivers;
beforeAll(async () => {
  drivers = await openDrivers();
  await drivers.run(
    'sql',
    'postgres',
    `drop schema if exists helpers cascade; create schema helpers;
     create table helpers.${quoted} (id int primary key, note text);
     insert into helpers.${quoted} select n, repeat('x', 100) from generate_series(1, 300) as n;
     create table helpers.packed (id int primary key, note text);
     insert into helpers.packed select n, repeat('x', 20000) from generate_series(1, 20) as n;
     create table helpers.large (id int, note text);
     alter table helpers.large alter column note set storage plain;
     insert into helpers.large select n, repeat(md5(n::text), 60) from generate_series(1, 12000) as n;
     create table helpers.parts (id int, at date) partition by range (at);
     create table helpers.part partition of helpers.parts for values from ('2026-01-01') to ('2027-01-01');
     insert into helpers.parts values (1, '2026-05-05')`,
  );
});
afterAll(async () => {
  await drivers.run('sql', 'postgres', 'drop schema helpers cascade');
  await drivers.dispose();
});

const measure = (table: string) => measureTable('postgres', `helpers.${table}`, drivers.probes, soon());

describe('a table is measured', () => {
  test('with whatever name', async () => {
    const tables = (await listTables('postgres', drivers.probes, soon())).map(tableText);
    expect(tables.filter((name) => name.startsWith('helpers.'))).toEqual([
      'helpers.large',
      `helpers.${ODD}`,
      'helpers.packed',
      'helpers.parts',
    ]);
    const { rows, estimated, unpackedBytes } = await measure(ODD);
    expect({ rows, estimated }).toEqual({ rows: 300, estimated: false });
    expect(unpackedBytes).toBeGreaterThan(100);
    expect(unpackedBytes).toBeLessThan(150);
  });

  test('as it is in memory and not as it is packed on disk', async () => {
    const { storedBytes, unpackedBytes } = await measure('packed');
    expect(unpackedBytes).toBeGreaterThan(20_000);
    expect(storedBytes).toBeLessThan(2000);
  });

  test('with its partitions', async () => {
    expect(await measure('parts')).toMatchObject({ rows: 1, estimated: false });
  });

  test('by a part of it where it is large', async () => {
    const { rows, estimated, unpackedBytes } = await measure('large');
    expect(estimated).toBe(true);
    expect(Math.abs(rows - 12_000)).toBeLessThan(3000);
    expect(Math.abs(unpackedBytes - 1950)).toBeLessThan(100);
  });

  test('or it is said that there is no such table, or no lab', async () => {
    expect(text((await problemOf(measure('gone'))).what)).toBe('There is no table helpers.gone.');
    const present = drivers.endpoints;
    drivers.endpoints = null;
    expect(await problemOf(measure('large'))).toMatchObject({ action: 'startLab' });
    drivers.endpoints = present;
  });
});

describe('the settings that are advised', () => {
  const strategies: readonly Strategy[] = ['none', 'initial', 'when-needed', 'initial-only', 'blocking', 'incremental', 'read-only'];

  test.each(strategies)('%s: the connector takes them', async (strategy) => {
    const { host, port, user, password, database } = databaseOf('postgres');
    const errors = await drivers.connect.validate(
      {
        name: 'advised',
        'connector.class': 'io.debezium.connector.postgresql.PostgresConnector',
        'database.hostname': host,
        'database.port': String(port),
        'database.user': user,
        'database.password': password,
        'database.dbname': database,
        'topic.prefix': 'advised',
        'plugin.name': 'pgoutput',
        ...adviseSnapshot(strategy, 'postgres').config,
      },
      soon(),
    );
    expect(errors).toEqual([]);
  });
});
