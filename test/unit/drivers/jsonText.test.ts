import { describe, expect, test } from 'vitest';
import { isUserError, type Problem } from '../../../src/core/errors';
import { english } from '../../../src/core/message';
import { jsonDocuments, parseJsonText } from '../../../src/drivers/jsonText';

function problemOf(run: () => unknown): Problem {
  try {
    run();
  } catch (error) {
    if (isUserError(error)) return error.problem;
    throw error;
  }
  throw new Error('nothing was thrown');
}

const why = ({ why: message }: Problem): string => (message ? english(message) : '');

describe('parseJsonText names the first mistake and its place', () => {
  const cases: readonly (readonly [text: string, line: number, column: number, why: string])[] = [
    ['{"a": 1,\n "b": }', 2, 7, 'a value is missing'],
    ['{"a": 1\n "b": 2}', 2, 2, 'a comma is missing'],
    ['{"a" 1}', 1, 6, 'a colon is missing'],
    ['{a: 1}', 1, 2, 'a property name in double quotes is expected'],
    ['{"a": 1', 1, 8, 'a closing brace “}” is missing'],
    ['[1, 2', 1, 6, 'a closing bracket “]” is missing'],
    ['{"a": 1} {}', 1, 10, 'the JSON ends here, and more text follows'],
    ['{"a": 1, // no\n "b": 2}', 1, 10, 'JSON has no comments'],
    ['{"a": 1,}', 1, 9, 'a property name in double quotes is expected'],
    ['{"a": "x\n}', 1, 7, 'the string has no closing quote'],
    ['{"a": 1,\n "a": 2}', 2, 2, 'the property “a” is written twice'],
    ['', 1, 1, 'a value is missing'],
    ['{"ключ": "ё😀",\n "я": tru}', 2, 7, 'unexpected text'],
  ];

  test.each(cases)('%s', (text, line, column, reason) => {
    const problem = problemOf(() => parseJsonText(text));
    expect({ place: problem.place, why: why(problem) }).toEqual({ place: { line, column }, why: reason });
    expect(english(problem.what)).toContain('Nothing was sent');
  });

  test('the same name in two objects is no duplicate', () => {
    expect(parseJsonText('[{"a": 1}, {"a": {"a": 2}}]').type).toBe('array');
  });
});

describe('jsonDocuments', () => {
  test('one document, letter for letter but without white space', () => {
    expect(jsonDocuments('{ "n" : 1.0, "big" : 12345678901234567890,\n "s" : "a  b\\n" }')).toEqual([
      '{"n":1.0,"big":12345678901234567890,"s":"a  b\\n"}',
    ]);
  });

  test('several documents of any kind', () => {
    expect(jsonDocuments('{"a":1}\n[1, {"b": 2}] "{" 5\nnull')).toEqual(['{"a":1}', '[1,{"b":2}]', '"{"', '5', 'null']);
  });

  test('a mistake in the second document is named at its own place', () => {
    expect(problemOf(() => jsonDocuments('{"ё": 1}\n{"b": }')).place).toEqual({ line: 2, column: 7 });
  });

  test('a stray closing bracket is a mistake, not a document', () => {
    expect(problemOf(() => jsonDocuments('{"a":1}}')).place).toEqual({ line: 1, column: 8 });
  });

  test('an empty text is a mistake', () => {
    expect(problemOf(() => jsonDocuments(' \n')).place).toBeDefined();
  });
});
