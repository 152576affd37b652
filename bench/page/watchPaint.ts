import type { Paint, Signs } from '../editor/paint';
import { painted } from './painted';

/**
 * The document that VS Code shows in a webview. A new one is written into a hidden frame, which becomes the active one
 * once its styles and scripts are there.
 */
function shownDocument(): Document | null {
  const frame = document.getElementById('active-frame');
  return frame instanceof HTMLIFrameElement && frame.clientHeight > 0 ? frame.contentDocument : null;
}

function hasText(page: Document, { headings, lastHeading }: Signs): boolean {
  return [...page.querySelectorAll(headings)].at(-1)?.textContent.trim().startsWith(lastHeading) === true;
}

function hasDrawings(page: Document, { drawings, drawingCount }: Signs): boolean {
  return page.querySelectorAll(drawings).length >= drawingCount;
}

/** Looks at a webview before every frame until its text and diagrams have been painted, and tells of each once. */
export function watchPaint(allSigns: readonly Signs[], tell: (paint: Paint) => void): void {
  const told = new Set<Paint['what']>();

  function see(page: string, what: Paint['what']): void {
    if (told.has(what)) return;
    told.add(what);
    void painted().then(() => {
      tell({ page, what, at: Date.now() });
    });
  }

  function look(): void {
    const shown = shownDocument();
    const signs = shown && allSigns.find((candidate) => hasText(shown, candidate));
    if (signs) {
      see(signs.page, 'text');
      if (hasDrawings(shown, signs)) see(signs.page, 'diagrams');
    }
    if (!told.has('diagrams')) requestAnimationFrame(look);
  }
  requestAnimationFrame(look);
}
