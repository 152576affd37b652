import type { Place } from '../core/errors';

/** The place of a zero-based UTF-16 offset; columns count UTF-16 units, as editors do. */
export function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - (before.lastIndexOf('\n') + 1) + 1 };
}
