import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseEndpoint } from '../../src/core/lab/endpoints';
import { problemOf, text } from '../drivers/support/problems';
import { openDrivers, type TestDrivers } from '../drivers/support/testDrivers';
import { STRICT_USER } from './support/secureDatabases';
import { databaseAt, pem, secureEndpoints, trust } from './support/secureEndpoints';

let drivers: TestDrivers;
beforeAll(async () => {
  drivers = await openDrivers(secureEndpoints());
});
afterAll(() => drivers.dispose());

type Database = 'postgres' | 'mysql';

async function cell(target: Database, endpoint: DatabaseEndpoint, query: string): Promise<string | null | undefined> {
  drivers.endpoints = { ...secureEndpoints(), [target]: endpoint };
  return (await drivers.run('sql', target, query)).statements[0]?.rowSet?.rows[0]?.at(-1);
}

async function refusal(target: Database, endpoint: DatabaseEndpoint): Promise<string> {
  const { what, fix } = await problemOf(cell(target, endpoint, 'select 1'));
  expect(text(fix)).not.toBe('');
  return text(what);
}

const PRODUCTS = { postgres: 'PostgreSQL', mysql: 'MySQL' } as const;

describe.each(['postgres', 'mysql'] as const)('%s', (target) => {
  const product = PRODUCTS[target];
  const secure = (rest: Partial<DatabaseEndpoint> = {}): DatabaseEndpoint => databaseAt(target, { tls: trust(), ...rest });

  test('speaks TLS', async () => {
    const query =
      target === 'postgres' ? 'select version from pg_stat_ssl where pid = pg_backend_pid()' : "show session status like 'Ssl_version'";
    expect(await cell(target, secure(), query)).toMatch(/^TLSv1\.[23]$/u);
  });

  test('a wrong password', async () => {
    const password = 'wrong-password-123';
    const seen = await refusal(target, secure({ password }));
    expect(seen).toContain(`${product} at 127.0.0.1:`);
    expect(seen).toContain('in.');
    expect([seen, ...drivers.logged].join('\n')).not.toContain(password);
  });

  test('an authority that is not known', async () => {
    expect(await refusal(target, secure({ tls: { ca: pem('other-ca.crt') } }))).toContain('an authority that is not trusted here');
  });

  test('a certificate made out to another name', async () => {
    expect(await refusal(target, secure({ host: 'localhost' }))).toContain('was made out to another name');
  });

  test('a database that is not there', async () => {
    const seen = await refusal(target, secure({ database: 'nowhere' }));
    expect(seen).toMatch(target === 'postgres' ? /has no database “nowhere”/u : /does not let the user|has no database “nowhere”/u);
  });

  test('a server that is not there', async () => {
    expect(await refusal(target, secure({ port: 1 }))).toContain(`${product} does not answer at 127.0.0.1:1.`);
  });
});

test('PostgreSQL that lets a user in over TLS only', async () => {
  expect(await refusal('postgres', databaseAt('postgres', { user: STRICT_USER }))).toContain('speaks TLS only');
});

test('MySQL that lets nobody in without TLS', async () => {
  expect(await refusal('mysql', databaseAt('mysql'))).toContain('speaks TLS only');
});

test('MySQL without TLS, where it is asked for', async () => {
  expect(await refusal('mysql', databaseAt('bareMysql', { tls: trust() }))).toContain('does not speak TLS');
});
