import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Check } from '../../src/core/check/check';
import { beginStep, evaluateCheck } from '../../src/core/check/evaluate';
import { text } from './support/problems';
import { openDrivers, soon, type TestDrivers } from './support/testDrivers';

let drivers: TestDrivers;
beforeAll(async () => {
  drivers = await openDrivers();
  await run('mysql', 'drop table if exists lagging; create table lagging (id int primary key)');
});
afterAll(async () => {
  await run('mysql-replica', 'stop replica sql_thread; change replication source to source_delay = 0; start replica');
  await run('mysql', 'drop table lagging');
  await drivers.dispose();
});

async function run(
  target: 'mysql' | 'mysql-replica',
  sql: string,
): Promise<{ readonly cell: string | null | undefined; readonly note: string }> {
  const { statements, note } = await drivers.run('sql', target, sql);
  const failed = statements.find(({ error }) => error);
  if (failed?.error) throw new Error(text(failed.error.what));
  return { cell: statements.at(-1)?.rowSet?.rows[0]?.[0], note: text(note) };
}

/** What the replica says of the row, with the note beside the result. */
const look = (id: number): ReturnType<typeof run> => run('mysql-replica', `select count(*) from lagging where id = ${String(id)}`);

const CHECK: Check = {
  kind: 'sql',
  target: 'mysql-replica',
  query: 'select count(*) from lagging where id = 1',
  expect: 1,
  why: 'The row is not on the replica yet.',
};

async function isMet(): Promise<boolean> {
  const probes = { ...drivers.probes, output: () => null };
  const [state] = await beginStep([CHECK], probes, soon());
  if (!state) throw new Error('no state');
  return (await evaluateCheck(CHECK, state, probes, soon())).verdict.met;
}

/** Once everything is applied, so that a note from now on is about what a test does. */
async function caughtUp(id: number): Promise<void> {
  await vi.waitFor(async () => expect(await look(id)).toEqual({ cell: '1', note: '' }), 60_000);
}

test('a replica that keeps up says nothing about itself', async () => {
  await run('mysql', 'insert into lagging values (0)');
  await caughtUp(0);
});

test('a replica whose applier was stopped says so beside each result; its checks wait, and pass when it goes on', async () => {
  await run('mysql-replica', 'stop replica sql_thread');
  await run('mysql', 'insert into lagging values (1)');
  expect(await look(1)).toEqual({
    cell: '0',
    note: 'The replica stands still, so this may be old: nothing applies its changes. START REPLICA SQL_THREAD lets it go on.',
  });
  expect(await isMet()).toBe(false);
  await run('mysql-replica', 'start replica sql_thread');
  await caughtUp(1);
  expect(await isMet()).toBe(true);
});

test('a replica that does not hear its source says so', async () => {
  await run('mysql-replica', 'stop replica io_thread');
  expect((await look(1)).note).toBe(
    'The replica hears nothing from its source, so this may be old. START REPLICA IO_THREAD lets it go on.',
  );
  await run('mysql-replica', 'start replica io_thread');
  await caughtUp(1);
});

test('a replica that waits on purpose says how long', async () => {
  await run('mysql-replica', 'stop replica sql_thread; change replication source to source_delay = 3600; start replica sql_thread');
  await run('mysql', 'insert into lagging values (2)');
  await vi.waitFor(async () => {
    const { cell, note } = await look(2);
    expect(cell).toBe('0');
    expect(note).toMatch(/^The replica waits as it was told to \(SOURCE_DELAY\): the next change comes in 3[56]\d\d s\.$/u);
  }, 60_000);
  await run('mysql-replica', 'stop replica sql_thread; change replication source to source_delay = 0; start replica sql_thread');
  await caughtUp(2);
});
