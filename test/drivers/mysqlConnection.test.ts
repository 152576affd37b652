import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseEndpoint } from '../../src/core/lab/endpoints';
import { isAbort } from '../../src/core/errors';
import { databaseOf, labEndpoints } from './support/labEndpoints';
import { problemOf, text } from './support/problems';
import { openDrivers, soon, type TestDrivers } from './support/testDrivers';

let drivers: TestDrivers;
let other: TestDrivers;
beforeAll(async () => {
  drivers = await openDrivers();
  other = await openDrivers();
});
afterAll(() => Promise.all([drivers.dispose(), other.dispose()]));

async function cell(query: string, from = drivers): Promise<string | null | undefined> {
  return (await from.run('sql', 'mysql', query)).statements[0]?.rowSet?.rows[0]?.[0];
}

const thread = (): ReturnType<typeof cell> => cell('select connection_id()');

/** Waits until a statement of that text runs on the server, and gives its thread. */
async function threadOf(marker: string): Promise<string> {
  for (;;) {
    const query = `select id from information_schema.processlist where info like '%${marker}%' and id <> connection_id()`;
    const found = await cell(query, other);
    if (found !== undefined && found !== null) return found;
  }
}

/** Slow, and unlike `SLEEP` alone an error when it is stopped. */
const endless = (marker: string): string => `update ${marker}_t set a = a + sleep(60)`;
const tableOf = (marker: string): string =>
  `drop table if exists ${marker}_t; create table ${marker}_t (a int); insert into ${marker}_t values (1)`;

describe('cancelling', () => {
  test('stops the statement on the server and keeps the connection', async () => {
    await drivers.run('sql', 'mysql', tableOf('cancel'));
    const before = await thread();
    const controller = new AbortController();
    const run = drivers.run('sql', 'mysql', `select 1; ${endless('cancel')}; select 2`, { signal: controller.signal });
    await threadOf('update cancel_t');
    controller.abort();
    const { statements } = await run;
    expect(statements.map(({ error }) => text(error?.what))).toEqual(['', 'Cancelled. The server has stopped this statement.']);
    expect(await cell(`select count(*) from information_schema.processlist where info like '%update cancel\\_t%'`, other)).toBe('0');
    expect(await thread()).toBe(before);
    await drivers.run('sql', 'mysql', 'drop table cancel_t');
  });

  test('in the middle of rows ends them', async () => {
    const controller = new AbortController();
    const run = drivers.run(
      'sql',
      'mysql',
      'with recursive n as (select 1 as i union all select i + 1 from n where i < 900) select a.i as some_rows from n a, n b where sleep(0.001) = 0',
      { signal: controller.signal },
    );
    await threadOf('as some_rows');
    controller.abort();
    expect(text((await run).statements[0]?.error?.what)).toContain('Cancelled');
    expect(await cell('select 1')).toBe('1');
  });

  test('before the beginning sends nothing', async () => {
    await expect(drivers.run('sql', 'mysql', 'select 1', { signal: AbortSignal.abort() })).rejects.toSatisfy(isAbort);
  });

  test('rolls an open transaction back', async () => {
    await drivers.run('sql', 'mysql', tableOf('open'));
    const controller = new AbortController();
    const run = drivers.run('sql', 'mysql', `begin; insert into open_t values (2); ${endless('open')}`, { signal: controller.signal });
    await threadOf('update open_t');
    controller.abort();
    expect(text((await run).note)).toContain('rolled back');
    expect(await cell('select count(*) from open_t')).toBe('1');
    await drivers.run('sql', 'mysql', 'drop table open_t');
  });
});

describe('a lost connection', () => {
  test('in the middle is told as such, and the next run works', async () => {
    const run = drivers.run('sql', 'mysql', 'select 1; select sleep(60) as kill_me');
    await other.run('sql', 'mysql', `kill ${await threadOf('kill_me')}`);
    const { statements } = await run;
    expect(statements[0]?.error).toBeNull();
    expect(text(statements[1]?.error?.what)).toBe('The connection to MySQL was lost while this statement ran.');
    expect(statements[1]?.error?.action).toBe('retry');
    expect(await cell('select 1')).toBe('1');
  });

  test('while nothing ran is not noticed', async () => {
    const killed = (await thread()) ?? '';
    const lost = drivers.logged.length;
    await other.run('sql', 'mysql', `kill ${killed}`);
    await expect.poll(() => drivers.logged.length).toBeGreaterThan(lost);
    expect(await cell('select 1')).toBe('1');
  });
});

describe('a server that is not there', () => {
  const lab = labEndpoints();
  const own = databaseOf('mysql');
  const at = (changes: Partial<DatabaseEndpoint>) => ({ ...lab, mysql: { ...own, ...changes } });

  test('is told with Start lab', async () => {
    drivers.endpoints = at({ port: 1 });
    const problem = await problemOf(drivers.run('sql', 'mysql', 'select 1'));
    expect({ what: text(problem.what), action: problem.action }).toEqual({
      what: `MySQL does not answer at ${own.host}:1.`,
      action: 'startLab',
    });
    expect(text(problem.why)).toContain('ECONNREFUSED');
  });

  test('or comes back elsewhere is found there', async () => {
    drivers.endpoints = lab;
    expect(await cell('select 1')).toBe('1');
  });

  test.each([
    ['user', { user: 'nobody_here' }, 'does not let the user “nobody_here” in', 'Access denied'],
    ['password', { password: 'wrong' }, 'does not let the user', 'Access denied'],
    ['database', { database: 'no_such_database' }, 'no_such_database', 'no_such_database'],
  ])('a wrong %s is named, with address and reason, without the password', async (_name, changes, what, why) => {
    drivers.endpoints = at(changes);
    const problem = await problemOf(drivers.run('sql', 'mysql', 'select 1'));
    drivers.endpoints = lab;
    expect(text(problem.what)).toContain(what);
    expect(text(problem.what)).toContain(`${own.host}:${String(own.port)}`);
    expect(text(problem.why)).toContain(why);
    expect(text(problem.fix)).not.toBe('');
    expect(JSON.stringify(problem) + drivers.logged.join()).not.toContain('wrong');
  });

  test('one that accepts and says nothing can be left at once', async () => {
    const mute = createServer().listen(0, '127.0.0.1');
    await once(mute, 'listening');
    const address = mute.address();
    drivers.endpoints = at({ port: typeof address === 'object' && address ? address.port : 0 });
    const controller = new AbortController();
    mute.once('connection', () => {
      controller.abort();
    });
    await expect(drivers.run('sql', 'mysql', 'select 1', { signal: controller.signal })).rejects.toSatisfy(isAbort);
    drivers.endpoints = lab;
    mute.close();
  });

  test('that is full is told with what to close', async () => {
    const full = createServer((socket) => {
      // The error packet that takes the place of a greeting: number 1040.
      const message = Buffer.from('Too many connections');
      socket.end(Buffer.concat([Buffer.from([message.length + 3, 0, 0, 0, 0xff, 0x10, 0x04]), message]));
    }).listen(0, '127.0.0.1');
    await once(full, 'listening');
    const address = full.address();
    drivers.endpoints = at({ port: typeof address === 'object' && address ? address.port : 0 });
    const problem = await problemOf(drivers.run('sql', 'mysql', 'select 1'));
    drivers.endpoints = lab;
    full.close();
    expect(text(problem.what)).toContain('takes no more connections');
    expect(text(problem.fix)).toContain('SHOW PROCESSLIST');
  });

  test('a lab without MySQL says so', async () => {
    drivers.endpoints = { ...lab, mysql: undefined, mysqlReplica: undefined };
    expect(text((await problemOf(drivers.run('sql', 'mysql', 'select 1'))).what)).toBe('The lab runs without MySQL.');
    expect(text((await problemOf(drivers.probes.query('mysql-replica', 'select 1', soon()))).what)).toBe(
      'The lab runs without MySQL replica.',
    );
    drivers.endpoints = lab;
  });
});

describe('the replica', () => {
  test('answers, and tells where to write when written to', async () => {
    const read = await drivers.run('sql', 'mysql-replica', 'select @@super_read_only');
    expect(read.statements[0]?.rowSet?.rows).toEqual([['1']]);
    const write = await drivers.run('sql', 'mysql-replica', 'create table written_here (a int)');
    expect(text(write.statements[0]?.error?.what)).toContain('ERROR 1290 (HY000)');
    expect(text(write.statements[0]?.error?.fix)).toContain('target=mysql');
  });

  test('is asked by checks', async () => {
    expect(await drivers.probes.query('mysql-replica', 'select @@super_read_only', soon())).toEqual([['1']]);
  });
});

describe('a check’s query', () => {
  test('gives cells as text', async () => {
    expect(await drivers.probes.query('mysql', `select 1.50, null, '', x'00ff'`, soon())).toEqual([['1.50', null, '', '0x00FF']]);
  });

  test.each([['create table probe_t (a int)'], ['drop table if exists probe_t'], ['insert into information_schema.tables values (1)']])(
    'cannot write: %s',
    async (query) => {
      expect(text((await problemOf(drivers.probes.query('mysql', query, soon()))).what)).toMatch(/READ ONLY|denied/u);
    },
  );

  test('is one statement', async () => {
    const problem = await problemOf(drivers.probes.query('mysql', 'select 1; commit; create table probe_t (a int)', soon()));
    expect(text(problem.what)).toContain('ERROR 1064');
    expect(problem.place).toEqual({ line: 1, column: 11 });
  });

  test('cannot write by way of a procedure that commits', async () => {
    await drivers.run('sql', 'mysql', 'delimiter //\ncreate procedure probe_p() begin commit; create table probe_t (a int); end//');
    expect(text((await problemOf(drivers.probes.query('mysql', 'call probe_p()', soon()))).what)).toContain('READ ONLY');
    await drivers.run('sql', 'mysql', 'drop procedure probe_p');
  });

  test('can be aborted, and the next one works', async () => {
    const controller = new AbortController();
    const call = drivers.probes.query('mysql', 'select sleep(60) as probe', controller.signal);
    const rejected = expect(call).rejects.toSatisfy(isAbort);
    await threadOf('as probe');
    controller.abort();
    await rejected;
    expect(await drivers.probes.query('mysql', 'select 1', soon())).toEqual([['1']]);
  });

  test('has a time limit on the server', async () => {
    expect(await drivers.probes.query('mysql', 'select @@max_execution_time', soon())).toEqual([['5000']]);
  });

  test('sees what has been committed since the last one', async () => {
    await drivers.run('sql', 'mysql', 'drop table if exists seen; create table seen (a int)');
    const count = () => drivers.probes.query('mysql', 'select count(*) from seen', soon());
    expect(await count()).toEqual([['0']]);
    await drivers.run('sql', 'mysql', 'insert into seen values (1)');
    expect(await count()).toEqual([['1']]);
    await drivers.run('sql', 'mysql', 'drop table seen');
  });
});
