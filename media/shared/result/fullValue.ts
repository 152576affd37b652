import type { Column } from '../../../src/core/protocol/protocol';
import { button, element } from '../dom';
import type { Page } from '../page';
import { indentJson, jsonNodes } from './jsonText';

/** Characters of a value shown at most: more would freeze the page, and such a value belongs into a file. */
const LIMIT = 1_000_000;

/** Shows one value whole. A modal dialog gives the focus back to the cell and closes on Escape by itself. */
export function showFullValue(page: Page, column: Column, value: string): void {
  const title = `${page.strings.fullValue}: ${column.name}`;
  const text = value.length > LIMIT ? `${value.slice(0, LIMIT)}…` : value;
  const nodes = column.type === 'JSON' ? jsonNodes(indentJson(text)) : [text];
  const dialog = element('dialog', { class: 'full-value', 'aria-label': title });
  const close = button({
    label: page.strings.close,
    appearance: 'secondary',
    onClick: () => {
      dialog.close();
    },
  });
  dialog.append(
    element('h2', { class: 'full-value-title' }, column.name, ' ', element('span', { class: 'dim', text: column.type })),
    element('pre', { class: 'full-value-text', tabindex: '0', role: 'group', 'aria-label': title }, ...nodes),
    element('div', { class: 'full-value-actions' }, close),
  );
  dialog.addEventListener('close', () => {
    dialog.remove();
  });
  document.body.append(dialog);
  dialog.showModal();
}
