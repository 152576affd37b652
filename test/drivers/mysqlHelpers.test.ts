import { afterAll, beforeAll, expect, test } from 'vitest';
import { listTables, measureTable } from '../../src/core/advisor/measureTable';
import { tableText } from '../../src/core/advisor/tableQueries';
import { openDrivers, soon, type TestDrivers } from './support/testDrivers';

let drivers: TestDrivers;
beforeAll(async () => {
  drivers = await openDrivers();
  await drivers.run(
    'sql',
    'mysql',
    "DROP TABLE IF EXISTS `odd ``table's`; CREATE TABLE `odd ``table's` (id INT PRIMARY KEY, `it's` VARCHAR(200), raw BLOB, at TIMESTAMP NULL); INSERT INTO `odd ``table's` VALUES (1, REPEAT('ё', 100), x'00ff', NOW()), (2, REPEAT('ё', 100), NULL, NULL)",
  );
});
afterAll(async () => {
  await drivers.run('sql', 'mysql', "DROP TABLE `odd ``table's`");
  await drivers.dispose();
});

test('a table is measured in bytes, with whatever name and columns', async () => {
  const measured = await measureTable('mysql', "inventory.odd `table's", drivers.probes, soon());
  expect(measured).toMatchObject({ rows: 2, estimated: false, storedBytes: null });
  expect(measured.unpackedBytes).toBeGreaterThan(230);
  expect(measured.unpackedBytes).toBeLessThan(330);
});

test('an empty table has no rows, and the server’s own tables are not offered', async () => {
  await drivers.run('sql', 'mysql', 'DROP TABLE IF EXISTS helper_empty; CREATE TABLE helper_empty (id INT PRIMARY KEY)');
  expect(await measureTable('mysql', 'inventory.helper_empty', drivers.probes, soon())).toMatchObject({ rows: 0, unpackedBytes: 0 });
  await drivers.run('sql', 'mysql', 'DROP TABLE helper_empty');
  const schemas = new Set((await listTables('mysql', drivers.probes, soon())).map((table) => tableText(table).split('.')[0]));
  expect([...schemas]).toEqual(['inventory']);
});
