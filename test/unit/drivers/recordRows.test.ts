import { describe, expect, test } from 'vitest';
import type { RecordHeaders, TopicRecord } from '../../../src/core/check/probes';
import type { ConsumeSnippet } from '../../../src/core/snippet/consumeSnippet';
import { RecordCollector } from '../../../src/drivers/kafka/recordCollector';
import { RowCollector } from '../../../src/drivers/results/rowCollector';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function record(value: string | Uint8Array | null, change: { offset?: number; key?: string; headers?: RecordHeaders } = {}): TopicRecord {
  const { offset = 0, key, headers = {} } = change;
  const body = typeof value === 'string' ? bytes(value) : value;
  return { partition: 0, offset: String(offset), timestamp: 0, key: key === undefined ? null : bytes(key), value: body, headers };
}

function collector(wish: Partial<ConsumeSnippet> = {}, rows = 100): RecordCollector {
  const all = { topic: 't', from: { kind: 'beginning' }, limit: null, idleSeconds: null, pattern: {}, ...wish } as const;
  const noFile = (): never => {
    throw new Error('these rows fit into memory');
  };
  return new RecordCollector(all, new RowCollector(noFile, { rows, size: 1_000_000 }));
}

function collected(records: readonly TopicRecord[], wish: Partial<ConsumeSnippet> = {}) {
  const into = collector(wish);
  const lines = into.add(records);
  const output = into.finish();
  if (output.kind !== 'records') throw new Error(output.kind);
  return { lines, output, names: output.rowSet.columns.map(({ name }) => name), rows: output.rowSet.rows };
}

const CREATED = '{"before":null,"after":{"id":12345678901234567890,"n":1.0},"source":{"snapshot":"false"},"op":"c"}';
const UPDATED = '{"before":{"id":1},"after":{"id":2},"source":{},"op":"u"}';
const DELETED = '{"before":{"id":2},"after":null,"source":{},"op":"d"}';
const TIME = '1970-01-01T00:00:00.000Z';

describe('records as rows', () => {
  test('change events are taken apart, letter for letter, and a tombstone is called one', () => {
    const { names, rows } = collected([record(CREATED, { key: '{"id":1}' }), record(DELETED, { offset: 1 }), record(null, { offset: 2 })]);
    expect(names).toEqual(['partition', 'offset', 'timestamp', 'key', 'op', 'before', 'after', 'value', 'headers']);
    expect(rows).toEqual([
      ['0', '0', TIME, '{"id":1}', 'c', null, '{"id":12345678901234567890,"n":1.0}', CREATED, null],
      ['0', '1', TIME, null, 'd', '{"id":2}', null, DELETED, null],
      ['0', '2', TIME, null, 'tombstone', null, null, null, null],
    ]);
  });

  test('with a schema beside it, the payload is what counts', () => {
    const value = `{"schema":{"type":"struct"},"payload":${CREATED}}`;
    expect(collected([record(value)]).rows[0]?.slice(4, 8)).toEqual(['c', null, '{"id":12345678901234567890,"n":1.0}', value]);
  });

  test('other records keep to their value, with headers as JSON', () => {
    const headers = { a: bytes('1'), b: [bytes('x'), bytes('y')], c: undefined };
    const { names, rows } = collected([record('plain', { headers }), record('{"n": 1}')]);
    expect(names).toEqual(['partition', 'offset', 'timestamp', 'key', 'value', 'headers']);
    expect(rows.map((row) => row.slice(4))).toEqual([
      ['plain', '{"a":"1","b":["x","y"],"c":null}'],
      ['{"n": 1}', null],
    ]);
  });

  test('bytes that are no text are shown as bytes', () => {
    expect(collected([record(Uint8Array.of(0, 255, 16))]).rows[0]?.[4]).toBe('0x00ff10');
  });

  test('a line for each tells what became of the row', () => {
    const { lines } = collected([record(CREATED, { key: 'k' }), record(UPDATED), record(DELETED), record(null), record('x')]);
    expect(lines.split('\n')).toEqual([
      '0@0  k  c  {"id":12345678901234567890,"n":1.0}',
      '0@0  ∅  u  {"id":1} → {"id":2}',
      '0@0  ∅  d  {"id":2} → ∅',
      '0@0  ∅  tombstone',
      '0@0  ∅  x',
      '',
    ]);
  });
});

describe('which records are kept', () => {
  test('those that match, and how many were looked at', () => {
    const { output, rows } = collected([record(CREATED), record(UPDATED), record(null)], {
      pattern: { op: 'c', 'source.snapshot': 'false' },
    });
    expect(output).toMatchObject({ scanned: 3, rowSet: { kept: 1, truncated: false } });
    expect(rows[0]?.[4]).toBe('c');
  });

  test('no more than were asked for, and nothing behind them is looked at', () => {
    const into = collector({ limit: 2 });
    into.add([record('1')]);
    expect(into.full).toBe(false);
    into.add([record('2'), record('3'), record('4')]);
    expect(into.full).toBe(true);
    expect(into.finish()).toMatchObject({ scanned: 2, rowSet: { kept: 2 } });
  });

  test('no more than can be stored, and the result says so', () => {
    const into = collector({}, 2);
    into.add([record('1'), record('2'), record('3')]);
    expect(into.finish()).toMatchObject({ rowSet: { kept: 2, truncated: true } });
  });
});
