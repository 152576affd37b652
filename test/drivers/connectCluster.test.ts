import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Connector } from '../../src/core/check/probes';
import { english } from '../../src/core/message';
import { connectorNodes } from '../../src/ui/trees/connectorsModel';
import type { TreeNode } from '../../src/ui/trees/treeNode';
import { databaseOf } from './support/labEndpoints';
import { startSecondWorker, type SecondWorker } from './support/secondWorker';
import { openDrivers, soon, type TestDrivers } from './support/testDrivers';

/** Two, so that each worker gets one. */
const names = [1, 2].map((index) => `cluster-${String(index)}-${randomUUID().slice(0, 8)}`);
const idOf = (name: string): string => name.replaceAll('-', '_');
const topicOf = (name: string): string => `${name}.public.${idOf(name)}`;

let drivers: TestDrivers;
let second: SecondWorker;
beforeAll(async () => {
  drivers = await openDrivers();
  second = await startSecondWorker(AbortSignal.timeout(240_000));
  for (const name of names) await sql(`create table ${idOf(name)} (id int primary key); insert into ${idOf(name)} values (1)`);
});
afterAll(async () => {
  for (const name of names) if (await drivers.probes.connector(name, soon())) await drivers.connect.remove(name, soon());
  await second.dispose();
  for (const name of names) {
    await vi.waitFor(
      () => sql(`select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = '${idOf(name)}'`),
      60_000,
    );
    await sql(`drop table ${idOf(name)}; drop publication if exists ${idOf(name)}`);
  }
  await drivers.dispose();
});

async function sql(text: string): Promise<void> {
  const { statements } = await drivers.run('sql', 'postgres', text);
  const failed = statements.find(({ error }) => error);
  if (failed?.error) throw new Error(english(failed.error.what));
}

function deploy(name: string): ReturnType<typeof drivers.run<'connector'>> {
  const { internal, user, password, database } = databaseOf('postgres');
  const config = {
    'connector.class': 'io.debezium.connector.postgresql.PostgresConnector',
    ...{ 'database.hostname': internal.host, 'database.port': internal.port, 'database.dbname': database },
    ...{ 'database.user': user, 'database.password': password, 'topic.prefix': name, 'plugin.name': 'pgoutput' },
    ...{ 'slot.name': idOf(name), 'publication.name': idOf(name), 'publication.autocreate.mode': 'filtered' },
    'table.include.list': `public.${idOf(name)}`,
  };
  return drivers.run('connector', 'connect', JSON.stringify({ name, config }));
}

async function mine(): Promise<readonly Connector[]> {
  return (await drivers.connect.list(soon())).filter(({ name }) => names.includes(name));
}

/** What the tree *Connectors* says beside each task. */
async function taskRows(): Promise<readonly string[]> {
  const nodes = connectorNodes(await mine(), () => Promise.resolve([]), { locale: 'en', text: english });
  const below = nodes.flatMap(({ children }): readonly TreeNode[] => (typeof children === 'object' && children !== null ? children : []));
  return below.filter(({ ref }) => ref.kind === 'task').map(({ description }) => description);
}

async function events(name: string): Promise<number> {
  const offsets = Object.values((await drivers.probes.endOffsets(topicOf(name), soon())) ?? {});
  return offsets.reduce((sum, offset) => sum + Number(offset), 0);
}

const workersOf = (connectors: readonly Connector[]): readonly string[] =>
  connectors.flatMap(({ tasks }) => tasks.filter(({ state }) => state === 'RUNNING').map(({ workerId }) => workerId));

test('a Connect of two workers loses one: its task goes to the other, by which everything is still seen', async () => {
  for (const name of names) expect(await deploy(name)).toMatchObject({ outcome: 'created' });
  const spread = await vi.waitFor(async () => {
    const connectors = await mine();
    expect(new Set(workersOf(connectors)).size).toBe(2);
    return connectors;
  }, 90_000);
  const moving = spread.find(({ tasks }) => tasks[0]?.workerId === second.id);
  if (!moving) throw new Error(`no task on ${second.id}`);
  expect(await taskRows()).toContain(`RUNNING · ${second.id}`);
  await vi.waitFor(async () => expect(await events(moving.name)).toBe(1), 60_000);
  // Written down, or the other worker would take the snapshot once more.
  await vi.waitFor(async () => expect(await drivers.connect.offsets(moving.name, soon())).toHaveLength(1), 60_000);

  second.kill();
  // Nobody has noticed yet, or everybody is about to: whoever asks gets an answer.
  expect((await mine()).map(({ name }) => name)).toEqual([...names].sort());
  await sql(`insert into ${idOf(moving.name)} values (2)`);
  await vi.waitFor(async () => {
    const connectors = await mine();
    expect(workersOf(connectors)).toHaveLength(2);
    expect(workersOf(connectors)).not.toContain(second.id);
  }, 90_000);
  expect(await taskRows()).toEqual(['RUNNING', 'RUNNING']);
  expect((await drivers.probes.connector(moving.name, soon()))?.tasks).toMatchObject([{ state: 'RUNNING', trace: null }]);
  // What was written while no task ran is there.
  await vi.waitFor(async () => expect(await events(moving.name)).toBeGreaterThanOrEqual(2), 60_000);
  expect(await deploy(moving.name)).toMatchObject({ outcome: 'unchanged' });
}, 300_000);
