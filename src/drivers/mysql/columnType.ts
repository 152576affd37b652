import type { Column } from '../../core/run/result';
import type { Field } from './mysqlWire';

/** Number of the character set `binary`. */
const BINARY = 63;

/** Bits of a column's flags: `UNSIGNED_FLAG`, `ENUM_FLAG`, `SET_FLAG` of the protocol. */
const UNSIGNED = 32;
const ENUM = 256;
const SET = 2048;

/** `enum_field_types` of the protocol, as far as the server sends them, by the name that SQL has for each. */
const NAMES: Readonly<Record<number, string>> = {
  0: 'decimal',
  1: 'tinyint',
  2: 'smallint',
  3: 'int',
  4: 'float',
  5: 'double',
  6: 'null',
  7: 'timestamp',
  8: 'bigint',
  9: 'mediumint',
  10: 'date',
  11: 'time',
  12: 'datetime',
  13: 'year',
  16: 'bit',
  242: 'vector',
  245: 'json',
  246: 'decimal',
  255: 'geometry',
};

const NUMERIC = new Set(['decimal', 'tinyint', 'smallint', 'int', 'float', 'double', 'null', 'bigint', 'mediumint', 'year']);

/** Kinds of text and bytes: `VAR_STRING`, `STRING` and the four of `BLOB`. */
const VARIABLE = new Set([15, 253]);
const FIXED = new Set([247, 248, 254]);
const BLOBS = new Set([249, 250, 251, 252]);

/** Bit fields, vectors and geometry. */
const BYTES = new Set([16, 242, 255]);

export function columnOf(field: Field): Column {
  const type = typeName(field);
  const numeric = NUMERIC.has(type);
  const unsigned = numeric && type !== 'year' && (field.flags & UNSIGNED) !== 0;
  return { name: field.name, type: unsigned ? `${type} unsigned` : type, numeric };
}

/** True when the cells are bytes and no text. JSON has the character set `binary` as well, and is text. */
export function isBinary(field: Field): boolean {
  const { type } = field;
  return field.characterSet === BINARY && (VARIABLE.has(type) || FIXED.has(type) || BLOBS.has(type) || BYTES.has(type));
}

function typeName(field: Field): string {
  const { type, flags } = field;
  const bytes = field.characterSet === BINARY;
  if (VARIABLE.has(type)) return bytes ? 'varbinary' : 'varchar';
  if (BLOBS.has(type)) return blobName(field, bytes);
  if (!FIXED.has(type)) return NAMES[type] ?? String(type);
  if ((flags & ENUM) !== 0) return 'enum';
  if ((flags & SET) !== 0) return 'set';
  return bytes ? 'binary' : 'char';
}

/** The server sends one type for all four; they differ in their greatest length, which is in bytes: four a character. */
function blobName(field: Field, bytes: boolean): string {
  const length = field.length / (field.encoding === 'utf8' ? 4 : 1);
  const size = length <= 0xff ? 'tiny' : length <= 0xffff ? '' : length <= 0xffffff ? 'medium' : 'long';
  return `${size}${bytes ? 'blob' : 'text'}`;
}
