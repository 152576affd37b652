import type { Cell } from '../../../src/core/protocol/protocol';
import type { RowSetView } from '../../../src/core/protocol/protocol';
import { element, findAll } from '../dom';
import { fill } from '../text';
import { createGridBar } from './gridBar';
import { gridColumns } from './gridColumns';
import { dataRow, headerRow } from './gridRows';
import { isOpen, keepOpen, type ResultContext } from './resultContext';

/** Rows asked of the host at once: as many as its first page has. */
const PAGE_ROWS = 100;
/** Rows shown before the reader asks for more. */
const COLLAPSED_ROWS = 10;

export interface ResultGrid {
  readonly element: HTMLElement;
  /** Takes a page that came from the host; false when it is not for this grid. */
  rows(handle: string, from: number, rows: readonly (readonly Cell[])[]): boolean;
}

interface GridPage {
  readonly from: number;
  readonly rows: readonly (readonly Cell[])[];
}

/**
 * Rows of one statement: ten at first, all of a page once opened, and pages fetched from the host one at a time. Only
 * the first page and the one in view are in memory, however many rows the result has.
 */
export function createGrid(rowSet: RowSetView, name: string, part: string, context: ResultContext): ResultGrid {
  const { page } = context;
  const total = Math.max(rowSet.kept, rowSet.rows.length);
  let shown: GridPage = { from: 0, rows: rowSet.rows };
  let wanted: number | null = null;
  let open = isOpen(context, part, false);

  const header = headerRow(rowSet.columns);
  const columns = gridColumns(rowSet.columns, rowSet.rows);
  const grid = element('vscode-data-grid', {
    'generate-header': 'none',
    'grid-template-columns': columns.template,
    'aria-label': fill(page.strings.resultOf, name),
    'aria-rowcount': String(total + 1),
    style: `--grid-columns: ${columns.template}; --grid-width: ${columns.width}`,
  });
  const scroller = element('div', { class: 'grid-scroll' }, grid);
  // Most results are small: what is below a large one is not made for them.
  const bar = total > COLLAPSED_ROWS ? createGridBar({ page, total, flip, turn }) : null;
  const root = element('div', { class: 'grid' }, scroller, ...(bar ? [bar.element] : []));
  if (rowSet.truncated) root.append(element('p', { class: 'dim', text: fill(page.strings.truncated, page.number(rowSet.kept)) }));

  function flip(): void {
    open = !open;
    keepOpen(context, part, open);
    if (!open) shown = { from: 0, rows: rowSet.rows };
    draw();
  }

  function turn(step: 1 | -1): void {
    const from = shown.from + step * PAGE_ROWS;
    if (from <= 0) {
      wanted = null;
      show({ from: 0, rows: rowSet.rows });
      return;
    }
    if (rowSet.handle === null || wanted !== null) return;
    wanted = from;
    page.post({ type: 'rows', handle: rowSet.handle, from, count: PAGE_ROWS });
    draw();
  }

  function show(next: GridPage): void {
    shown = next;
    draw();
    scroller.scrollTop = 0;
    if (bar) page.announce(bar.range());
  }

  function draw(): void {
    const rows = open ? shown.rows : shown.rows.slice(0, COLLAPSED_ROWS);
    // The grid keeps a marker of its own among its children, so only the rows go.
    for (const old of findAll('vscode-data-grid-row', grid)) if (old !== header) old.remove();
    grid.append(...rows.map((row, index) => dataRow(page, rowSet.columns, row, shown.from + index)));
    scroller.classList.toggle('grid-open', open);
    root.setAttribute('aria-busy', String(wanted !== null));
    const paged = open && total > rowSet.rows.length && rowSet.handle !== null;
    bar?.show({ open, from: shown.from, count: rows.length, paged });
  }

  grid.append(header);
  draw();
  return {
    element: root,
    rows: (handle, from, rows) => {
      if (handle !== rowSet.handle) return false;
      if (from === wanted) {
        wanted = null;
        show({ from, rows });
      }
      return true;
    },
  };
}
