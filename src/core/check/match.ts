import { exactText, type Envelope } from '../events/envelope';
import { isRecord } from '../events/json';
import type { Expectation } from './check';

type Scalar = string | number | boolean;

/** True when the event has, at each dotted path of the pattern, the value the pattern names. */
export type Matcher = (event: Envelope) => boolean;

function valueAt(payload: unknown, path: readonly string[]): unknown {
  let value = payload;
  for (const name of path) {
    if (!isRecord(value)) return undefined;
    value = value[name];
  }
  return value;
}

function matchesValue(event: Envelope, path: readonly string[], expected: Scalar): boolean {
  if (event.kind !== 'change' && event.kind !== 'json') return false;
  const value = valueAt(event.payload, path);
  if (value === expected) return true;
  // YAML and JSON disagree about what is text ("true", 1024): what counts is how the value reads.
  if (typeof value === 'boolean' || typeof value === 'string') return String(value) === String(expected);
  if (typeof value !== 'number') return false;
  return Number.isSafeInteger(value) || !Number.isInteger(value)
    ? String(value) === String(expected)
    : exactText(event, path) === String(expected);
}

/** Prepares a pattern once for many events. The empty pattern takes every event, tombstones too. */
export function matcher(pattern: Readonly<Record<string, Scalar>>): Matcher {
  const parts = Object.entries(pattern).map(([path, expected]) => ({ path: path.split('.'), expected }));
  return (event) => parts.every(({ path, expected }) => matchesValue(event, path, expected));
}

/** True when a count lies within the bounds; a bound that is not named does not bind. */
export function inRange(count: number, { min, max }: { readonly min?: number | undefined; readonly max?: number | undefined }): boolean {
  return (min === undefined || count >= min) && (max === undefined || count <= max);
}

/**
 * Compares the first cell of a query with what is expected.
 *
 * @param cell the cell as the server wrote it; null for SQL NULL and for no row
 * @param start the value when the step began, for `increase`
 */
export function meetsExpectation(expected: Expectation, cell: string | null, start: number): boolean {
  if (cell === null) return false;
  if (typeof expected === 'boolean') return cell === String(expected) || cell === (expected ? 't' : 'f');
  if (typeof expected === 'number') return cell.trim() !== '' && Number(cell) === expected;
  if (typeof expected === 'string') return cell === expected;
  const value = cell.trim() === '' ? NaN : Number(cell);
  if (Number.isNaN(value)) return false;
  return 'increase' in expected ? value - start >= expected.increase : inRange(value, expected);
}
