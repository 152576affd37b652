import { find, findAll } from '../shared/dom';
import type { Page } from '../shared/page';

/**
 * Blocks that scrolling is measured by. They come from the lesson's text, so results and hints do not shift the count. A
 * snippet counts by its bar and its code: its result, which a reload of the window takes away, stands in the same figure.
 */
const BLOCKS = 'h1, h2, h3, h4, p, pre.code, .snippet-bar, figure.diagram, table, aside, .step-panel';
/** Parts that this page's script fills. */
const DYNAMIC = '.snippet-result, .hints, .solution, .lab-bar';

const STORE_AFTER_MS = 150;

function blocks(root: ParentNode): readonly HTMLElement[] {
  return findAll(BLOCKS, root).filter((block) => block.closest(DYNAMIC) === null);
}

/**
 * Restores where the reader was, exactly: stored is a block and its distance from the top of the window, not a number of
 * pixels from the start, which results, hints and diagrams above would make wrong. Until the reader does something, the
 * place is held while these come in.
 */
export function keepScroll(page: Page, root: HTMLElement): void {
  const all = blocks(root);
  const bar = find('.lab-bar', root);
  let held = page.state().scroll;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function restore(): void {
    if (held === null) return;
    const block = all[held.block];
    if (block === undefined) return;
    window.scrollTo({ top: window.scrollY + block.getBoundingClientRect().top - held.offset, behavior: 'instant' });
  }

  const topOf = (index: number): number => all[index]?.getBoundingClientRect().top ?? Number.POSITIVE_INFINITY;

  /** Where what is seen begins: below the bar of the lab, once that sticks to the top of the window. */
  function topOfView(): number {
    const { top, bottom } = bar?.getBoundingClientRect() ?? { top: 0, bottom: 0 };
    return top <= 0 ? bottom : 0;
  }

  /** The first block that begins in view or below. Few are asked: what is far from view is not laid out yet. */
  function firstInView(): number {
    const line = topOfView();
    let [from, to] = [0, all.length];
    while (from < to) {
      const middle = Math.floor((from + to) / 2);
      if (topOf(middle) >= line) to = middle;
      else from = middle + 1;
    }
    return from;
  }

  /** The first block that begins in view; inside a block taller than the window, that block. */
  function store(): void {
    const below = firstInView();
    const block = topOf(below) < window.innerHeight ? below : below - 1;
    const offset = topOf(block);
    if (Number.isFinite(offset)) page.keep({ scroll: { block, offset: Math.round(offset) } });
  }

  const resized = new ResizeObserver(restore);
  resized.observe(root);
  const release = (): void => {
    held = null;
    resized.disconnect();
  };
  for (const event of ['wheel', 'touchstart', 'pointerdown', 'keydown', 'focusin']) {
    window.addEventListener(event, release, { once: true, capture: true, passive: true });
  }
  window.addEventListener(
    'scroll',
    () => {
      clearTimeout(timer);
      timer = setTimeout(store, STORE_AFTER_MS);
    },
    { passive: true },
  );
  window.addEventListener('pagehide', store);
  restore();
}
