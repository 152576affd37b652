import type { CheckView } from '../../src/core/protocol/protocol';
import { element, hiddenText, icon, setText } from '../shared/dom';
import type { Page } from '../shared/page';

const ICONS = { waiting: 'circle-large-outline', met: 'pass' } as const;

/** Shows what each check waits for, or what it saw. Items are reused, so that nothing flickers while checks are polled. */
export function drawChecks(page: Page, list: HTMLElement, checks: readonly CheckView[]): void {
  checks.forEach((check, index) => {
    let item = list.children[index];
    if (item === undefined) {
      item = element('li', { class: 'check' });
      list.append(item);
    }
    let text = item.querySelector('.check-text');
    if (text === null || item.getAttribute('data-state') !== check.state) {
      text = element('span', { class: 'check-text' });
      item.setAttribute('data-state', check.state);
      const state = hiddenText(`${page.strings.checkStates[check.state]}: `);
      item.replaceChildren(icon(ICONS[check.state]), state, text);
    }
    setText(text, check.text);
  });
}
