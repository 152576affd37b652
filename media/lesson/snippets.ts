import type { HostToPage, RunView } from '../../src/core/protocol/protocol';
import { element, find, findAll, icon, labelButton } from '../shared/dom';
import type { Page } from '../shared/page';
import { createRunArea, type RunArea } from '../shared/result/runView';

/** How long *Copied* stands in place of the copy icon, in milliseconds. */
const COPIED_MS = 1500;

interface Snippet {
  readonly id: string;
  readonly figure: HTMLElement;
  readonly runButton: HTMLElement | null;
  readonly area: RunArea;
  /** The run in progress. */
  running: string | null;
  /** The reader pressed Run here and has not seen the end yet. */
  expected: boolean;
}

export interface Snippets {
  /** Answers a press of *Run*, *Copy* or *Open*; false when the action is none of these. */
  act(action: string, snippet: string): boolean;
  show(run: RunView): void;
  append(message: Extract<HostToPage, { type: 'output' }>): void;
  rows(message: Extract<HostToPage, { type: 'rows' }>): void;
  /** Marks the snippets of shown solutions. */
  mark(solutions: ReadonlySet<string>): void;
}

function read(page: Page, figure: HTMLElement): Snippet | null {
  const id = figure.dataset['snippet'];
  const container = find('.snippet-result', figure);
  if (id === undefined || container === null) return null;
  // The announcer speaks for all results: a live grid would read out every cell.
  container.removeAttribute('aria-live');
  return {
    id,
    figure,
    runButton: find('[data-action="run"]', figure),
    area: createRunArea(container, { page, snippet: id, key: id }),
    running: null,
    expected: false,
  };
}

export function connectSnippets(page: Page, root: ParentNode): Snippets {
  const snippets = new Map<string, Snippet>();
  for (const figure of findAll('figure.snippet', root)) {
    const snippet = read(page, figure);
    if (snippet !== null) snippets.set(snippet.id, snippet);
  }
  const { strings } = page;

  function runOrStop(snippet: Snippet): void {
    if (snippet.running !== null) {
      page.post({ type: 'stop', run: snippet.running });
      return;
    }
    snippet.expected = true;
    page.post({ type: 'run', snippet: snippet.id });
  }

  function copy(snippet: Snippet): void {
    page.post({ type: 'copy', snippet: snippet.id });
    page.announce(strings.copied);
    const sign = find('[data-action="copy"] .codicon', snippet.figure);
    sign?.classList.replace('codicon-copy', 'codicon-check');
    setTimeout(() => sign?.classList.replace('codicon-check', 'codicon-copy'), COPIED_MS);
  }

  function drawButton(snippet: Snippet): void {
    if (snippet.runButton === null) return;
    const running = snippet.running !== null;
    labelButton(snippet.runButton, running ? { label: strings.stop, icon: 'debug-stop' } : { label: strings.run, icon: 'play' });
    const label = running ? strings.stop : strings.run;
    snippet.runButton.title = label;
    // As in the HTML from the host: many buttons are called Run, so a screen reader is told of which snippet.
    snippet.runButton.setAttribute('aria-label', `${label}: ${snippet.id}`);
    snippet.figure.classList.toggle('is-running', running);
  }

  return {
    act: (action, id) => {
      const snippet = snippets.get(id);
      if (snippet === undefined) return false;
      if (action === 'run') runOrStop(snippet);
      else if (action === 'copy') copy(snippet);
      else if (action === 'open') page.post({ type: 'open', snippet: id, place: null });
      else return false;
      return true;
    },
    show: (run) => {
      const snippet = run.snippet === null ? undefined : snippets.get(run.snippet);
      if (snippet === undefined) return;
      const running = run.state === 'running' ? run.id : null;
      if (snippet.running !== running) {
        snippet.running = running;
        drawButton(snippet);
      }
      snippet.area.show(run, snippet.expected);
      if (running === null) snippet.expected = false;
    },
    append: (message) => {
      for (const { area } of snippets.values()) area.append(message);
    },
    rows: (message) => {
      for (const { area } of snippets.values()) area.rows(message);
    },
    mark: (solutions) => {
      for (const { id, figure } of snippets.values()) {
        const marked = solutions.has(id);
        figure.classList.toggle('is-solution', marked);
        const mark = find('.solution-mark', figure);
        if (!marked) mark?.remove();
        else if (mark === null) {
          const label = element('span', { class: 'solution-mark' }, icon('lightbulb'), strings.partOfSolution);
          find('.snippet-label', figure)?.after(label);
        }
      }
    },
  };
}
