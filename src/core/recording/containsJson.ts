import { isRecord, parseJson } from '../events/json';
import { normalise } from './normalise';

/** Members whose value is a time, a position, or what was last when somebody looked: only its type is compared. */
const VARYING = /^(?:ts_|lsn|txId$|pos$|gtid|sequence$|messageType$|incremental_snapshot_(?:primary|maximum)_key$)/u;

/** JSON documents in a text: the whole of it, or what begins at a line with a brace, up to where the document ends. */
function documents(text: string): readonly unknown[] {
  const whole = parseJson(text);
  if (whole !== undefined) return [whole];
  const lines = text.split('\n');
  return lines.flatMap((line, from) => {
    if (!/^[[{]/u.test(line)) return [];
    const end = lines.findIndex((candidate, index) => index >= from && /^[\]}]/u.test(candidate));
    const value = parseJson(lines.slice(from, end < 0 || line.length > 1 ? from + 1 : end + 1).join('\n'));
    return value === undefined ? [] : [value];
  });
}

function sameText(printed: string, seen: string): boolean {
  const parts = printed.split('…').map((part) => normalise(part));
  let from = 0;
  const text = normalise(seen);
  if (parts.length === 1) return parts[0] === text;
  return parts.every((part) => {
    const at = text.indexOf(part, from);
    from = at + part.length;
    return at >= 0;
  });
}

function matches(printed: unknown, seen: unknown): boolean {
  if (Array.isArray(printed)) {
    return Array.isArray(seen) && printed.length === seen.length && printed.every((item, index) => matches(item, seen[index]));
  }
  if (isRecord(printed)) {
    return (
      isRecord(seen) &&
      Object.entries(printed).every(([key, value]) => {
        const there = seen[key];
        return VARYING.test(key) ? typeof there === typeof value && (there === null) === (value === null) : matches(value, there);
      })
    );
  }
  return typeof printed === 'string' && typeof seen === 'string' ? sameText(printed, seen) : printed === seen;
}

function parts(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return [value, ...value.flatMap(parts)];
  return isRecord(value) ? [value, ...Object.values(value).flatMap(parts)] : [value];
}

/**
 * Whether a text holds the printed JSON: a document with at least its members, at any depth. A lesson may leave members
 * out, show one element of a list, and cut a string with `…`.
 */
export function containsJson(seen: string, printed: string): boolean {
  const wanted = parseJson(printed);
  return (
    wanted !== undefined &&
    documents(seen)
      .flatMap(parts)
      .some((part) => matches(wanted, part))
  );
}
