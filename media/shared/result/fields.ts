import type { FieldErrorView } from '../../../src/core/protocol/protocol';
import { element } from '../dom';
import { placeLink } from './problem';
import type { ResultContext } from './resultContext';

/** What Connect says about each field of a configuration. A plain table: it is read, not walked through. */
export function fieldTable(errors: readonly FieldErrorView[], run: string, context: ResultContext): HTMLElement {
  const { strings } = context.page;
  const titles = [strings.field, strings.value, strings.error];
  const head = element('tr', {}, ...titles.map((text) => element('th', { scope: 'col', text })));
  const rows = errors.map((error) => {
    const value = error.value === null ? element('span', { class: 'dim', text: '—' }) : element('code', { text: error.value });
    const texts = element('td', {}, ...error.errors.map((text) => element('p', { text })));
    if (error.place !== null) texts.append(element('p', {}, placeLink(error.place, context, run)));
    return element('tr', {}, element('th', { scope: 'row' }, element('code', { text: error.field })), element('td', {}, value), texts);
  });
  const table = element('table', { class: 'fields' }, element('thead', {}, head), element('tbody', {}, ...rows));
  return element('div', { class: 'table-scroll', role: 'group', tabindex: '0', 'aria-label': strings.error }, table);
}
