import { describe, expect, test } from 'vitest';
import { positionInScript } from '../../../src/core/sql/positionInScript';
import { splitStatements } from '../../../src/core/sql/splitStatements';

/** What psql sends for each script; `test/drivers/psql.test.ts` asks psql itself. */
const GOLDEN: readonly (readonly [name: string, script: string, statements: readonly string[]])[] = [
  ['nothing', '', []],
  ['white space and comments only', '  -- one\n /* two */ ;;\n', []],
  ['one without a semicolon', 'select 1', ['select 1']],
  ['two on one line', 'select 1;select 2', ['select 1', 'select 2']],
  ['empty statements between', ';;select 1;;;select 2;;', ['select 1', 'select 2']],
  ['a semicolon in a string', "select ';', 'it''s;'; select 2", ["select ';', 'it''s;'", 'select 2']],
  ['a backslash in a plain string ends nothing', "select 'a\\'; select 2", ["select 'a\\'", 'select 2']],
  ['an escaped quote in an E string', "select E'a\\';b'; select 2", ["select E'a\\';b'", 'select 2']],
  ['a semicolon in an identifier', 'select 1 as "a;b"; select 2', ['select 1 as "a;b"', 'select 2']],
  ['a unicode string', "select U&'\\0441;'; select 2", ["select U&'\\0441;'", 'select 2']],
  ['nested comments', 'select /* a /* b; */ c; */ 1; select 2', ['select /* a /* b; */ c; */ 1', 'select 2']],
  ['a line comment with a quote', "select 1 -- it's; one\n; select 2", ["select 1 -- it's; one", 'select 2']],
  ['comments before a statement', '-- first; one\n/* x */ select 1; select 2', ['select 1', 'select 2']],
  ['dollar quotes', 'select $$a;b$$; select 2', ['select $$a;b$$', 'select 2']],
  ['tagged dollar quotes', 'select $t$ $$;$$ $t$; select 2', ['select $t$ $$;$$ $t$', 'select 2']],
  ['a dollar tag that is not ASCII', 'select $тег$;$тег$; select 2', ['select $тег$;$тег$', 'select 2']],
  ['a parameter is no dollar quote', 'select $1; select $1', ['select $1', 'select $1']],
  ['a DO block', 'do $$ begin perform 1; end; $$; select 2', ['do $$ begin perform 1; end; $$', 'select 2']],
  [
    'a rule with several actions',
    'create rule r as on insert to t do also (insert into a values (1); insert into b values (2)); select 2',
    ['create rule r as on insert to t do also (insert into a values (1); insert into b values (2))', 'select 2'],
  ],
  [
    'a BEGIN ATOMIC body',
    'create function f() returns int language sql begin atomic select 1; select 2; end; select 2',
    ['create function f() returns int language sql begin atomic select 1; select 2; end', 'select 2'],
  ],
  [
    'CASE inside a BEGIN ATOMIC body',
    'create or replace procedure p() begin atomic select case when true then 1 else 2 end; select 2; end; select 3',
    ['create or replace procedure p() begin atomic select case when true then 1 else 2 end; select 2; end', 'select 3'],
  ],
  ['a transaction is no block', 'begin; select 1; end; select 2', ['begin', 'select 1', 'end', 'select 2']],
  ['text that is not ASCII', "select 'ё😀'; select 'ж';", ["select 'ё😀'", "select 'ж'"]],
  ['Windows line ends', 'select 1;\r\nselect 2;\r\n', ['select 1', 'select 2']],
  ['an open string takes the rest', "select 1; select 'a; select 2", ['select 1', "select 'a; select 2"]],
  ['an open dollar quote takes the rest', 'select 1; select $$a; select 2', ['select 1', 'select $$a; select 2']],
  ['an open comment takes the rest', 'select 1; /* a; select 2', ['select 1', '/* a; select 2']],
  ['a number that runs into a word', 'select 1; select 1abc; select 2', ['select 1', 'select 1abc; select 2']],
  ['nothing but an open string', "'", ["'"]],
];

describe('splitStatements', () => {
  test.each(GOLDEN)('%s', async (_name, script, statements) => {
    expect((await splitStatements(script)).map(({ text }) => text)).toEqual(statements);
  });

  test.each(GOLDEN)('%s: offsets point at the text', async (_name, script) => {
    for (const { text, offset } of await splitStatements(script)) expect(script.slice(offset, offset + text.length)).toBe(text);
  });

  test('a byte-order mark shifts nothing', async () => {
    const script = "\uFEFF select 'ы'; select 2";
    const [, second] = await splitStatements(script);
    expect(second).toEqual({ text: 'select 2', offset: script.indexOf('select 2') });
  });

  test('thousands of statements are split whole', async () => {
    const script = Array.from({ length: 5000 }, (_, n) => `select 'ы${n.toString()}';\n`).join('');
    const statements = await splitStatements(script);
    expect(statements).toHaveLength(5000);
    expect(statements.at(-1)).toEqual({ text: "select 'ы4999'", offset: script.lastIndexOf('select') });
  });
});

describe('positionInScript', () => {
  const script = "select 'ё😀';\nselect 'ё😀', bad";
  const statement = { text: "select 'ё😀', bad", offset: script.lastIndexOf('select') };

  test('the first character is position 1', () => {
    expect(positionInScript(statement, 1)).toBe(statement.offset);
  });

  test('positions count code points, offsets UTF-16 units', () => {
    const position = Array.from(statement.text).join('').split('bad')[0] ?? '';
    expect(positionInScript(statement, Array.from(position).length + 1)).toBe(script.indexOf('bad'));
  });
});
