import type { Cell, Column } from '../../../src/core/protocol/protocol';

const LEAST = 4;
const MOST = 40;

/** Characters of the longest line that would be shown without clipping. */
function width(column: Column, index: number, rows: readonly (readonly Cell[])[]): number {
  let widest = Math.max(LEAST, column.name.length);
  for (const row of rows) widest = Math.max(widest, row[index]?.length ?? LEAST);
  return Math.min(widest, MOST);
}

export interface GridColumns {
  /** For `grid-template-columns`. */
  readonly template: string;
  /** The least width of a row. */
  readonly width: string;
}

/**
 * Column widths in `ch`, taken from the values of the first page and kept for the others: every row is a CSS grid of
 * its own, so only fixed widths line up, and turning a page must not move the columns. The last one takes the rest.
 */
export function gridColumns(columns: readonly Column[], rows: readonly (readonly Cell[])[]): GridColumns {
  // Beside the text: padding and border of a cell, see `vscode-data-grid-cell` in result.css.
  const widths = columns.map((column, index) => `${String(width(column, index, rows))}ch + 2em + 2px`);
  const template = widths.map((text, index) => (index === widths.length - 1 ? `minmax(calc(${text}), 1fr)` : `calc(${text})`));
  return { template: template.join(' '), width: `calc(${widths.join(' + ')})` };
}
