import { describe, expect, test } from 'vitest';
import { splitMysqlStatements } from '../../../src/core/sql/splitMysqlStatements';

function texts(script: string): readonly string[] {
  return splitMysqlStatements(script).map(({ text }) => text);
}

describe('a semicolon does not end a statement', () => {
  test.each([
    ['in a string', `select 'a;b'`],
    ['in a string in double quotes', `select "a;b"`],
    ['in a quoted name', 'select 1 as `a;b`'],
    ['behind a doubled quote', `select 'it''s;'`],
    ['behind an escaped quote', String.raw`select 'it\'s;', "\";"`],
    ['in a comment', 'select 1 /* ; */ + 1'],
    ['in a comment to the end of the line', 'select 1 -- ;\n + # ;\n 1'],
    ['in a hint', 'select /*+ max_execution_time(1000) ; */ 1'],
  ])('%s', (_name, script) => {
    expect(texts(script)).toEqual([script]);
  });
});

describe('a semicolon ends a statement', () => {
  test.each([
    ['behind an apostrophe in a comment', "select 1 # it's\n; select 2 -- it's\n; select 3 /* it's */; select 4", 4],
    ['behind two dashes that subtract', 'select 5--1; select 2', 2],
    ['behind a backslash that ends a quoted name', 'select 1 as `a\\`; select 2', 2],
    ['behind two backslashes that end a string', String.raw`select 'a\\'; select 2`, 2],
    ['behind quotes in a hint', "select /*+ it's */ 1; select 2", 2],
  ])('%s', (_name, script, count) => {
    expect(texts(script)).toHaveLength(count);
  });
});

describe('comments', () => {
  test('before, between and after statements are left out', () => {
    expect(texts('-- one\nselect 1; # two\n/* three */ select 2 -- four\n; /* five */ ;; --')).toEqual(['select 1', 'select 2']);
  });

  test('that the server runs are statements', () => {
    expect(texts(`/*!40101 SET NAMES utf8mb4 */; select /*!80000 'a;', */ 1`)).toEqual([
      '/*!40101 SET NAMES utf8mb4 */',
      `select /*!80000 'a;', */ 1`,
    ]);
  });

  test('are nothing on their own', () => {
    expect(texts('-- nothing\n/* here */\n#')).toEqual([]);
  });
});

describe('DELIMITER', () => {
  const BODY = 'create procedure p() begin select 1; select 2; end';

  test.each([
    ['$$', `delimiter $$\n${BODY}$$\ndelimiter ;\nselect 3;`],
    ['//, in capitals and with blanks', `  DELIMITER   //  \n${BODY} //\nDELIMITER ;\nselect 3`],
    ['one that begins like a comment', `delimiter --\n${BODY}--\ndelimiter ;\nselect 3`],
    ['in quotes', `delimiter ';;'\n${BODY};;\ndelimiter ;\nselect 3`],
    ['with Windows line ends', `delimiter $$\r\n${BODY}$$\r\ndelimiter ;\r\nselect 3;\r\n`],
    ['behind a comment', `-- a procedure\ndelimiter $$\n${BODY}$$\ndelimiter ;\nselect 3`],
  ])('%s', (_name, script) => {
    expect(texts(script)).toEqual([BODY, 'select 3']);
  });

  test('inside a statement is a word like any other', () => {
    expect(texts('select 1 as\ndelimiter ;\nselect 2')).toEqual(['select 1 as\ndelimiter', 'select 2']);
  });

  test('without one is sent, so that the server complains', () => {
    expect(texts('delimiter\nselect 1; select 2')).toEqual(['delimiter\nselect 1', 'select 2']);
  });
});

test.each([['\\G'], ['\\g']])('%s ends a statement, a semicolon behind it changes nothing', (mark) => {
  expect(texts(`show replica status${mark}; select '\\G'${mark}select 2`)).toEqual(['show replica status', `select '\\G'`, 'select 2']);
});

test.each([
  ['string', "select 1; select 'abc; select 2"],
  ['string that ends in a backslash', "select 1; select 'abc\\"],
  ['quoted name', 'select 1; select `abc; select 2'],
  ['comment', 'select 1; select 2 /* abc; select 3'],
])('an open %s keeps all that follows', (_name, script) => {
  expect(texts(script)).toEqual(['select 1', script.slice('select 1; '.length)]);
});

test('offsets are those of the script', () => {
  const script = "\u{FEFF}-- ё😀\nselect 'ж';\r\n\r\n  select 2  ;";
  for (const { text, offset } of splitMysqlStatements(script)) expect(script.slice(offset, offset + text.length)).toBe(text);
  expect(texts(script)).toEqual(["select 'ж'", 'select 2']);
});

test('a long script takes time in proportion to its length', () => {
  const statement = `insert into t values ('${'x'.repeat(1000)}', 5--1) # it's\n;`;
  expect(splitMysqlStatements(statement.repeat(5000))).toHaveLength(5000);
});
