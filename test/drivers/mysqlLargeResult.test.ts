import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RowSet } from '../../src/core/run/result';
import { openDrivers, type TestDrivers } from './support/testDrivers';

const MIB = 1024 * 1024;

/** Thousands of millions of rows, as a table expression. */
const ROWS = `(with recursive n as (select 1 as i union all select i + 1 from n where i < 1000)
  select (a.i - 1) * 1000000 + (b.i - 1) * 1000 + c.i as i from n a, n b, n c) as r`;

let drivers: TestDrivers;
beforeAll(async () => {
  drivers = await openDrivers();
});
afterAll(() => drivers.dispose());

async function rowSetOf(sql: string): Promise<RowSet> {
  const { statements } = await drivers.run('sql', 'mysql', sql);
  expect(statements.map(({ error }) => error)).toEqual(statements.map(() => null));
  const rowSet = statements.at(-1)?.rowSet;
  if (!rowSet) throw new Error('no rows');
  return rowSet;
}

test('a page and no more stays in memory, one row more and all can be paged through', async () => {
  expect(await rowSetOf(`select i from ${ROWS} limit 100`)).toMatchObject({ kept: 100, truncated: false, handle: null });
  const rowSet = await rowSetOf(`select i from ${ROWS} limit 101`);
  expect(rowSet).toMatchObject({ kept: 101, truncated: false });
  expect(await drivers.results.page(rowSet.handle ?? '', 100, 10)).toHaveLength(1);
});

test('a result without end: as many rows as are kept can be reached, and the server stops', async () => {
  const rowSet = await rowSetOf(`select i, nullif(i % 3, 0), sha2(i, 256) from ${ROWS}`);
  expect(rowSet).toMatchObject({ kept: 100_000, truncated: true });
  expect(await drivers.results.page(rowSet.handle ?? '', 99_990, 100)).toHaveLength(10);
});

test('one that fits exactly is not cut', async () => {
  expect(await rowSetOf(`select i from ${ROWS} limit 100000`)).toMatchObject({ kept: 100_000, truncated: false });
});

test('wide rows do not fill the memory: 400 MB of result stay far below', async () => {
  const before = process.memoryUsage.rss();
  const rowSet = await rowSetOf(`select i, repeat('x', ${MIB.toString()}) from ${ROWS} limit 400`);
  expect(rowSet).toMatchObject({ kept: 64, truncated: true });
  expect(process.resourceUsage().maxRSS * 1024 - before).toBeLessThan(200 * MIB);
});

test('a cut result inside a transaction does not end it', async () => {
  const { statements, note } = await drivers.run('sql', 'mysql', `begin; select i from ${ROWS}; select 1; commit`);
  expect(statements.map(({ error }) => error)).toEqual([null, null, null, null]);
  expect(note).toBeUndefined();
});

test('a procedure is run to its end, however many rows it gives', async () => {
  const { statements } = await drivers.run(
    'sql',
    'mysql',
    `drop table if exists big_t; create table big_t (a int); drop procedure if exists big_p;
    delimiter //
    create procedure big_p() begin select i from ${ROWS} limit 150000; insert into big_t values (1); end//
    delimiter ;
    call big_p(); select count(*) from big_t; drop procedure big_p; drop table big_t`,
  );
  expect(statements.find(({ command }) => command === 'CALL')?.rowSet).toMatchObject({ kept: 100_000, truncated: true });
  expect(statements.find(({ command }) => command === 'SELECT')?.rowSet?.rows).toEqual([['1']]);
});
