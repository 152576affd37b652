import { find } from './dom';

/** Scrolls to an anchor: an element's id, a step or a snippet. Puts the focus there, so that the keyboard goes on from it. */
export function reveal(anchor: string): void {
  const name = CSS.escape(anchor);
  const target =
    document.getElementById(anchor) ?? find(`section.step[data-step="${name}"]`) ?? find(`figure.snippet[data-snippet="${name}"]`);
  if (target === null) return;
  target.scrollIntoView({ block: 'start', behavior: 'instant' });
  const focus = find('[data-action="run"]', target) ?? target;
  if (focus === target && target.tabIndex < 0) target.setAttribute('tabindex', '-1');
  focus.focus({ preventScroll: true });
}
