import { describe, expect, test } from 'vitest';
import { rawValue } from '../../../src/core/events/rawValue';

describe('rawValue', () => {
  test.each([
    ['{"a":1}', ['a'], '1'],
    ['{"a":-1.5e10,"b":2}', ['a'], '-1.5e10'],
    [' { "a" : { "b" : [1, {"c": "}"}] , "d" : null } } ', ['a', 'b'], '[1, {"c": "}"}]'],
    [' { "a" : { "b" : [1, 2] , "d" : null } } ', ['a', 'd'], 'null'],
    ['{"x":"a\\"b","y":true}', ['y'], 'true'],
    ['{"x":"ends with \\\\","y":false}', ['y'], 'false'],
    ['{"x":{"y":"}"},"y":7}', ['y'], '7'],
    ['{"caf\\u00e9":7}', ['café'], '7'],
    ['{"a":12345678901234567890}', ['a'], '12345678901234567890'],
    ['{"a":{}}', ['a'], '{}'],
    ['[1]', [], '[1]'],
  ])('%s at %j is %s', (json, path, expected) => {
    expect(rawValue(json, path)).toBe(expected);
  });

  test.each([
    ['{}', ['a']],
    ['{"a":1}', ['b']],
    ['{"a":1}', ['a', 'b']],
    ['[1,2]', ['0']],
    ['"text"', ['a']],
  ])('%s at %j is nothing', (json, path) => {
    expect(rawValue(json, path)).toBeNull();
  });

  test('agrees with JSON.parse on every member of a nested value', () => {
    const value = { s: 'a,"b":{}', n: [1, [2, { deep: '\\' }], 'x]'], o: { p: { q: '\n\t' }, 'dotted.name': 1 }, last: null };
    for (const text of [JSON.stringify(value), JSON.stringify(value, null, 2)]) {
      for (const [name, member] of Object.entries(value)) expect(JSON.parse(rawValue(text, [name]) ?? '')).toEqual(member);
      expect(rawValue(text, ['o', 'dotted.name'])).toBe('1');
      expect(JSON.parse(rawValue(text, ['o', 'p', 'q']) ?? '')).toBe('\n\t');
    }
  });
});
