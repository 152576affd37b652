import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RowSet } from '../../src/core/run/result';
import { openDrivers, type TestDrivers } from './support/testDrivers';

const MIB = 1024 * 1024;

let drivers: TestDrivers;
beforeAll(async () => {
  drivers = await openDrivers();
});
afterAll(() => drivers.dispose());

async function rowSetOf(sql: string): Promise<RowSet> {
  const { statements } = await drivers.run('sql', 'postgres', sql);
  const rowSet = statements[0]?.rowSet;
  if (!rowSet) throw new Error('no rows');
  return rowSet;
}

/** How far the process's peak memory rises during the call, in bytes. A peak that was there before hides nothing smaller. */
async function peakRise(call: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage.rss();
  await call();
  return process.resourceUsage().maxRSS * 1024 - before;
}

test('a page and no more stays in memory', async () => {
  expect(await rowSetOf('select generate_series(1, 100)')).toMatchObject({ kept: 100, truncated: false, handle: null });
});

test('one row more and all can be paged through', async () => {
  const rowSet = await rowSetOf('select generate_series(1, 101)');
  expect(rowSet).toMatchObject({ kept: 101, truncated: false });
  expect(rowSet.rows).toHaveLength(100);
  expect(await drivers.results.page(rowSet.handle ?? '', 99, 10)).toEqual([['100'], ['101']]);
});

test('a million rows: as many as are kept can be reached, the rest stays on the server', async () => {
  const rowSet = await rowSetOf(`select n, nullif(n % 3, 0), md5(n::text) from generate_series(1, 1000000) n`);
  expect(rowSet).toMatchObject({ kept: 100_000, truncated: true });
  const pages = await drivers.results.page(rowSet.handle ?? '', 99_990, 100);
  expect(pages.map(([n]) => n)).toEqual(Array.from({ length: 10 }, (_, index) => String(99_991 + index)));
  expect(pages.map(([, remainder]) => remainder)).toContain(null);
});

test('wide rows do not fill the memory: 400 MB of result stay far below', async () => {
  let rowSet: RowSet | null = null;
  const rise = await peakRise(async () => {
    rowSet = await rowSetOf(`select n, repeat('x', 1048576) from generate_series(1, 400) n`);
  });
  expect(rowSet).toMatchObject({ kept: 64, truncated: true });
  expect(rise).toBeLessThan(150 * MIB);
});

test('an INSERT … RETURNING that is cut short has inserted everything', async () => {
  const { statements } = await drivers.run(
    'sql',
    'postgres',
    `create temp table big (n int); insert into big select n from generate_series(1, 150000) n returning n; select count(*) from big`,
  );
  expect(statements[1]).toMatchObject({ command: 'INSERT', rowSet: { kept: 100_000, truncated: true } });
  expect(statements[2]?.rowSet?.rows).toEqual([['150000']]);
});

test('a cut result inside a transaction does not end it', async () => {
  const { statements, note } = await drivers.run('sql', 'postgres', 'begin; select generate_series(1, 150000); select 1; commit');
  expect(statements.map(({ error }) => error)).toEqual([null, null, null, null]);
  expect(note).toBeUndefined();
});

describe('files', () => {
  const files = () => readdirSync(path.join(drivers.home, 'results', String(process.pid)));

  test('are removed one by one when released', async () => {
    const { handle } = await rowSetOf('select generate_series(1, 500)');
    const before = files();
    await drivers.results.release(handle ?? '');
    expect(before.length - files().length).toBe(1);
  });

  test('of a run that failed in the middle are finished and readable', async () => {
    const { statements } = await drivers.run('sql', 'postgres', 'select 1 / (5000 - n) from generate_series(1, 9000) n');
    const rowSet = statements[0]?.rowSet;
    expect(statements[0]?.error).not.toBeNull();
    expect(await drivers.results.page(rowSet?.handle ?? '', (rowSet?.kept ?? 0) - 1, 5)).toHaveLength(1);
  });
});
