import type { Cell } from '../../../src/core/protocol/protocol';
import type { RowSetView } from '../../../src/core/protocol/protocol';
import { button, element, findAll, labelButton, setDisabled, setText } from '../dom';
import { afterPaint } from '../paint';
import { fill } from '../text';
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

/** A disabled button loses the focus: at the end of the way it goes to the button that leads back. */
function enable(target: HTMLElement, enabled: boolean, back: HTMLElement): void {
  const focused = document.activeElement === target;
  setDisabled(target, !enabled);
  if (!focused || enabled) return;
  // The toolkit passes the attribute on to the real button with the next frame; before that it takes no focus.
  void afterPaint().then(() => {
    back.focus();
  });
}

/**
 * Rows of one statement: ten at first, all of a page once opened, and pages fetched from the host one at a time. Only
 * the first page and the one in view are in memory, however many rows the result has.
 */
export function createGrid(rowSet: RowSetView, name: string, part: string, context: ResultContext): ResultGrid {
  const { page } = context;
  const { strings, number } = page;
  const total = Math.max(rowSet.kept, rowSet.rows.length);
  let shown: GridPage = { from: 0, rows: rowSet.rows };
  let wanted: number | null = null;
  let open = isOpen(context, part, false);

  const header = headerRow(rowSet.columns);
  const columns = gridColumns(rowSet.columns, rowSet.rows);
  const grid = element('vscode-data-grid', {
    'generate-header': 'none',
    'grid-template-columns': columns.template,
    'aria-label': fill(strings.resultOf, name),
    'aria-rowcount': String(total + 1),
    style: `--grid-columns: ${columns.template}; --grid-width: ${columns.width}`,
  });
  const scroller = element('div', { class: 'grid-scroll' }, grid);
  const range = element('span', { class: 'grid-range dim' });
  const toggle = button({ label: strings.showLess, onClick: flip });
  const previous = button({ label: strings.previousPage, icon: 'chevron-left', iconOnly: true, onClick: () => turn(-1) });
  const next = button({ label: strings.nextPage, icon: 'chevron-right', iconOnly: true, onClick: () => turn(1) });
  const bar = element('div', { class: 'grid-bar' }, toggle, previous, range, next);
  const root = element('div', { class: 'grid' }, scroller, bar);
  if (rowSet.truncated) root.append(element('p', { class: 'dim', text: fill(strings.truncated, number(rowSet.kept)) }));

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
    page.announce(range.textContent);
  }

  function draw(): void {
    const rows = open ? shown.rows : shown.rows.slice(0, COLLAPSED_ROWS);
    // The grid keeps a marker of its own among its children, so only the rows go.
    for (const old of findAll('vscode-data-grid-row', grid)) if (old !== header) old.remove();
    grid.append(...rows.map((row, index) => dataRow(page, rowSet.columns, row, shown.from + index)));
    scroller.classList.toggle('grid-open', open);
    root.setAttribute('aria-busy', String(wanted !== null));
    setText(range, fill(strings.rowsShown, number(shown.from + 1), number(shown.from + rows.length), number(total)));
    labelButton(toggle, { label: open ? strings.showLess : fill(strings.showAll, number(total)) });
    toggle.setAttribute('aria-expanded', String(open));
    bar.hidden = total <= COLLAPSED_ROWS;
    const paged = open && total > rowSet.rows.length && rowSet.handle !== null;
    previous.hidden = next.hidden = !paged;
    enable(previous, shown.from > 0, next);
    enable(next, shown.from + shown.rows.length < total, previous);
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
