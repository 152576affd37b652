import type { StatementView } from '../../../src/core/protocol/protocol';
import { button, element, icon } from '../dom';
import { fill } from '../text';
import { createGrid, type ResultGrid } from './grid';
import { problemBlock } from './problem';
import { isOpen, keepOpen, type ResultContext } from './resultContext';

/** Statements shown before the reader asks for the rest. */
const COLLAPSED = 10;

interface Statements {
  readonly element: HTMLElement;
  readonly grids: readonly ResultGrid[];
}

function heading(view: StatementView): HTMLElement {
  const state = view.problem === null ? icon('check') : icon('error');
  state.classList.add(view.problem === null ? 'state-ok' : 'state-bad');
  const statement = element('code', { class: 'statement-text', title: view.statement, text: view.statement });
  return element('div', { class: 'statement-line' }, state, statement, element('span', { class: 'dim', text: view.summary }));
}

function notices(texts: readonly string[]): HTMLElement {
  const items = texts.map((text) => element('li', {}, icon('info'), element('span', { text })));
  return element('ul', { class: 'notices' }, ...items);
}

/** All statements of a snippet in their order, each with its own result. A lone one needs no heading: the run has it. */
export function statementList(views: readonly StatementView[], run: string, context: ResultContext): Statements {
  const grids: ResultGrid[] = [];
  const items = views.map((view, index) => {
    const item = element('div', { class: 'statement' });
    if (views.length > 1) item.append(heading(view));
    if (view.notices.length > 0) item.append(notices(view.notices));
    if (view.problem !== null) item.append(problemBlock(view.problem, context, run));
    if (view.rowSet !== null && view.rowSet.columns.length > 0) {
      const grid = createGrid(view.rowSet, view.statement, `grid${String(index)}`, context);
      grids.push(grid);
      item.append(grid.element);
    }
    return item;
  });
  const root = element('div', { class: 'statements' }, ...items);
  if (views.length > COLLAPSED && !isOpen(context, 'statements', false)) collapse(root, items, views, context);
  return { element: root, grids };
}

/** Hides what is past the limit, but never a statement that failed. */
function collapse(root: HTMLElement, items: readonly HTMLElement[], views: readonly StatementView[], context: ResultContext): void {
  const hidden = items.filter((_, index) => index >= COLLAPSED && views[index]?.problem === null);
  for (const item of hidden) item.hidden = true;
  const { strings, number } = context.page;
  const all = button({
    label: fill(strings.showAll, number(views.length)),
    onClick: () => {
      for (const item of hidden) item.hidden = false;
      keepOpen(context, 'statements', true);
      all.remove();
    },
  });
  root.append(all);
}
