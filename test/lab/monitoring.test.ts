import { readFileSync } from 'node:fs';
import type { Server } from 'node:net';
import path from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isReady } from '../../src/core/lab/lab';
import { silentLog } from '../../src/core/log';
import { createDrivers, type Drivers } from '../../src/drivers/index';
import { occupy } from '../support/occupy';
import { eventually, openLab, pidOf, serviceOf, type TestLab } from '../support/testLab';

const DASHBOARD = path.resolve(import.meta.dirname, '../../labs/grafana/dashboards/debezium-lab.json');

interface Panel {
  readonly title: string;
  readonly targets?: readonly { readonly expr: string }[];
}

/** The expressions of the dashboard, with its variable as Grafana fills it in for all connectors. */
function dashboardQueries(): readonly (readonly [panel: string, query: string])[] {
  const { panels } = JSON.parse(readFileSync(DASHBOARD, 'utf8')) as { readonly panels: readonly Panel[] };
  return panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => [title, expr.replaceAll('$connector', '.*')] as const));
}

describe('the profile with metrics', () => {
  const signal = AbortSignal.timeout(280_000);
  let lab: TestLab;
  let drivers: Drivers;
  let database: Client;
  let holders: readonly Server[] = [];

  beforeAll(async () => {
    lab = await openLab();
    holders = await Promise.all([9090, 9404].map((port) => occupy(port)));
    drivers = createDrivers({ home: lab.home, log: silentLog, endpoints: () => lab.lab.endpoints() });
  });

  afterAll(async () => {
    for (const holder of holders) holder.close();
    await drivers.dispose();
    await lab.dispose();
  });

  const value = async (query: string): Promise<number> => Number((await drivers.probes.metric(query, signal))[0]);

  it('says beforehand that Prometheus is there, and asks for it nowhere else', async () => {
    const found = async (profile: 'monitoring' | 'postgres') =>
      (await lab.lab.preflight(profile, lab.call())).filter(({ id }) => id === 'prometheus').map(({ level }) => level);
    expect(await found('monitoring')).toEqual(['ok']);
    expect(await found('postgres')).toEqual([]);
  });

  it('comes up beside a lab without metrics: Connect alone starts anew, and stays as it is on the way back', async () => {
    const plain = await lab.lab.up('postgres', lab.call());
    const monitored = await lab.lab.up('monitoring', lab.call());
    expect(isReady(monitored)).toBe(true);
    expect(monitored.services.map(({ name, version }) => [name, version !== null])).toEqual([
      ['postgres', true],
      ['kafka', true],
      ['connect', true],
      ['prometheus', true],
    ]);
    expect(serviceOf(monitored, 'prometheus').port).not.toBe(9090);
    expect(lab.progress.join('\n')).toMatch(/Port 9404 is taken by .*; port \d+ is used instead\./u);
    expect(pidOf(monitored, 'kafka')).toBe(pidOf(plain, 'kafka'));
    expect(pidOf(monitored, 'connect')).not.toBe(pidOf(plain, 'connect'));
    expect((await lab.lab.endpoints())?.prometheus?.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/u);
    const back = await lab.lab.up('postgres', lab.call());
    expect(back.services.map(({ name }) => name)).toEqual(['postgres', 'kafka', 'connect']);
    expect(pidOf(back, 'connect')).toBe(pidOf(monitored, 'connect'));
    expect(await lab.lab.endpoints()).not.toHaveProperty('prometheus');
    const again = await lab.lab.up('monitoring', lab.call());
    expect(pidOf(again, 'connect')).toBe(pidOf(monitored, 'connect'));
  });

  it('tells of a real connector: its tables, and the keys of the chunk that is being read', async () => {
    const { postgres } = (await lab.lab.endpoints()) ?? {};
    if (!postgres) throw new Error('the lab is down');
    const { host, port, user, password, database: name } = postgres;
    database = new Client({ host, port, user, password, database: name });
    await database.connect();
    await database.query(
      `CREATE TABLE metered (id int PRIMARY KEY);
       INSERT INTO metered SELECT generate_series(1, 40000);
       CREATE TABLE signals (id text PRIMARY KEY, type text, data text)`,
    );
    const config = {
      'connector.class': 'io.debezium.connector.postgresql.PostgresConnector',
      'database.hostname': host,
      'database.port': String(port),
      'database.user': user,
      'database.password': password,
      'database.dbname': name,
      'topic.prefix': 'metered',
      'plugin.name': 'pgoutput',
      'table.include.list': 'public.metered,public.signals',
      'signal.data.collection': 'public.signals',
      'incremental.snapshot.chunk.size': '20',
    };
    await drivers.connect.putConfig('metered', config, signal);
    await eventually(async () => (await value('debezium_metrics_SnapshotCompleted{context="snapshot", name="metered"}')) === 1);
    expect(await value('debezium_metrics_RowsScanned{table="public.metered"}')).toBe(40_000);

    await database.query(
      `INSERT INTO signals VALUES ('s', 'execute-snapshot', '{"data-collections": ["public.metered"], "type": "incremental"}')`,
    );
    await eventually(async () => (await value('debezium_metrics_SnapshotRunning{context="snapshot", name="metered"}')) === 1);
    await eventually(async () => (await value('count(debezium_metrics_ChunkFrom{name="metered", value=~"\\\\[\\\\d+\\\\]"})')) === 1);
    expect(await value('count(debezium_metrics_TableTo{name="metered", value="[40000]"})')).toBe(1);
    expect(await value('kafka_connect_task_status{connector="metered", status="running"}')).toBe(1);
  });

  it('answers every query of the dashboard, and none of them with nothing', async () => {
    const queries = dashboardQueries();
    expect(queries.length).toBeGreaterThan(10);
    const empty: string[] = [];
    for (const [panel, query] of queries) {
      if ((await drivers.probes.metric(query, signal)).length === 0) empty.push(`${panel}: ${query}`);
    }
    expect(empty).toEqual([]);
  });

  it('is stopped with the rest', async () => {
    await database.end();
    await lab.lab.down(lab.call());
    expect((await lab.lab.status()).services.map(({ state }) => state)).toEqual(['stopped', 'stopped', 'stopped', 'stopped']);
  });
});
