import { describe, expect, test } from 'vitest';
import { inRange, matcher, meetsExpectation } from '../../../src/core/check/match';
import { decodeEnvelope } from '../../../src/core/events/envelope';

const event = (value: unknown) => decodeEnvelope(new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value)));

describe('matcher', () => {
  const read = event({ op: 'r', source: { snapshot: 'incremental', lsn: null }, after: { id: 512, paid: true, note: '1024' } });

  test.each([
    [{}, true],
    [{ op: 'r' }, true],
    [{ op: 'r', 'source.snapshot': 'incremental' }, true],
    [{ op: 'r', 'source.snapshot': 'true' }, false],
    [{ op: 'c' }, false],
    [{ 'after.id': 512 }, true],
    [{ 'after.id': '512' }, true],
    [{ 'after.id': 513 }, false],
    [{ 'after.paid': true }, true],
    [{ 'after.paid': 'true' }, true],
    [{ 'after.note': 1024 }, true],
    [{ 'source.lsn': 'null' }, false],
    [{ 'after.none': 'undefined' }, false],
    [{ 'op.deeper': 'r' }, false],
    [{ after: 'x' }, false],
  ])('%j → %s', (pattern, expected) => {
    expect(matcher(pattern)(read)).toBe(expected);
  });

  test('compares an int64 beyond 2^53 with all its digits', () => {
    const big = event('{"op":"c","source":{},"after":{"id":9007199254740993}}');
    expect(matcher({ 'after.id': '9007199254740993' })(big)).toBe(true);
    expect(matcher({ 'after.id': '9007199254740992' })(big)).toBe(false);
  });

  test('matches notifications by the same paths', () => {
    const scan = event({ type: 'TABLE_SCAN_COMPLETED', additional_data: { status: 'SUCCEEDED', total_rows_scanned: '10000' } });
    expect(matcher({ type: 'TABLE_SCAN_COMPLETED', 'additional_data.total_rows_scanned': 10000 })(scan)).toBe(true);
  });

  test('the empty pattern takes tombstones and text; any other does not', () => {
    for (const other of [decodeEnvelope(null), event('not json')]) {
      expect(matcher({})(other)).toBe(true);
      expect(matcher({ op: 'r' })(other)).toBe(false);
    }
  });

  test('a path does not reach into what every object inherits', () => {
    expect(matcher({ 'after.constructor': 'x', 'after.toString': 'x' })(read)).toBe(false);
  });
});

describe('meetsExpectation', () => {
  test.each([
    [10_000, '10000', 0, true],
    [10_000, '10001', 0, false],
    [0, '', 0, false],
    [0, null, 0, false],
    ['t', 't', 0, true],
    ['t', 'true', 0, false],
    [true, 't', 0, true],
    [true, 'true', 0, true],
    [false, 'f', 0, true],
    [false, 't', 0, false],
    [{ min: 5 }, '5', 0, true],
    [{ min: 5 }, '4', 0, false],
    [{ min: 5, max: 6 }, '7', 0, false],
    [{ min: 5 }, 'many', 0, false],
    [{ max: 5 }, '', 0, false],
    [{ increase: 3 }, '13', 10, true],
    [{ increase: 3 }, '12', 10, false],
    [{ increase: 3 }, null, 0, false],
  ])('%j, cell %j, start %d → %s', (expectation, cell, start, expected) => {
    expect(meetsExpectation(expectation, cell, start)).toBe(expected);
  });
});

test.each([
  [3, {}, true],
  [3, { min: 3 }, true],
  [3, { max: 3 }, true],
  [3, { min: 4 }, false],
  [3, { max: 2 }, false],
])('%d in %j is %s', (count, bounds, expected) => {
  expect(inRange(count, bounds)).toBe(expected);
});
