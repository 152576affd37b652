import { isRecord, parseJson } from './json';
import { rawValue } from './rawValue';

/** A row image: column → value, in the converter's representation (`numeric` is base64 unless `decimal.handling.mode` is set). */
export type Row = Readonly<Record<string, unknown>>;

/** create, update, delete, read (snapshot), truncate, logical decoding message. */
export type Op = 'c' | 'u' | 'd' | 'r' | 't' | 'm';

interface Decoded {
  /** The value's JSON as it was read. */
  readonly text: string;
  /** The parsed value without its Connect schema. Integers beyond 2^53 are rounded: {@link exactText} has them exactly. */
  readonly payload: unknown;
  /** True when the converter wrote `{schema, payload}` (`schemas.enable=true`). */
  readonly withSchema: boolean;
}

/** A Debezium change event. */
export interface ChangeEvent extends Decoded {
  readonly kind: 'change';
  readonly op: Op;
  readonly before: Row | null;
  readonly after: Row | null;
  readonly source: Row;
  /** Milliseconds since the epoch at which the connector processed the event (`ts_ms`); null when absent. */
  readonly ts: number | null;
}

/** JSON that is not a change event: a notification, a flattened row, anything a student has produced. */
export interface JsonEvent extends Decoded {
  readonly kind: 'json';
}

/** A record without a value: the compaction marker behind a delete. */
export interface TombstoneEvent {
  readonly kind: 'tombstone';
}

/** A value that is not JSON. */
export interface OpaqueEvent {
  readonly kind: 'opaque';
  readonly text: string;
}

export type Envelope = ChangeEvent | JsonEvent | TombstoneEvent | OpaqueEvent;

/** A decoder keeps no state between calls without `stream`, so one serves all; making one per event costs more than the event. */
const utf8 = new TextDecoder();

const TOMBSTONE: TombstoneEvent = { kind: 'tombstone' };

function isOp(value: unknown): value is Op {
  return value === 'r' || value === 'c' || value === 'u' || value === 'd' || value === 't' || value === 'm';
}

function hasSchema(value: unknown): value is { readonly payload: unknown } {
  return isRecord(value) && 'payload' in value && 'schema' in value && Object.keys(value).length === 2;
}

/**
 * Decodes the value of a record. Never throws: what is not Debezium's comes back as what it is.
 *
 * Reading a topic spends its time here, so the value is parsed once and rows are handed out as they were parsed, not copied.
 */
export function decodeEnvelope(value: Uint8Array | null): Envelope {
  if (value === null) return TOMBSTONE;
  const text = utf8.decode(value);
  const parsed = parseJson(text);
  if (parsed === undefined) return { kind: 'opaque', text };
  const withSchema = hasSchema(parsed);
  const payload = withSchema ? parsed.payload : parsed;
  if (payload === null && withSchema) return TOMBSTONE;
  if (!isRecord(payload) || !isOp(payload['op']) || !isRecord(payload['source'])) return { kind: 'json', text, payload, withSchema };
  const { op, before, after, source, ts_ms: ts } = payload;
  return {
    kind: 'change',
    text,
    payload,
    withSchema,
    op,
    before: isRecord(before) ? before : null,
    after: isRecord(after) ? after : null,
    source,
    ts: typeof ts === 'number' ? ts : null,
  };
}

/** The value at a path of the payload, exactly as the connector wrote it: an int64 with all its digits. Null when there is none. */
export function exactText(event: ChangeEvent | JsonEvent, path: readonly string[]): string | null {
  return rawValue(event.text, event.withSchema ? ['payload', ...path] : path);
}
