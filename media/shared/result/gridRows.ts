import type { Cell, Column } from '../../../src/core/protocol/protocol';
import { element, hiddenText } from '../dom';
import type { Page } from '../page';
import { showFullValue } from './fullValue';

/** Characters of a value that go into its cell; the rest is in the full view. */
const CLIP = 200;
/** Longer ones do not fit their column: see `gridColumns`. */
const FITS = 40;

function isClipped(value: string): boolean {
  return value.length > FITS || /[\r\n]/u.test(value);
}

function fillCell(cell: HTMLElement, page: Page, column: Column, value: Cell): void {
  if (value === null) {
    cell.classList.add('cell-null');
    cell.textContent = page.strings.nullValue;
    return;
  }
  if (value === '') {
    cell.classList.add('cell-empty');
    cell.append(hiddenText(page.strings.emptyValue));
    return;
  }
  cell.textContent = value.length > CLIP ? `${value.slice(0, CLIP)}…` : value;
  if (!isClipped(value)) return;
  cell.classList.add('cell-clipped');
  cell.title = page.strings.fullValue;
  const open = (): void => {
    showFullValue(page, column, value);
  };
  cell.addEventListener('click', open);
  cell.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== 'F2') return;
    event.preventDefault();
    open();
  });
}

function numericClass(column: Column): string | undefined {
  return column.numeric ? 'cell-numeric' : undefined;
}

export function headerRow(columns: readonly Column[]): HTMLElement {
  const cells = columns.map((column, index) => {
    const attributes = { 'cell-type': 'columnheader', 'grid-column': String(index + 1), class: numericClass(column) };
    return element('vscode-data-grid-cell', { ...attributes, title: column.type, text: column.name });
  });
  return element('vscode-data-grid-row', { 'row-type': 'sticky-header', 'aria-rowindex': '1' }, ...cells);
}

/** `position` counts from 0 over all rows of the result, so that a screen reader can say where the row stands. */
export function dataRow(page: Page, columns: readonly Column[], row: readonly Cell[], position: number): HTMLElement {
  const cells = columns.map((column, index) => {
    const cell = element('vscode-data-grid-cell', { 'grid-column': String(index + 1), class: numericClass(column) });
    fillCell(cell, page, column, row[index] ?? null);
    return cell;
  });
  return element('vscode-data-grid-row', { 'aria-rowindex': String(position + 2) }, ...cells);
}
