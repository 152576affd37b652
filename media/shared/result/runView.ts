import type { HostToPage, OutputView, RunView } from '../../../src/core/protocol/protocol';
import { button, element, icon, labelButton } from '../dom';
import { afterPaint } from '../paint';
import { showElapsed, type Elapsed } from './elapsed';
import { fieldTable } from './fields';
import type { ResultGrid } from './grid';
import { metricsView } from './metrics';
import { createOutputText, type OutputText } from './outputText';
import { problemBlock } from './problem';
import { isOpen, keepOpen, type ResultContext } from './resultContext';
import { statementList } from './statements';

const STATE_ICONS = { running: 'sync', succeeded: 'check', failed: 'error', cancelled: 'circle-slash' } as const;

/** The place of one result: shows the latest run put into it, from its start to its end. */
export interface RunArea {
  /** `expected`: the reader asked for this run here, so its end is announced even if its start was not seen. */
  show(run: RunView, expected: boolean): void;
  append(message: Extract<HostToPage, { type: 'output' }>): void;
  rows(message: Extract<HostToPage, { type: 'rows' }>): void;
}

export function createRunArea(container: HTMLElement, context: ResultContext): RunArea {
  const { page } = context;
  let current: RunView | null = null;
  let clock: Elapsed | null = null;
  let text: OutputText | null = null;
  let grids: readonly ResultGrid[] = [];

  function outputText(): OutputText {
    text ??= createOutputText(page);
    return text;
  }

  function body(output: OutputView, run: RunView): HTMLElement | null {
    grids = [];
    switch (output.kind) {
      case 'statements': {
        const list = statementList(output.statements, run.id, context);
        grids = list.grids;
        return output.statements.length > 0 ? list.element : null;
      }
      case 'metrics': {
        const metrics = metricsView(output, context);
        grids = [metrics.grid];
        return metrics.element;
      }
      case 'fields':
        return fieldTable(output.errors, run.id, context);
      case 'text':
        outputText().replace(output.text, output.language);
        return outputText().element;
      case 'none':
        return text?.element ?? null;
    }
  }

  function line(run: RunView): HTMLElement {
    const state = icon(STATE_ICONS[run.state]);
    state.classList.add('run-icon');
    const ring = run.state === 'running' ? [element('vscode-progress-ring', { 'aria-label': page.strings.running })] : [];
    return element('div', { class: 'run-line' }, ...ring, state, element('span', { class: 'run-summary', text: run.summary }));
  }

  /** The details can be folded away, but not those of a failure. */
  function foldable(details: HTMLElement, run: RunView): HTMLElement {
    let open = run.state === 'failed' || isOpen(context, 'details', true);
    const toggle = button({
      label: page.strings.details,
      onClick: () => {
        open = !open;
        keepOpen(context, 'details', open);
        draw();
      },
    });
    toggle.classList.add('run-toggle');
    function draw(): void {
      details.hidden = !open;
      labelButton(toggle, { label: page.strings.details, icon: open ? 'chevron-up' : 'chevron-down' });
      toggle.setAttribute('aria-expanded', String(open));
    }
    draw();
    return toggle;
  }

  function build(run: RunView): HTMLElement {
    const head = line(run);
    const root = element('div', { class: `run run-${run.state}`, 'data-run': run.id }, head);
    if (run.problem !== null) root.append(problemBlock(run.problem, context, run.id));
    const content = body(run.output, run);
    if (content !== null) {
      const details = element('div', { class: 'run-details' }, content);
      root.append(details);
      if (run.state !== 'running') head.append(foldable(details, run));
    }
    if (clock !== null) head.append(clock.element);
    return root;
  }

  function draw(run: RunView): void {
    clock?.stop();
    clock = run.state === 'running' ? showElapsed(page, run.id) : null;
    const place = (): void => {
      container.replaceChildren(build(run));
    };
    if (text === null) place();
    else text.hold(place);
  }

  return {
    show: (run, expected) => {
      const live = expected || (current?.id === run.id && current.state === 'running');
      if (current?.id !== run.id) text = null;
      current = run;
      draw(run);
      if (run.state === 'running' || !live) return;
      page.announce([run.summary, run.problem?.what ?? ''].join(' ').trim());
      void afterPaint().then(() => {
        page.post({ type: 'painted', what: 'result' });
      });
    },
    append: (message) => {
      if (current?.id !== message.run) return;
      const output = outputText();
      if (!output.element.isConnected) container.firstElementChild?.append(element('div', { class: 'run-details' }, output.element));
      output.append(message.text);
    },
    rows: (message) => {
      for (const grid of grids) if (grid.rows(message.handle, message.from, message.rows)) return;
    },
  };
}
