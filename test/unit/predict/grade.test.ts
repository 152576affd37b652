import { describe, expect, it } from 'vitest';
import { overlap, rightOptions } from '../../../src/core/predict/grade';
import type { OptionValue } from '../../../src/core/predict/prediction';

const options = (...values: readonly OptionValue[]) => values.map((value, i) => ({ text: String(i), value }));

describe('the right option', () => {
  it.each([
    ['c', ['r', 'c', 'u'], [1]],
    ['d', ['r', 'c', 'u'], []],
    [null, ['r', null, ''], [1]],
    ['', ['r', null, ''], [2]],
    ['null', ['null', null], [0]],
    ['3', [0, 3], [1]],
    ['3.0', [3, 'three'], [0]],
    ['t', [true, false], [0]],
    ['5000', [{ max: 4999 }, 5000, { min: 5001 }], [1]],
    ['7000', [{ max: 4999 }, 5000, { min: 5001 }], [2]],
    ['many', [{ max: 4999 }, { min: 5000 }], []],
    ['7', [{ min: 1 }, { max: 9 }], [0, 1]],
  ] as const)('of %j among %j', (value, values, right) => {
    expect(rightOptions(options(...values), value)).toEqual(right);
  });
});

describe('two options', () => {
  it.each([
    ['c', 'c', true],
    ['c', 'r', false],
    [1, '1', true],
    [null, 'null', false],
    [null, null, true],
    [5, { min: 5 }, true],
    [{ max: 4 }, 5, false],
    [{ max: 4 }, { min: 5 }, false],
    [{ max: 5 }, { min: 5 }, true],
    [{ min: 1 }, { min: 9 }, true],
    [null, { min: 1 }, false],
  ] as const)('%j and %j can both be right: %j', (a, b, expected) => {
    expect(overlap(a, b)).toBe(expected);
    expect(overlap(b, a)).toBe(expected);
  });
});
