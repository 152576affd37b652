import type { Cell } from '../../core/run/result';
import { isBinary } from './columnType';
import type { Field, RawRow } from './mysqlWire';

/**
 * How the rows of a result become text. The server writes every value as text, in the character set of the connection;
 * bytes that are no text (`BINARY`, `BLOB`, `BIT`, geometry) become `0x…`, as the `mysql` client shows them.
 */
export function rowText(fields: readonly Field[]): (row: RawRow) => readonly Cell[] {
  const writers = fields.map(cellText);
  return (row) => row.map((cell, index) => (cell ? (writers[index]?.(cell) ?? null) : null));
}

function cellText(field: Field): (cell: Buffer) => string {
  if (isBinary(field)) return (cell) => `0x${cell.toString('hex').toUpperCase()}`;
  const decoder = decoderOf(field.encoding);
  return decoder ? (cell) => decoder.decode(cell) : (cell) => cell.toString('utf8');
}

/** Null for UTF-8 and for what has no character set, such as numbers: ASCII. Others come after `SET NAMES`. */
function decoderOf(encoding: string): TextDecoder | null {
  if (['utf8', 'cesu8', 'binary', 'ascii'].includes(encoding)) return null;
  try {
    return new TextDecoder(encoding);
  } catch {
    return null;
  }
}
