import { element } from '../dom';
import type { Page } from '../page';
import { fill } from '../text';

/** Shorter runs need no clock. */
const SHOWN_AFTER_MS = 1000;

export interface Elapsed {
  readonly element: HTMLElement;
  stop(): void;
}

/**
 * Time since a run was first seen, in whole seconds from the first one on. The start is kept in the page's state, so a
 * reload does not set the clock back. The time of day is asked once: when somebody sets it, the seconds run on.
 */
export function showElapsed(page: Page, run: string): Elapsed {
  const shown = { at: Date.now(), mark: performance.now() };
  const started = Math.min(page.state().started[run] ?? shown.at, shown.at);
  page.keep({ started: { ...page.state().started, [run]: started } });
  const clock = element('span', { class: 'run-elapsed dim', role: 'timer', 'aria-live': 'off' });
  const draw = (): void => {
    const ms = shown.at - started + performance.now() - shown.mark;
    if (ms >= SHOWN_AFTER_MS) clock.textContent = fill(page.strings.elapsed, page.number(Math.floor(ms / 1000)));
  };
  draw();
  const timer = setInterval(draw, SHOWN_AFTER_MS);
  return {
    element: clock,
    stop: () => {
      clearInterval(timer);
      const { [run]: ended, ...started } = page.state().started;
      if (ended !== undefined) page.keep({ started });
    },
  };
}
