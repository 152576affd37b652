import { closest, find } from '../shared/dom';
import type { Page } from '../shared/page';

/** Milliseconds the mouse rests on a term before it is explained, and in which it may go from the term to its explanation. */
const REST_MS = 150;
/** Pixels between a term and its explanation, and between this and the edge of the window. */
const GAP = 6;

/** Puts the explanation below the term, or above it where there is no room, and never beyond the edge of the window. */
function place(tip: HTMLElement, term: HTMLElement): void {
  // A term may go on in the next line: the explanation belongs to where it begins.
  const at = term.getClientRects()[0] ?? term.getBoundingClientRect();
  tip.hidden = false;
  const { width, height } = tip.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  const left = Math.max(GAP, Math.min(at.left, clientWidth - width - GAP));
  const below = at.bottom + GAP;
  const top = below + height > clientHeight && at.top - GAP - height >= 0 ? at.top - GAP - height : below;
  tip.style.left = `${String(Math.round(left + window.scrollX))}px`;
  tip.style.top = `${String(Math.round(top + window.scrollY))}px`;
}

/**
 * Explains a term while the mouse rests on it or the keyboard is there. As a tooltip must (WCAG 1.4.13), the explanation
 * stays while the mouse is on it and goes with Escape. Enter or a click opens the glossary at the term.
 */
export function connectTerms(page: Page, root: HTMLElement): void {
  let shown: { readonly term: HTMLElement; readonly tip: HTMLElement } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function hide(): void {
    clearTimeout(timer);
    if (shown !== null) shown.tip.hidden = true;
    shown = null;
  }

  function show(term: HTMLElement): void {
    clearTimeout(timer);
    if (shown?.term === term) return;
    hide();
    const tip = find(`#${CSS.escape(term.getAttribute('aria-describedby') ?? '')}`, root);
    if (tip === null) return;
    place(tip, term);
    shown = { term, tip };
  }

  function soon(action: () => void): void {
    clearTimeout(timer);
    timer = setTimeout(action, REST_MS);
  }

  root.addEventListener('pointerover', (event) => {
    const term = closest(event, 'a.term');
    if (term !== null) {
      soon(() => {
        show(term);
      });
    } else if (closest(event, '.term-tip') !== null) {
      clearTimeout(timer);
    }
  });
  root.addEventListener('pointerout', (event) => {
    if (closest(event, 'a.term, .term-tip') !== null && document.activeElement !== shown?.term) soon(hide);
  });
  root.addEventListener('focusin', (event) => {
    const term = closest(event, 'a.term');
    if (term !== null) show(term);
    else hide();
  });
  root.addEventListener('focusout', hide);
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') hide();
  });
  root.addEventListener('click', (event) => {
    const term = closest(event, 'a.term')?.dataset['term'];
    if (term === undefined) return;
    event.preventDefault();
    // VS Code would scroll to the address of the link.
    event.stopPropagation();
    hide();
    page.post({ type: 'glossary', term });
  });
}
