import type { OutputView } from '../../../src/core/protocol/protocol';
import { element, icon } from '../dom';
import { createChart } from './chart';
import { createGrid, type ResultGrid } from './grid';
import type { ResultContext } from './resultContext';

interface Metrics {
  readonly element: HTMLElement;
  readonly grid: ResultGrid;
}

/** The answer to a PromQL query: a chart where it is about a time, and always the table, which is exact. */
export function metricsView(view: OutputView & { kind: 'metrics' }, context: ResultContext): Metrics {
  const root = element('div', { class: 'metrics' });
  const notices = view.notices.map((text) => element('li', {}, icon('info'), element('span', { text })));
  if (notices.length > 0) root.append(element('ul', { class: 'notices' }, ...notices));
  if (view.chart !== null && view.chart.length > 0) root.append(createChart(view.chart, view.query, context.page));
  const grid = createGrid(view.rowSet, view.query, 'grid', context);
  if (view.rowSet.columns.length > 0 && view.rowSet.rows.length > 0) root.append(grid.element);
  return { element: root, grid };
}
