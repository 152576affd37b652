import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDrivers, type TestDrivers } from './support/testDrivers';

let drivers: TestDrivers;
beforeAll(async () => {
  drivers = await openDrivers();
});
afterAll(() => drivers.dispose());

/** Column definition and value of a table, the name of the type, whether it is a number, and the text as MySQL writes it. */
const STORED: readonly (readonly [definition: string, value: string, type: string, numeric: boolean, text: string | null])[] = [
  ['bigint unsigned', '18446744073709551615', 'bigint unsigned', true, '18446744073709551615'],
  ['bigint', '-9223372036854775808', 'bigint', true, '-9223372036854775808'],
  ['int', '-1', 'int', true, '-1'],
  ['mediumint', '1', 'mediumint', true, '1'],
  ['smallint unsigned', '1', 'smallint unsigned', true, '1'],
  ['bool', 'true', 'tinyint', true, '1'],
  ['decimal(40, 20)', '12345678901234567890.12345678901234567890', 'decimal', true, '12345678901234567890.12345678901234567890'],
  ['double', '0.1e0 + 0.2e0', 'double', true, '0.30000000000000004'],
  ['float', '1.5', 'float', true, '1.5'],
  ['bit(12)', "b'101000000001'", 'bit', false, '0x0A01'],
  ['year', '2026', 'year', true, '2026'],
  ['date', "'0000-00-00'", 'date', false, '0000-00-00'],
  ['date', "'2026-00-15'", 'date', false, '2026-00-15'],
  ['datetime(6)', "'2026-01-31 23:59:59.123456'", 'datetime', false, '2026-01-31 23:59:59.123456'],
  ['timestamp', "'2026-01-31 23:59:59'", 'timestamp', false, '2026-01-31 23:59:59'],
  ['time(3)', "'-838:59:59.000'", 'time', false, '-838:59:59.000'],
  ['time', "'101:02:03'", 'time', false, '101:02:03'],
  ['json', `'{"b": 1, "a": 1.00, "ё": "😀"}'`, 'json', false, '{"a": 1.0, "b": 1, "ё": "😀"}'],
  ['char(3)', "'ё😀'", 'char', false, 'ё😀'],
  ['varchar(20)', "''", 'varchar', false, ''],
  ['varchar(20)', 'null', 'varchar', false, null],
  ['varchar(20)', "'NULL'", 'varchar', false, 'NULL'],
  ['tinytext', "'a'", 'tinytext', false, 'a'],
  ['text', String.raw`'a\nb\tc'`, 'text', false, 'a\nb\tc'],
  ['mediumtext', "'a'", 'mediumtext', false, 'a'],
  ['longtext', "'a'", 'longtext', false, 'a'],
  ['binary(3)', "x'00ff'", 'binary', false, '0x00FF00'],
  ['varbinary(10)', "x'00ff'", 'varbinary', false, '0x00FF'],
  ['varbinary(10)', "''", 'varbinary', false, '0x'],
  ['tinyblob', "x'00'", 'tinyblob', false, '0x00'],
  ['blob', "x'de'", 'blob', false, '0xDE'],
  ['mediumblob', "x'de'", 'mediumblob', false, '0xDE'],
  ['longblob', "x'de'", 'longblob', false, '0xDE'],
  ["enum('x', 'ы')", "'ы'", 'enum', false, 'ы'],
  ["set('a', 'b')", "'b,a'", 'set', false, 'a,b'],
  ['point', 'point(1, 2)', 'geometry', false, '0x000000000101000000000000000000F03F0000000000000040'],
];

test.each(STORED)('a %s of %s', async (definition, value, type, numeric, text) => {
  const { statements } = await drivers.run(
    'sql',
    'mysql',
    `set sql_mode = '', time_zone = '+00:00'; create temporary table t (value ${definition}); insert into t values (${value}); select * from t`,
  );
  expect(statements.map(({ error }) => error)).toEqual([null, null, null, null]);
  expect(statements[3]?.rowSet?.columns).toEqual([{ name: 'value', type, numeric }]);
  expect(statements[3]?.rowSet?.rows).toEqual([[text]]);
});

test('text in another character set is read as what it is', async () => {
  const { statements } = await drivers.run('sql', 'mysql', `set names latin1; select 'é' as 'é'; set names cp1251; select 'ж' as v`);
  expect(statements[1]?.rowSet).toMatchObject({ columns: [{ name: 'é' }], rows: [['é']] });
  expect(statements[3]?.rowSet?.rows).toEqual([['ж']]);
});

test('two columns of the same name stay two', async () => {
  const { statements } = await drivers.run('sql', 'mysql', 'select 1 as a, 2 as a');
  expect(statements[0]?.rowSet).toMatchObject({ columns: [{ name: 'a' }, { name: 'a' }], rows: [['1', '2']] });
});

test('a result without rows keeps its columns', async () => {
  const { statements } = await drivers.run('sql', 'mysql', 'select 1 as a where false');
  expect(statements[0]).toMatchObject({ rowCount: 0, rowSet: { columns: [{ name: 'a', type: 'bigint' }], rows: [], kept: 0 } });
});
