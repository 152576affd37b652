import { createServer } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

/** Waits until a statement of that text runs on the server, and gives its backend. */
async function backendOf(marker: string): Promise<string> {
  for (;;) {
    const query = `select pid from pg_stat_activity where state = 'active' and query like '%${marker}%' and pid <> pg_backend_pid()`;
    const pid = (await other.run('sql', 'postgres', query)).statements[0]?.rowSet?.rows[0]?.[0];
    if (pid !== undefined && pid !== null) return pid;
  }
}

async function pid(): Promise<string | null | undefined> {
  return (await drivers.run('sql', 'postgres', 'select pg_backend_pid()')).statements[0]?.rowSet?.rows[0]?.[0];
}

describe('cancelling', () => {
  test('stops the statement on the server and keeps the connection', async () => {
    const before = await pid();
    const controller = new AbortController();
    const run = drivers.run('sql', 'postgres', 'select 1; select pg_sleep(60) as cancel_me; select 2', { signal: controller.signal });
    await backendOf('cancel_me');
    controller.abort();
    const { statements } = await run;
    expect(statements.map(({ error }) => text(error?.what))).toEqual(['', 'Cancelled. The server has stopped this statement.']);
    const active = await other.run(
      'sql',
      'postgres',
      `select 1 from pg_stat_activity where query like '%cancel_me%' and state = 'active' and pid <> pg_backend_pid()`,
    );
    expect(active.statements[0]?.rowSet?.rows).toEqual([]);
    expect(await pid()).toBe(before);
  });

  test('in the middle of rows ends them', async () => {
    const controller = new AbortController();
    const run = drivers.run('sql', 'postgres', 'select pg_sleep(0.001) as some_rows from generate_series(1, 100000)', {
      signal: controller.signal,
    });
    await backendOf('as some_rows');
    controller.abort();
    expect(text((await run).statements[0]?.error?.what)).toContain('Cancelled');
    expect((await drivers.run('sql', 'postgres', 'select 1')).statements[0]?.error).toBeNull();
  });

  test('before the beginning sends nothing', async () => {
    await expect(drivers.run('sql', 'postgres', 'select 1', { signal: AbortSignal.abort() })).rejects.toSatisfy(isAbort);
  });

  test('rolls an open transaction back', async () => {
    const controller = new AbortController();
    const run = drivers.run('sql', 'postgres', 'begin; create table cancelled (a int); select pg_sleep(60) as in_tx', {
      signal: controller.signal,
    });
    await backendOf('in_tx');
    controller.abort();
    expect(text((await run).note)).toContain('rolled back');
    expect((await drivers.run('sql', 'postgres', `select to_regclass('cancelled')`)).statements[0]?.rowSet?.rows).toEqual([[null]]);
  });
});

describe('a lost connection', () => {
  test('in the middle is told as such, and the next run works', async () => {
    const run = drivers.run('sql', 'postgres', 'select 1; select pg_sleep(60) as kill_me');
    await other.run('sql', 'postgres', `select pg_terminate_backend(${await backendOf('kill_me')})`);
    const { statements } = await run;
    expect(statements[0]?.error).toBeNull();
    expect(text(statements[1]?.error?.what)).toBe('The connection to PostgreSQL was lost while this statement ran.');
    expect(statements[1]?.error?.action).toBe('retry');
    expect((await drivers.run('sql', 'postgres', 'select 1')).statements[0]?.error).toBeNull();
  });

  test('while nothing ran is not noticed', async () => {
    await other.run('sql', 'postgres', `select pg_terminate_backend(${(await pid()) ?? ''}, 5000)`);
    expect((await drivers.run('sql', 'postgres', 'select 1')).statements[0]?.error).toBeNull();
  });
});

describe('a server that is not there', () => {
  const lab = labEndpoints();
  const own = databaseOf('postgres');
  const elsewhere = (port: number, user = own.user) => ({ ...lab, postgres: { ...own, port, user } });

  test('is told with Start lab', async () => {
    drivers.endpoints = elsewhere(1);
    const problem = await problemOf(drivers.run('sql', 'postgres', 'select 1'));
    expect({ what: text(problem.what), action: problem.action }).toEqual({
      what: `PostgreSQL does not answer at ${own.host}:1.`,
      action: 'startLab',
    });
    expect(text(problem.why)).toContain('ECONNREFUSED');
  });

  test('or comes back elsewhere is found there', async () => {
    drivers.endpoints = lab;
    expect((await drivers.run('sql', 'postgres', 'select 1')).statements[0]?.error).toBeNull();
  });

  test('a refused user is told with the server’s reason', async () => {
    drivers.endpoints = elsewhere(own.port, 'nobody_here');
    expect(text((await problemOf(drivers.run('sql', 'postgres', 'select 1'))).why)).toMatch(/nobody_here/u);
    drivers.endpoints = lab;
  });

  test('one that accepts and says nothing can be left at once', async () => {
    const mute = createServer().listen(0, '127.0.0.1');
    await once(mute, 'listening');
    const address = mute.address();
    drivers.endpoints = elsewhere(typeof address === 'object' && address ? address.port : 0);
    const controller = new AbortController();
    mute.once('connection', () => {
      controller.abort();
    });
    await expect(drivers.run('sql', 'postgres', 'select 1', { signal: controller.signal })).rejects.toSatisfy(isAbort);
    drivers.endpoints = lab;
    mute.close();
  });

  test('a lab without PostgreSQL says so', async () => {
    drivers.endpoints = { ...lab, postgres: undefined };
    expect(text((await problemOf(drivers.run('sql', 'postgres', 'select 1'))).what)).toBe('The lab runs without PostgreSQL.');
    drivers.endpoints = lab;
  });
});

describe('a check’s query', () => {
  test('gives cells as text', async () => {
    expect(await drivers.probes.query('postgres', `select 1.50, null, ''`, soon())).toEqual([['1.50', null, '']]);
  });

  test('cannot write', async () => {
    expect(text((await problemOf(drivers.probes.query('postgres', 'create table probe_t (a int)', soon()))).what)).toContain(
      'read-only transaction',
    );
  });

  test('is one statement', async () => {
    expect(
      text((await problemOf(drivers.probes.query('postgres', 'select 1; commit; create table probe_t (a int)', soon()))).what),
    ).toContain('multiple commands');
  });

  test('names the mistake and its place', async () => {
    expect(await problemOf(drivers.probes.query('postgres', 'select bad', soon()))).toMatchObject({ place: { line: 1, column: 8 } });
  });

  test('can be aborted, and the next one works', async () => {
    const controller = new AbortController();
    const call = drivers.probes.query('postgres', 'select pg_sleep(60) as probe', controller.signal);
    const rejected = expect(call).rejects.toSatisfy(isAbort);
    await backendOf('as probe');
    controller.abort();
    await rejected;
    expect(await drivers.probes.query('postgres', 'select 1', soon())).toEqual([['1']]);
  });

  test('has a time limit on the server', async () => {
    expect(await drivers.probes.query('postgres', `select current_setting('statement_timeout')`, soon())).toEqual([['5s']]);
  });

  test('runs beside a snippet', async () => {
    const controller = new AbortController();
    const run = drivers.run('sql', 'postgres', 'select pg_sleep(60) as beside', { signal: controller.signal });
    await backendOf('as beside');
    expect(await drivers.probes.query('postgres', 'select 1', soon())).toEqual([['1']]);
    controller.abort();
    await run;
  });
});
