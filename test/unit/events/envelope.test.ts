import { describe, expect, test } from 'vitest';
import { decodeEnvelope, exactText } from '../../../src/core/events/envelope';

const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));

const SNAPSHOT = {
  before: null,
  after: { id: 1, customer: 'Ада' },
  source: { connector: 'postgresql', snapshot: 'incremental', table: 'orders_large', lsn: null },
  op: 'r',
  ts_ms: 1795312345678,
};

describe('decodeEnvelope', () => {
  test('reads a change event as the lab writes it, without a schema', () => {
    expect(decodeEnvelope(bytes(SNAPSHOT))).toMatchObject({
      kind: 'change',
      op: 'r',
      before: null,
      after: { id: 1, customer: 'Ада' },
      source: { snapshot: 'incremental' },
      ts: 1795312345678,
      withSchema: false,
    });
  });

  test('looks through the schema that schemas.enable=true wraps around it', () => {
    const event = decodeEnvelope(bytes({ schema: { type: 'struct' }, payload: SNAPSHOT }));
    expect(event).toMatchObject({ kind: 'change', op: 'r', withSchema: true, after: { id: 1 } });
  });

  test('hands out rows as they were parsed, not copies', () => {
    const event = decodeEnvelope(bytes(SNAPSHOT));
    if (event.kind !== 'change') throw new Error(event.kind);
    expect(event.payload).toHaveProperty('after', event.after);
    expect(Object.is((event.payload as { after: unknown }).after, event.after)).toBe(true);
  });

  test.each(['c', 'u', 'd', 'r', 't', 'm'])('knows op %s', (op) => {
    expect(decodeEnvelope(bytes({ op, source: {} })).kind).toBe('change');
  });

  test('a delete keeps its row before', () => {
    expect(decodeEnvelope(bytes({ op: 'd', source: {}, before: { id: 7 }, after: null }))).toMatchObject({
      before: { id: 7 },
      after: null,
    });
  });

  test('a record without value is a tombstone, and so is a null payload beside a schema', () => {
    expect(decodeEnvelope(null)).toEqual({ kind: 'tombstone' });
    expect(decodeEnvelope(bytes({ schema: null, payload: null }))).toEqual({ kind: 'tombstone' });
  });

  test('a notification is JSON, not a change', () => {
    const notification = { id: 'a', type: 'STARTED', aggregate_type: 'Incremental Snapshot', additional_data: {}, timestamp: 1 };
    expect(decodeEnvelope(bytes(notification))).toMatchObject({ kind: 'json', payload: notification });
  });

  test('a row that merely has a column named op is JSON', () => {
    expect(decodeEnvelope(bytes({ op: 'r', id: 1 })).kind).toBe('json');
    expect(decodeEnvelope(bytes({ op: 'x', source: {} })).kind).toBe('json');
  });

  test('a table with the columns schema, payload and one more is not unwrapped', () => {
    expect(decodeEnvelope(bytes({ schema: 1, payload: { op: 'r', source: {} }, id: 3 })).kind).toBe('json');
  });

  test.each(['null', '42', '"text"', '[1,2]', 'true'])('JSON that is no object comes back as it is: %s', (text) => {
    expect(decodeEnvelope(bytes(text))).toMatchObject({ kind: 'json', payload: JSON.parse(text) as unknown });
  });

  test.each(['', 'not json', '{"op":"r"', '\u0000\u0001'])('what is not JSON does not throw: %j', (text) => {
    expect(decodeEnvelope(bytes(text))).toEqual({ kind: 'opaque', text });
  });

  test('bytes that are not UTF-8 do not throw either', () => {
    expect(decodeEnvelope(Uint8Array.of(0xff, 0xfe, 0x00)).kind).toBe('opaque');
  });
});

describe('exactText', () => {
  const json = '{"op":"c","source":{},"after":{"id":9223372036854775807,"amount":"10.50","small":5},"ts_ms":1}';

  function change(text: string) {
    const event = decodeEnvelope(bytes(text));
    if (event.kind !== 'change') throw new Error(event.kind);
    return event;
  }

  test('has every digit of an int64 that JSON.parse rounds', () => {
    const event = change(json);
    expect(event.after?.['id']).not.toBe('9223372036854775807');
    expect(exactText(event, ['after', 'id'])).toBe('9223372036854775807');
  });

  test('finds it behind a schema too', () => {
    expect(exactText(change(`{"schema":{"after":1},"payload":${json}}`), ['after', 'id'])).toBe('9223372036854775807');
  });

  test('is null where there is nothing', () => {
    expect(exactText(change(json), ['after', 'none'])).toBeNull();
    expect(exactText(change(json), ['after', 'small', 'deeper'])).toBeNull();
  });
});
