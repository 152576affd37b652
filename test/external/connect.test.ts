import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ConnectEndpoint } from '../../src/core/lab/endpoints';
import { problemOf, text } from '../drivers/support/problems';
import { openDrivers, soon, type TestDrivers } from '../drivers/support/testDrivers';
import { CONNECT_USER } from './support/secureConnect';
import { pem, secureConnect, secureEndpoints } from './support/secureEndpoints';

let drivers: TestDrivers;
beforeAll(async () => {
  drivers = await openDrivers(secureEndpoints());
});
afterAll(() => drivers.dispose());

async function refusal(connect: ConnectEndpoint): Promise<string> {
  drivers.endpoints = { ...secureEndpoints(), connect };
  const { what, fix } = await problemOf(drivers.connect.list(soon()));
  expect(text(fix)).not.toBe('');
  return text(what);
}

test('with basic authentication over TLS', async () => {
  drivers.endpoints = secureEndpoints();
  expect(await drivers.connect.version(soon())).toMatch(/^\d+\.\d+/u);
  const { status, body } = await drivers.run('http', 'http', 'GET /connectors');
  expect([status, Array.isArray(JSON.parse(body))]).toEqual([200, true]);
});

test('a wrong password', async () => {
  const login = { ...CONNECT_USER, password: 'wrong-password-123' };
  const seen = await refusal(secureConnect({ login }));
  expect(seen).toMatch(/^Kafka Connect at https:\S+ does not let the user “teacher” in\.$/u);
  expect([seen, ...drivers.logged].join('\n')).not.toContain(login.password);
});

test('no user', async () => {
  expect(await refusal(secureConnect({ login: undefined }))).toContain('asks for a user and a password');
});

test('an authority that is not known', async () => {
  expect(await refusal(secureConnect({ tls: { ca: pem('other-ca.crt') } }))).toContain('an authority that is not trusted here');
});

test('a certificate made out to another name', async () => {
  const { url } = secureConnect();
  expect(await refusal(secureConnect({ url: url.replace('127.0.0.1', 'localhost') }))).toContain('was made out to another name');
});

test('plain text', async () => {
  const { url } = secureConnect();
  expect(await refusal(secureConnect({ url: url.replace('https', 'http') }))).toContain('speaks TLS only');
});
