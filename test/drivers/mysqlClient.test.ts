import { execFile } from 'node:child_process';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { databaseOf } from './support/labEndpoints';
import { openDrivers, type TestDrivers } from './support/testDrivers';

/** Scripts on which splitters differ. Each prints what it did. */
const SCRIPTS: Readonly<Record<string, string>> = {
  strings: String.raw`select 'a;b', "c;d", 'it''s;', 'it\'s;', "\";", 1 as ${'`'}x;y${'`'}; select 5--1; select 'NULL', null, ''`,
  comments: `# it's\nselect 1 -- it's ; y\n + 1; /* it's ; */ select 2; ;; select 3 --\n; select /*+ max_execution_time(9000) */ 4; select 5 # end`,
  executable: `/*!40101 set @x = 1 */; select /*!80000 'a;b', */ @x /*!99999 , never */`,
  delimiter: `delimiter $$\ncreate temporary table t (a int)$$\ninsert into t values (1), (2)$$ select * from t$$\nDELIMITER ;\nselect count(*) from t;`,
  procedure: `drop procedure if exists client_p;\ndelimiter //\ncreate procedure client_p() begin select 1; select 2; end//\ndelimiter ;\ncall client_p(); drop procedure client_p; select 3`,
  stops: `select 1; selekt 2; select 3`,
  open: `select 1; select 'abc; select 2`,
  values: `select 18446744073709551615, 1.50, 0.1e0 + 0.2e0, date'2026-01-31', time'-100:00:00', x'00ff', b'101', json_object('b', 1.0), point(1, 2), 'ё😀'`,
  counts: `create temporary table t (a int); insert into t values (1), (1); update t set a = 1; update t set a = 2; delete from t; select row_count()`,
};

let drivers: TestDrivers;
beforeAll(async () => {
  drivers = await openDrivers();
});
afterAll(() => drivers.dispose());

/** What the `mysql` client prints: rows with tabs, up to the first error. */
async function mysql(script: string): Promise<string> {
  const { host, port, user, password, database } = databaseOf('mysql');
  const args = ['--no-defaults', '-N', '--raw', '--binary-as-hex', '--default-character-set=utf8mb4', '--comments', '--protocol=tcp'];
  return new Promise((resolve) => {
    const child = execFile(
      inject('mysqlClient'),
      [...args, '-h', host, '-P', String(port), '-u', user, database],
      { env: { ...process.env, MYSQL_PWD: password } },
      (_error, stdout, stderr) => {
        const number = /ERROR (\d+) /u.exec(stderr)?.[1];
        resolve(stdout + (number === undefined ? '' : `ERROR ${number}\n`));
      },
    );
    child.stdin?.end(script);
  });
}

/** The same text from the runner's results. */
async function ours(script: string): Promise<string> {
  const { statements } = await drivers.run('sql', 'mysql', script);
  return statements
    .map(({ rowSet, error }) => {
      const rows = rowSet?.rows.map((row) => `${row.map((value) => value ?? 'NULL').join('\t')}\n`).join('') ?? '';
      return error ? `${rows}${String(error.what.args[0]).replace(/ \(.*/u, '')}\n` : rows;
    })
    .join('');
}

test.each(Object.keys(SCRIPTS))('%s: the same as the mysql client', async (name) => {
  const script = SCRIPTS[name] ?? '';
  expect(await ours(script)).toBe(await mysql(script));
});
