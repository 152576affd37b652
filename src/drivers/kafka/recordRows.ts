import type { RecordHeaders, TopicRecord } from '../../core/check/probes';
import { exactText, type Envelope } from '../../core/events/envelope';
import type { Cell, Column } from '../../core/run/result';

/** A record with its value decoded. */
export interface DecodedRecord {
  readonly record: TopicRecord;
  readonly event: Envelope;
}

/** How records become rows: change events are taken apart, so that `op`, `before` and `after` are seen at once. */
export type RowLayout = 'changes' | 'plain';

const TEXT = { numeric: false } as const;
const PLACE: readonly Column[] = [
  { name: 'partition', type: 'int32', numeric: true },
  { name: 'offset', type: 'int64', numeric: true },
  { name: 'timestamp', type: 'UTC', ...TEXT },
];
const KEY: Column = { name: 'key', type: 'text', ...TEXT };
const CHANGE: readonly Column[] = [
  { name: 'op', type: 'Debezium', ...TEXT },
  { name: 'before', type: 'JSON', ...TEXT },
  { name: 'after', type: 'JSON', ...TEXT },
];
const REST: readonly Column[] = [
  { name: 'value', type: 'JSON', ...TEXT },
  { name: 'headers', type: 'JSON', ...TEXT },
];

export function layoutOf(records: readonly DecodedRecord[]): RowLayout {
  return records.some(({ event }) => event.kind === 'change') ? 'changes' : 'plain';
}

export function columnsOf(layout: RowLayout): readonly Column[] {
  return [...PLACE, KEY, ...(layout === 'changes' ? CHANGE : []), ...REST];
}

/** One row; every value as it stands in the record, integers beyond 2^53 too. A tombstone has no value: NULL. */
export function rowOf({ record, event }: DecodedRecord, layout: RowLayout): readonly Cell[] {
  const { partition, offset, timestamp, key, value, headers } = record;
  const place = [String(partition), offset, new Date(timestamp).toISOString(), textOf(key)];
  return [...place, ...(layout === 'changes' ? changeCells(event) : []), textOf(value), headersText(headers)];
}

/** One line for output that runs on: place, key, and what happened. */
export function lineOf({ record, event }: DecodedRecord): string {
  const { partition, offset, key, value } = record;
  const head = `${String(partition)}@${offset}  ${textOf(key) ?? '∅'}`;
  if (event.kind !== 'change') return `${head}  ${event.kind === 'tombstone' ? TOMBSTONE : (textOf(value) ?? '')}\n`;
  const [before, after] = [imageText(event, 'before'), imageText(event, 'after')];
  const images = before === null ? (after ?? textOf(value) ?? '') : `${before} → ${after ?? '∅'}`;
  return `${head}  ${event.op}  ${images}\n`;
}

/** Kafka's own word for a record without a value; the same in every language. */
const TOMBSTONE = 'tombstone';

function changeCells(event: Envelope): readonly Cell[] {
  if (event.kind === 'change') return [event.op, imageText(event, 'before'), imageText(event, 'after')];
  return [event.kind === 'tombstone' ? TOMBSTONE : null, null, null];
}

function imageText(event: Extract<Envelope, { kind: 'change' }>, image: 'before' | 'after'): Cell {
  return event[image] === null ? null : exactText(event, [image]);
}

/** Text where it is UTF-8; bytes that are none in hexadecimal. */
function textOf(bytes: Uint8Array | string | null | undefined): Cell {
  if (bytes === null || bytes === undefined) return null;
  if (typeof bytes === 'string') return bytes;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return `0x${Buffer.from(bytes).toString('hex')}`;
  }
}

function headersText(headers: RecordHeaders): Cell {
  const entries = Object.entries(headers).map(
    ([name, value]) => [name, Array.isArray(value) ? value.map(textOf) : textOf(single(value))] as const,
  );
  return entries.length === 0 ? null : JSON.stringify(Object.fromEntries(entries));
}

function single(value: RecordHeaders[string]): Uint8Array | string | null | undefined {
  return typeof value === 'string' || value instanceof Uint8Array ? value : null;
}
