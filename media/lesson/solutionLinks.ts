import { element, find, icon } from '../shared/dom';
import type { Page } from '../shared/page';
import { reveal } from '../shared/reveal';

/** Links from a step's panel to the snippets of its solution: they may stand far above the button that showed them. */
export function solutionLinks(page: Page, panel: HTMLElement, solution: readonly string[] | null): void {
  const present = find('.solution', panel);
  if (solution === null) {
    present?.remove();
    return;
  }
  if (present !== null) return;
  const links = solution.map((id) => {
    const link = element('vscode-link', { href: '#', text: id });
    link.addEventListener('click', (event) => {
      event.preventDefault();
      event.stopPropagation();
      reveal(id);
    });
    return element('li', {}, link);
  });
  find('.hints', panel)?.after(
    element(
      'div',
      { class: 'solution' },
      element('p', { class: 'hint-title' }, icon('lightbulb'), page.strings.partOfSolution),
      element('ol', {}, ...links),
    ),
  );
}
