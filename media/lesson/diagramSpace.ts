import { find, findAll } from '../shared/dom';
import type { Page } from '../shared/page';

const LEAST = 100;
const MOST = 640;

function count(source: string, pattern: RegExp): number {
  return source.match(pattern)?.length ?? 0;
}

/** A guess at the height of a diagram in pixels, from its source: what stands below one another is counted. */
function guessHeight(source: string): number {
  if (/^\s*sequenceDiagram/u.test(source)) {
    const height = 140 + 44 * count(source, /-[->x)]/gu) + 40 * count(source, /^\s*(?:loop|alt|opt|par|note)\b/gimu);
    return Math.min(MOST, height);
  }
  const edges = count(source, /-->|---|-\.->|==>/gu);
  const height = /^\s*(?:graph|flowchart)\s+(?:LR|RL)/u.test(source) ? 70 + 8 * edges : 60 + 60 * edges;
  return Math.min(MOST, Math.max(LEAST, height));
}

/** Diagrams shrink to the column, so a height counts for one width only. */
function key(index: number, figure: HTMLElement): string {
  return `${String(index)}:${String(figure.clientWidth)}`;
}

/** Reserves for every diagram the height that it had last time at this width, else the guess: before the first paint. */
export function reserveDiagrams(page: Page, root: ParentNode): void {
  findAll('figure.diagram', root).forEach((figure, index) => {
    const source = find('.diagram-source', figure)?.textContent ?? '';
    const height = page.state().diagrams[key(index, figure)] ?? guessHeight(source);
    figure.style.setProperty('--diagram-height', `${String(height)}px`);
  });
}

export function rememberHeight(page: Page, index: number, figure: HTMLElement, height: number): void {
  page.keep({ diagrams: { ...page.state().diagrams, [key(index, figure)]: Math.ceil(height) } });
}
