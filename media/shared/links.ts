import { closest } from './dom';
import type { Page } from './page';

/**
 * Links to other lessons go to the host. Links to the web and to anchors are left to VS Code, which opens the former
 * after asking and scrolls to the latter.
 */
export function connectLinks(page: Page, root: HTMLElement): void {
  root.addEventListener('click', (event) => {
    const href = closest(event, 'a[data-lesson-link]')?.dataset['lessonLink'];
    if (href === undefined) return;
    event.preventDefault();
    // VS Code listens on the document and would try to open the address as well.
    event.stopPropagation();
    page.post({ type: 'link', href });
  });
}
