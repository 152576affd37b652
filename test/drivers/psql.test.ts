import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { databaseOf } from './support/labEndpoints';
import { openDrivers, type TestDrivers } from './support/testDrivers';

/** Scripts on which splitters differ. Each prints what it did. */
const SCRIPTS: Readonly<Record<string, string>> = {
  strings: `select 'a;b', E'a\\';b', U&'\\0441;', $$;$$, $тег$;$тег$, "current_user" is null; select 'it''s;'`,
  comments: `select 1 /* a /* b; */ c; */; -- x; y\nselect 2 -- it's\n; /* z */;; select 3`,
  rule: `create temp table t (a int); create temp table log (a int);
    create rule r as on insert to t do also (insert into log values (new.a); insert into log values (new.a * 10));
    insert into t values (1), (2); select * from log order by a`,
  atomic: `create function pg_temp.f(x int) returns int language sql
    begin atomic select 1; select case when x > 1 then 10 else 20 end; end;
    select pg_temp.f(1); select pg_temp.f(2)`,
  block: `do $body$ begin create temp table made (a int); insert into made values (5); end; $body$; table made`,
  transaction: `begin; create temp table t (a int) on commit drop; insert into t values (1); select * from t; end; select 'after'`,
  stops: `select 1; select 1/0; select 2`,
  open: `select 1; select 'abc; select 2`,
  junk: `select 1; select 1abc; select 3`,
  returning: `create temp table t (a int); insert into t values (1), (2) returning a; update t set a = a + 1; delete from t where a = 3; select * from t`,
};

let drivers: TestDrivers;
let folder = '';
beforeAll(async () => {
  drivers = await openDrivers();
  folder = await mkdtemp(path.join(tmpdir(), 'psql-'));
});
afterAll(async () => {
  await drivers.dispose();
  await rm(folder, { recursive: true, force: true });
});

/** What psql prints, command tags and rows, up to the first error. */
async function psql(script: string): Promise<string> {
  const { host, port, user, password, database } = databaseOf('postgres');
  const file = path.join(folder, 'script.sql');
  await writeFile(file, script);
  const args = [
    '-X',
    '-A',
    '-t',
    '-F',
    '|',
    '-P',
    'null=NULL',
    '-v',
    'ON_ERROR_STOP=1',
    '-h',
    host,
    '-p',
    String(port),
    '-U',
    user,
    '-d',
    database,
    '-f',
    file,
  ];
  const env = { ...process.env, PGPASSWORD: password, PGOPTIONS: '-c client_min_messages=error' };
  return new Promise((resolve) => {
    execFile('psql', args, { env }, (_error, stdout, stderr) => {
      const error = /ERROR: {2}(.*)/u.exec(stderr)?.[1];
      resolve(stdout + (error === undefined ? '' : `${error}\n`));
    });
  });
}

/** The same text from the runner's results. */
async function ours(script: string): Promise<string> {
  const { statements } = await drivers.run('sql', 'postgres', script);
  return statements
    .map(({ command, rowCount, rowSet, error }) => {
      if (error) return `${error.what.args[1]?.toString() ?? ''}\n`;
      const rows = rowSet?.rows.map((row) => `${row.map((cell) => cell ?? 'NULL').join('|')}\n`).join('') ?? '';
      if (rowSet && command === 'SELECT') return rows;
      return `${rows}${command === 'INSERT' ? 'INSERT 0' : command}${rowCount === null ? '' : ` ${rowCount.toString()}`}\n`;
    })
    .join('');
}

const hasPsql = await new Promise<boolean>((resolve) => {
  execFile('psql', ['--version'], (error) => {
    resolve(error === null);
  });
});

test.skipIf(!hasPsql).each(Object.keys(SCRIPTS))('%s: the same as psql -f with ON_ERROR_STOP', async (name) => {
  const script = SCRIPTS[name] ?? '';
  expect(await ours(script)).toBe(await psql(script));
});
