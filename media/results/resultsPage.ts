import type { HostToPage, RunView } from '../../src/core/protocol/protocol';
import { button, element, find, setText } from '../shared/dom';
import { loadIcons } from '../shared/icons';
import { listen, openPage, type Page } from '../shared/page';
import { afterPaint } from '../shared/paint';
import { createRunArea } from '../shared/result/runView';

/** The latest run, whichever snippet it was of. The same view for all runs: results never pile up in tabs. */
function start(page: Page, root: HTMLElement): void {
  const { strings } = page;
  const title = element('h1', { class: 'results-title' });
  const stop = button({
    label: strings.stop,
    icon: 'debug-stop',
    onClick: () => {
      if (shown !== null) page.post({ type: 'stop', run: shown.id });
    },
  });
  const again = button({
    label: strings.run,
    icon: 'play',
    onClick: () => {
      if (shown !== null) page.post({ type: 'action', action: 'retry', run: shown.id });
    },
  });
  const container = element('div', { class: 'snippet-result' });
  const header = element('header', { class: 'results-header' }, title, stop, again);
  const area = createRunArea(container, { page, snippet: null, key: 'latest' });
  const empty = element('p', { class: 'no-results dim', text: strings.noResults });
  let shown: RunView | null = null;

  function show(run: RunView): void {
    if (shown === null) root.replaceChildren(header, container);
    shown = run;
    setText(title, run.name);
    stop.hidden = run.state !== 'running';
    again.hidden = run.state === 'running';
    area.show(run, false);
  }

  function receive(message: HostToPage): void {
    switch (message.type) {
      case 'run':
        show(message.run);
        break;
      case 'output':
        area.append(message);
        break;
      case 'rows':
        area.rows(message);
        break;
      case 'lab':
      case 'steps':
      case 'predictions':
      case 'helper':
      case 'reveal':
      case 'preflight':
        // These are for other pages.
        break;
    }
  }

  root.replaceChildren(empty);
  listen(page, receive);
}

async function finish(page: Page): Promise<void> {
  await afterPaint();
  page.post({ type: 'painted', what: 'text' });
  loadIcons();
  const { defineControls } = await import('../shared/controls');
  defineControls();
}

const main = find('main');
if (main !== null) {
  const page = openPage();
  start(page, main);
  void finish(page);
}
