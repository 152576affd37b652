import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDrivers, type TestDrivers } from './support/testDrivers';

let drivers: TestDrivers;
beforeAll(async () => {
  drivers = await openDrivers();
});
afterAll(() => drivers.dispose());

/** Expression, name of its type, whether it is a number, and its text as PostgreSQL writes it. */
const VALUES: readonly (readonly [sql: string, type: string, numeric: boolean, text: string | null])[] = [
  ['9223372036854775807::bigint', 'int8', true, '9223372036854775807'],
  ['1::smallint', 'int2', true, '1'],
  ['12345678901234567890.123456789012345678900::numeric', 'numeric', true, '12345678901234567890.123456789012345678900'],
  ["'NaN'::numeric", 'numeric', true, 'NaN'],
  ['0.1::float8 + 0.2', 'float8', true, '0.30000000000000004'],
  ["'Infinity'::float4", 'float4', true, 'Infinity'],
  ["timestamptz '2026-01-31 23:59:59.123456+03'", 'timestamptz', false, '2026-01-31 20:59:59.123456+00'],
  ["timestamp '2026-01-31 23:59:59.123456'", 'timestamp', false, '2026-01-31 23:59:59.123456'],
  ["'infinity'::timestamptz", 'timestamptz', false, 'infinity'],
  ["date '0044-03-15 BC'", 'date', false, '0044-03-15 BC'],
  ["interval '1 mon 2 days 03:04:05.678'", 'interval', false, '1 mon 2 days 03:04:05.678'],
  [`'{"b": 1, "a": 1.00}'::json`, 'json', false, '{"b": 1, "a": 1.00}'],
  [`'{"b": 1, "a": 1.00}'::jsonb`, 'jsonb', false, '{"a": 1.00, "b": 1}'],
  ["'\\x00ff10'::bytea", 'bytea', false, '\\x00ff10'],
  ['array[1, null, 3]', 'int4[]', false, '{1,NULL,3}'],
  [`array['a,b', 'c"d', '', null]`, 'text[]', false, '{"a,b","c\\"d","",NULL}'],
  ['array[[1,2],[3,4]]::numeric[]', 'numeric[]', false, '{{1,2},{3,4}}'],
  ['true', 'bool', false, 't'],
  ["'0b1f5a3e-9c1d-4f6e-8a2b-1c2d3e4f5a6b'::uuid", 'uuid', false, '0b1f5a3e-9c1d-4f6e-8a2b-1c2d3e4f5a6b'],
  ["'16/B374D848'::pg_lsn", 'pg_lsn', false, '16/B374D848'],
  ['int4range(1, 5)', 'int4range', false, '[1,5)'],
  ['row(1, null, $$x y$$)', 'record', false, '(1,,"x y")'],
  ["'12.5'::money::numeric", 'numeric', true, '12.50'],
  ["'ё😀'", 'text', false, 'ё😀'],
  ["''", 'text', false, ''],
  ['null', 'text', false, null],
  ['null::int', 'int4', true, null],
];

test.each(VALUES)('%s is %s as the server wrote it', async (sql, type, numeric, text) => {
  const { statements } = await drivers.run('sql', 'postgres', `set timezone = 'UTC'; select ${sql} as value`);
  const rowSet = statements[1]?.rowSet;
  expect(rowSet?.columns).toEqual([{ name: 'value', type, numeric }]);
  expect(rowSet?.rows).toEqual([[text]]);
});

test('types that the lesson made itself are named, arrays of them too', async () => {
  const { statements } = await drivers.run(
    'sql',
    'postgres',
    `begin; create type mood as enum ('sad', 'ok'); create domain positive as int check (value > 0);
     select 'ok'::mood as a, array['sad']::mood[] as b, 5::positive as c; rollback`,
  );
  expect(statements[3]?.rowSet).toMatchObject({
    columns: [
      { name: 'a', type: 'mood' },
      { name: 'b', type: 'mood[]' },
      { name: 'c', type: 'int4', numeric: true },
    ],
    rows: [['ok', '{sad}', '5']],
  });
});

test('two columns of the same name stay two', async () => {
  const { statements } = await drivers.run('sql', 'postgres', 'select 1 as a, 2 as a');
  expect(statements[0]?.rowSet).toMatchObject({ columns: [{ name: 'a' }, { name: 'a' }], rows: [['1', '2']] });
});

test('a result without rows keeps its columns', async () => {
  const { statements } = await drivers.run('sql', 'postgres', 'select 1 as a where false');
  expect(statements[0]).toMatchObject({ rowCount: 0, rowSet: { columns: [{ name: 'a', type: 'int4' }], rows: [], kept: 0 } });
});

test('rows without columns are counted', async () => {
  const { statements } = await drivers.run('sql', 'postgres', 'select from generate_series(1, 3)');
  expect(statements[0]).toMatchObject({ rowCount: 3, rowSet: { columns: [], rows: [[], [], []] } });
});
