import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLog } from '../../src/core/log';
import { createCheck } from '../../src/drivers/check/checkEndpoints';
import { labEndpoints } from './support/labEndpoints';
import { text } from './support/problems';
import { openDrivers, soon, type TestDrivers } from './support/testDrivers';

let drivers: TestDrivers;
beforeAll(async () => {
  drivers = await openDrivers();
});
afterAll(async () => {
  await drivers.run('sql', 'mysql-replica', 'START REPLICA');
  await drivers.dispose();
});

async function replica(): Promise<string> {
  const findings = await createCheck(silentLog)(labEndpoints(), soon());
  const found = findings.find(({ service }) => service === 'mysql-replica');
  return found?.problem ? `${text(found.problem.what)} ${text(found.problem.fix)}` : `version ${found?.version ?? '?'}`;
}

test('a replica that follows, and one that has stopped', async () => {
  expect(await replica()).toMatch(/^version \d+\.\d+\.\d+$/u);
  await drivers.run('sql', 'mysql-replica', 'STOP REPLICA');
  expect(await replica()).toMatch(/^MySQL replica at \S+ has stopped following its source\. .*START REPLICA/u);
  await drivers.run('sql', 'mysql-replica', 'START REPLICA');
  await expect.poll(replica, { timeout: 60_000, interval: 250 }).toMatch(/^version/u);
});
