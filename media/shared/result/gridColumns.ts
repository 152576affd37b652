import type { Cell, Column } from '../../../src/core/protocol/protocol';

const LEAST = 4;
const MOST = 40;

/** Characters of the longest line that would be shown without clipping. */
function width(column: Column, index: number, rows: readonly (readonly Cell[])[]): number {
  let widest = Math.max(LEAST, column.name.length);
  for (const row of rows) widest = Math.max(widest, row[index]?.length ?? LEAST);
  return Math.min(widest, MOST);
}

/**
 * Column widths in `ch`, taken from the values of the first page and kept for the others: every row is a CSS grid of
 * its own, so only fixed widths line up, and turning a page must not move the columns. The last one takes the rest.
 */
export function gridColumns(columns: readonly Column[], rows: readonly (readonly Cell[])[]): string {
  const widths = columns.map((column, index) => `calc(${String(width(column, index, rows))}ch + 2em)`);
  const last = widths.pop();
  return [...widths, `minmax(${last ?? '0'}, 1fr)`].join(' ');
}
