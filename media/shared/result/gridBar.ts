import { button, element, labelButton, setDisabled, setText } from '../dom';
import type { Page } from '../page';
import { afterPaint } from '../paint';
import { fill } from '../text';

export interface GridBarState {
  readonly open: boolean;
  /** Position of the first row shown, from 0. */
  readonly from: number;
  readonly count: number;
  /** Whether the rows come in pages. */
  readonly paged: boolean;
}

export interface GridBar {
  readonly element: HTMLElement;
  show(state: GridBarState): void;
  /** Which rows are shown, in words. */
  range(): string;
}

export interface GridBarOptions {
  readonly page: Page;
  /** Rows of the whole result. */
  readonly total: number;
  readonly flip: () => void;
  readonly turn: (step: 1 | -1) => void;
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

/** What is below the rows of a large result: opens and folds them, turns pages, and tells where the reader is. */
export function createGridBar({ page, total, flip, turn }: GridBarOptions): GridBar {
  const { strings, number } = page;
  const range = element('span', { class: 'grid-range dim' });
  const toggle = button({ label: strings.showLess, onClick: flip });
  const previous = button({ label: strings.previousPage, icon: 'chevron-left', iconOnly: true, onClick: () => turn(-1) });
  const next = button({ label: strings.nextPage, icon: 'chevron-right', iconOnly: true, onClick: () => turn(1) });
  return {
    element: element('div', { class: 'grid-bar' }, toggle, previous, range, next),
    range: () => range.textContent,
    show: ({ open, from, count, paged }) => {
      setText(range, fill(strings.rowsShown, number(from + 1), number(from + count), number(total)));
      labelButton(toggle, { label: open ? strings.showLess : fill(strings.showAll, number(total)) });
      toggle.setAttribute('aria-expanded', String(open));
      previous.hidden = next.hidden = !paged;
      enable(previous, from > 0, next);
      enable(next, from + count < total, previous);
    },
  };
}
