import type { Page } from '../shared/page';

const LEAST = 120;
const MOST = 640;

/** A guess at the height of a diagram in pixels, from its source: participants stand side by side, messages below one another. */
export function guessHeight(source: string): number {
  const lines = source.split('\n').filter((line) => line.trim() !== '');
  const [first = ''] = lines;
  const perLine = /^\s*sequenceDiagram/u.test(first) ? 46 : /^\s*(?:graph|flowchart)\s+(?:LR|RL)/u.test(first) ? 18 : 44;
  return Math.min(MOST, Math.max(LEAST, 80 + (lines.length - 1) * perLine));
}

/** Diagrams shrink to the column, so a height counts for one width only. */
function key(index: number, figure: HTMLElement): string {
  return `${String(index)}:${String(figure.clientWidth)}`;
}

/** Reserves the height that the diagram had last time at this width, else the guess. */
export function reserve(page: Page, index: number, figure: HTMLElement, source: string): void {
  const height = page.state().diagrams[key(index, figure)] ?? guessHeight(source);
  figure.style.setProperty('--diagram-height', `${String(height)}px`);
}

export function remember(page: Page, index: number, figure: HTMLElement, height: number): void {
  page.keep({ diagrams: { ...page.state().diagrams, [key(index, figure)]: Math.ceil(height) } });
}
