import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StatementResult } from '../../src/core/run/result';
import { problemOf, text } from './support/problems';
import { openDrivers, type TestDrivers } from './support/testDrivers';

let drivers: TestDrivers;
beforeAll(async () => {
  drivers = await openDrivers();
  await sql('drop table if exists runner_t; create table runner_t (id int primary key, name varchar(20))');
});
afterAll(async () => {
  await sql('drop table if exists runner_t; drop procedure if exists runner_p');
  await drivers.dispose();
});

async function sql(code: string): Promise<readonly StatementResult[]> {
  return (await drivers.run('sql', 'mysql', code)).statements;
}

async function errorOf(code: string): Promise<StatementResult['error']> {
  return (await sql(code)).at(-1)?.error ?? null;
}

async function cell(query: string): Promise<string | null | undefined> {
  return (await sql(query))[0]?.rowSet?.rows[0]?.[0];
}

describe('the statements of a fence', () => {
  test('run in order, each with its own command, count and line', async () => {
    const results = await sql(
      `insert into runner_t values (1, 'x'), (2, 'x'), (3, 'y');\n\n-- two\nupdate runner_t set name = 'y';\nselect * from runner_t;\ndelete from runner_t`,
    );
    expect(results.map(({ line, command, rowCount }) => [line, command, rowCount])).toEqual([
      [1, 'INSERT', 3],
      [4, 'UPDATE', 2],
      [5, 'SELECT', 3],
      [6, 'DELETE', 3],
    ]);
    expect(results.every(({ durationMs, error }) => durationMs > 0 && error === null)).toBe(true);
  });

  test('commands without a count have none', async () => {
    const results = await sql(
      'begin; set @a = 1; do 0; rollback; create or replace definer = current_user sql security invoker view runner_v as select 1; drop view runner_v',
    );
    expect(results.map(({ command, rowCount }) => [command, rowCount])).toEqual([
      ['BEGIN', null],
      ['SET', null],
      ['DO', null],
      ['ROLLBACK', null],
      ['CREATE VIEW', null],
      ['DROP VIEW', null],
    ]);
  });

  test('matched and changed rows are told as the mysql client does', async () => {
    const [, updated] = await sql(`insert into runner_t values (1, 'a'), (2, 'b'); update runner_t set name = 'b'; delete from runner_t`);
    expect(updated).toMatchObject({ rowCount: 1, notices: ['Rows matched: 2  Changed: 1  Warnings: 0'] });
  });

  test('warnings stand with the statement that caused them, with level and code', async () => {
    const [first, second, third, fourth] = await sql('select 1; drop table if exists nowhere; select 1/0; show warnings');
    expect(first?.notices).toEqual([]);
    expect(second?.notices).toEqual([expect.stringMatching(/^Note \(Code 1051\): Unknown table '.*nowhere'$/u)]);
    expect(third?.notices).toEqual(['Warning (Code 1365): Division by 0']);
    expect(fourth).toMatchObject({ rowSet: { rows: [['Warning', '1365', 'Division by 0']] }, notices: [] });
  });

  test('asking for warnings does not disturb what the next statement sees', async () => {
    const [, , , count, found] = await sql(
      `insert into runner_t values (1, 'a'), (2, 'b'); update runner_t set name = 'c'; do 0; select count(*) from runner_t; select found_rows(); delete from runner_t`,
    );
    expect(count?.rowSet?.rows).toEqual([['2']]);
    expect(found?.rowSet?.rows).toEqual([['1']]);
  });

  test('the first failure ends the run; what came before has happened', async () => {
    const results = await sql(`insert into runner_t values (1, 'a'); selekt; insert into runner_t values (2, 'b')`);
    expect(results.map(({ error }) => (error ? text(error.what) : 'ok'))).toEqual([
      'ok',
      expect.stringMatching(/^ERROR 1064 \(42000\): /u),
    ]);
    expect((await sql('select id from runner_t; delete from runner_t'))[0]?.rowSet?.rows).toEqual([['1']]);
  });

  test('rows sent before a failure are shown with it', async () => {
    const [result] = await sql(`select exp(n) from (select 1 as n union all select 2 union all select 1000) as t`);
    expect(result?.rowSet?.rows.length).toBe(2);
    expect(text(result?.error?.what)).toContain('ERROR 1690 (22003)');
  });

  test('are never sent together', async () => {
    expect(await cell(`select 'a;b' as x`)).toBe('a;b');
    expect(text((await errorOf(`prepare p from 'select 1; select 2'`))?.what)).toContain('ERROR 1064');
  });
});

describe('a procedure', () => {
  const DEFINE = `delimiter $$
    drop procedure if exists runner_p $$
    create procedure runner_p(fail int) begin
      select 'first' as a; select 2 as b, 3 as c where fail = 2; update runner_t set name = 'called';
      if fail = 1 then signal sqlstate '45000' set message_text = 'on purpose'; end if;
    end $$
    delimiter ;\n`;

  test('gives each set of rows as a result, and its count', async () => {
    const results = await sql(`insert into runner_t values (1, 'x'); ${DEFINE} call runner_p(0); delete from runner_t`);
    const calls = results.filter(({ command }) => command === 'CALL');
    expect(calls.map(({ rowCount, rowSet }) => [rowCount, rowSet?.columns.map(({ name }) => name), rowSet?.rows])).toEqual([
      [1, ['a'], [['first']]],
      [0, ['b', 'c'], []],
      [1, undefined, undefined],
    ]);
  });

  test('that fails shows the rows it gave', async () => {
    const results = await sql(`${DEFINE} call runner_p(1)`);
    expect(results.at(-2)?.rowSet?.rows).toEqual([['first']]);
    expect(text(results.at(-1)?.error?.what)).toBe('ERROR 1644 (45000): on purpose');
  });
});

describe('an error', () => {
  test.each([
    ['in the first line', 'selekt 1', 1, 1],
    ['behind text that is not ASCII', "select 'ё😀', 'ж' from where", 1, 24],
    ['in a later statement and line', "select 'ё😀';\n/* ы */ select 1,\n  'жж' from where\n x", 3, 13],
    ['behind a comment in the same line', '/* ёё */ select from', 1, 17],
    ['with Windows line ends', 'select 1;\r\nselect\r\n  1 from where', 3, 10],
    ['at the end', 'select 1;\n select 1 from', 2, 15],
    ['in an open string', "select 1;\nselect 'abc", 2, 8],
    ['without a position of its own', 'select 1;\n  drop table no_such_table', 2, 3],
  ])('%s has its place', async (_name, code, line, column) => {
    expect((await errorOf(code))?.place).toEqual({ line, column });
  });

  test('of a command of the mysql client explains what it is', async () => {
    expect(text((await errorOf('source file.sql'))?.fix)).toContain('command of the mysql client');
    expect(text((await errorOf('\\! ls'))?.fix)).toContain('command of the mysql client');
  });

  test('of LOAD DATA LOCAL says that files stay where they are, and the connection goes on', async () => {
    const error = await errorOf(`select 1;\nload data local infile '/etc/hostname' into table runner_t`);
    expect(text(error?.what)).toContain('3948');
    expect(text(error?.fix)).toContain('does not read files');
    expect(error?.place).toEqual({ line: 2, column: 1 });
    expect(await cell('select count(*) from runner_t')).toBe('0');
  });
});

test.each([['nothing'], ['-- a comment\n;']])('an empty fence (%s) is told apart from a success', async (code) => {
  expect(text((await problemOf(sql(code === 'nothing' ? '' : code))).what)).toContain('no SQL statement');
});

describe('between runs', () => {
  test('an open transaction is rolled back, and the result says so', async () => {
    const output = await drivers.run('sql', 'mysql', `begin; insert into runner_t values (77, 'open')`);
    expect(text(output.note)).toContain('rolled back');
    expect((await sql('select * from runner_t where id = 77'))[0]?.rowSet?.rows).toEqual([]);
  });

  test('so is one that only reads, and one that has failed', async () => {
    expect(text((await drivers.run('sql', 'mysql', 'begin; select * from runner_t')).note)).toContain('rolled back');
    expect(text((await drivers.run('sql', 'mysql', 'begin; selekt')).note)).toContain('rolled back');
  });

  test('a committed one is not mentioned', async () => {
    expect((await drivers.run('sql', 'mysql', 'begin; commit')).note).toBeUndefined();
    expect((await drivers.run('sql', 'mysql', 'begin; create temporary table t (a int); drop table runner_none')).note).toBeUndefined();
  });

  test('database, settings, variables, temporary tables, prepared statements and locks do not leak', async () => {
    await sql(
      `set autocommit = 0, sql_mode = 'ANSI', time_zone = '+09:00', @leak = 1; set names latin1; create temporary table leak (a int);
       prepare leaky from 'select 1'; select get_lock('runner', 0); use information_schema`,
    );
    const [state, free, prepared] = await sql(
      `select database(), @@autocommit, @@sql_mode = @@global.sql_mode, @@time_zone = @@global.time_zone, @leak, @@collation_connection;
       select is_free_lock('runner'); execute leaky`,
    );
    const { database } = drivers.endpoints?.mysql ?? {};
    expect(state?.rowSet?.rows).toEqual([[database, '1', '1', '1', null, 'utf8mb4_0900_ai_ci']]);
    expect(free?.rowSet?.rows).toEqual([['1']]);
    expect(text(prepared?.error?.what)).toContain('ERROR 1243');
    expect(text((await errorOf('select * from leak'))?.what)).toContain('ERROR 1146');
  });

  test('the connection is the same, so a run costs no new one', async () => {
    expect(await cell('select connection_id()')).toBe(await cell('select connection_id()'));
  });

  test('two runs at once do not wait for each other', async () => {
    const slow = new AbortController();
    const waiting = drivers.run('sql', 'mysql', 'select sleep(60)', { signal: slow.signal });
    expect(await cell('select 1')).toBe('1');
    slow.abort();
    expect((await waiting).statements).toHaveLength(1);
  });
});
