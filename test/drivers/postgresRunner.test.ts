import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StatementResult } from '../../src/core/run/result';
import { problemOf, text } from './support/problems';
import { openDrivers, type TestDrivers } from './support/testDrivers';

let drivers: TestDrivers;
beforeAll(async () => {
  drivers = await openDrivers();
  await sql('drop table if exists runner_t, runner_c; create table runner_t (id int primary key, name text)');
});
afterAll(async () => {
  await sql('drop table if exists runner_t, runner_c');
  await drivers.dispose();
});

async function sql(code: string): Promise<readonly StatementResult[]> {
  return (await drivers.run('sql', 'postgres', code)).statements;
}

async function errorOf(code: string): Promise<StatementResult['error']> {
  return (await sql(code)).at(-1)?.error ?? null;
}

describe('the statements of a fence', () => {
  test('run in order, each with its own command, count and line', async () => {
    const results = await sql(
      `insert into runner_t select n, 'x' from generate_series(1, 5) n;\n\n-- two\nupdate runner_t set name = 'y' where id < 3;\nselect * from runner_t;\ndelete from runner_t`,
    );
    expect(results.map(({ line, command, rowCount }) => [line, command, rowCount])).toEqual([
      [1, 'INSERT', 5],
      [4, 'UPDATE', 2],
      [5, 'SELECT', 5],
      [6, 'DELETE', 5],
    ]);
    expect(results.every(({ durationMs, error }) => durationMs > 0 && error === null)).toBe(true);
  });

  test('commands without a count have none', async () => {
    const results = await sql('begin; create table runner_x (a int); set local work_mem = 1024; rollback');
    expect(results.map(({ command, rowCount }) => [command, rowCount])).toEqual([
      ['BEGIN', null],
      ['CREATE TABLE', null],
      ['SET', null],
      ['ROLLBACK', null],
    ]);
  });

  test('RETURNING gives rows and the count of all of them', async () => {
    const [inserted] = await sql('insert into runner_t select n from generate_series(1, 1500) n returning id');
    expect(inserted).toMatchObject({ command: 'INSERT', rowCount: 1500, rowSet: { kept: 1500 } });
    expect((await sql('delete from runner_t'))[0]?.rowCount).toBe(1500);
  });

  test('statements that must stand alone do', async () => {
    const results = await sql('vacuum runner_t; create index concurrently runner_i on runner_t (name); drop index concurrently runner_i');
    expect(results.map(({ command, error }) => [command, error])).toEqual([
      ['VACUUM', null],
      ['CREATE INDEX', null],
      ['DROP INDEX', null],
    ]);
  });

  test('notices and warnings stand with the statement that caused them', async () => {
    const [first, second, third] = await sql(
      `select 1; drop table if exists nowhere; do $$ begin raise warning 'careful' using detail = 'thin ice', hint = 'go round'; end $$`,
    );
    expect(first?.notices).toEqual([]);
    expect(second?.notices).toEqual(['NOTICE: table "nowhere" does not exist, skipping']);
    expect(third?.notices).toEqual(['WARNING: careful\nDETAIL: thin ice\nHINT: go round']);
  });

  test('the first failure ends the run; what came before has happened', async () => {
    const results = await sql(`insert into runner_t values (1, 'a'); select 1/0; insert into runner_t values (2, 'b')`);
    expect(results.map(({ error }) => (error ? text(error.what) : 'ok'))).toEqual(['ok', 'ERROR: division by zero']);
    expect((await sql('select id from runner_t; delete from runner_t'))[0]?.rowSet?.rows).toEqual([['1']]);
  });

  test('rows sent before a failure are shown with it', async () => {
    const [result] = await sql('select 10 / (5 - n) from generate_series(1, 9) n');
    expect(result).toMatchObject({ rowSet: { rows: [['2'], ['3'], ['5'], ['10']] } });
    expect(text(result?.error?.what)).toBe('ERROR: division by zero');
  });

  test('an error of a deferred constraint is an error, not a success', async () => {
    const error = await errorOf(
      `create temp table a (id int primary key); create temp table b (a int references a deferrable initially deferred); insert into b values (7)`,
    );
    expect(text(error?.what)).toContain('violates foreign key constraint');
    expect(text(error?.why)).toContain('Key (a)=(7) is not present');
  });
});

describe('an error', () => {
  test.each([
    ['in the first line', 'selekt 1', 1, 1],
    ['behind text that is not ASCII', "select 'ё😀', 'ж', bad", 1, 20],
    ['in a later statement and line', "select 'ё😀';\n/* ы */ select 1,\n  'жж', bad\n from pg_class", 3, 9],
    ['behind a comment in the same line', '/* ёё */ select bad', 1, 17],
    ['with Windows line ends', 'select 1;\r\nselect\r\n  bad', 3, 3],
    ['in an open string', "select 1;\nselect 'abc", 2, 8],
    ['without a position of its own', 'select 1;\n  drop table no_such_table', 2, 3],
  ])('%s has its place', async (_name, code, line, column) => {
    expect((await errorOf(code))?.place).toEqual({ line, column });
  });

  test('brings the server’s hint', async () => {
    expect(text((await errorOf('select oidd from pg_class'))?.fix)).toContain('Perhaps you meant');
  });

  test('brings the detail', async () => {
    const error = await errorOf(`insert into runner_t values (1), (1)`);
    expect(text(error?.why)).toBe('Key (id)=(1) already exists.');
  });

  test('of a psql command explains what it is', async () => {
    expect(text((await errorOf('\\d runner_t'))?.fix)).toContain('commands of psql');
  });

  test('of COPY FROM STDIN says what to do, and the connection goes on', async () => {
    const error = await errorOf('select 1;\ncopy runner_t from stdin');
    expect(text(error?.fix)).toContain('INSERT');
    expect(error?.place).toEqual({ line: 2, column: 1 });
    expect((await sql('select 1'))[0]?.error).toBeNull();
  });
});

test('COPY TO STDOUT gives its lines', async () => {
  const [result] = await sql(`copy (values (1, 'a'), (2, null)) to stdout`);
  expect(result).toMatchObject({ command: 'COPY', rowCount: 2, rowSet: { rows: [['1\ta'], ['2\t\\N']] } });
});

test.each([['nothing'], ['-- a comment\n;']])('an empty fence (%s) is told apart from a success', async (code) => {
  expect(text((await problemOf(sql(code === 'nothing' ? '' : code))).what)).toContain('no SQL statement');
});

test('a NUL character is named at its place', async () => {
  expect((await problemOf(sql("select 1;\nselect '\0'"))).place).toEqual({ line: 2, column: 9 });
});

describe('between runs', () => {
  test('an open transaction is rolled back, and the result says so', async () => {
    const output = await drivers.run('sql', 'postgres', `begin; insert into runner_t values (77, 'open')`);
    expect(text(output.note)).toContain('rolled back');
    expect((await sql('select * from runner_t where id = 77'))[0]?.rowSet?.rows).toEqual([]);
  });

  test('a failed transaction block is ended as well', async () => {
    const output = await drivers.run('sql', 'postgres', 'begin; select 1/0');
    expect(text(output.note)).toContain('rolled back');
    expect((await sql('select 1'))[0]?.error).toBeNull();
  });

  test('a committed one is not mentioned', async () => {
    expect((await drivers.run('sql', 'postgres', 'begin; commit')).note).toBeUndefined();
  });

  test('settings, temporary tables, prepared statements and locks do not leak', async () => {
    await sql(
      `set search_path = pg_catalog; set timezone = 'Asia/Tokyo'; create temp table leak (a int); prepare leaky as select 1; select pg_advisory_lock(4711); listen here`,
    );
    const [path, zone, table, prepared, locks, listening] = await sql(
      `show search_path; select current_setting('timezone') = 'Asia/Tokyo'; select to_regclass('leak'); select count(*) from pg_prepared_statements;
       select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid(); select count(*) from pg_listening_channels()`,
    );
    expect([path, zone, table, prepared, locks, listening].map((result) => result?.rowSet?.rows[0]?.[0])).toEqual([
      '"$user", public',
      'f',
      null,
      '0',
      '0',
      '0',
    ]);
  });

  test('the connection is the same, so a run costs no new one', async () => {
    const pid = async () => (await sql('select pg_backend_pid()'))[0]?.rowSet?.rows[0]?.[0];
    expect(await pid()).toBe(await pid());
  });

  test('two runs at once do not wait for each other', async () => {
    const slow = new AbortController();
    const waiting = drivers.run('sql', 'postgres', 'select pg_sleep(60)', { signal: slow.signal });
    expect((await sql('select 1'))[0]?.rowSet?.rows).toEqual([['1']]);
    slow.abort();
    expect((await waiting).statements).toHaveLength(1);
  });
});
