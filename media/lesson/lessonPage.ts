import type { HostToPage, StepView } from '../../src/core/protocol/protocol';
import { closest, find, findAll } from '../shared/dom';
import { loadIcons } from '../shared/icons';
import { listen, openPage, type Page } from '../shared/page';
import { afterPaint, whenIdle, whenNear } from '../shared/paint';
import { reserveDiagrams } from './diagramSpace';
import type { Helpers } from './helpers';
import { connectLabBar } from './labBar';
import { connectLinks } from '../shared/links';
import { connectPredictions } from './predictions';
import { reveal } from '../shared/reveal';
import { keepScroll } from './scroll';
import { connectSnippets } from './snippets';
import { connectSteps } from './steps';
import { connectTerms } from './terms';

async function drawDiagrams(page: Page, root: HTMLElement): Promise<void> {
  const { showDiagrams } = await import('./diagrams');
  await showDiagrams(page, root);
  await afterPaint();
  page.post({ type: 'painted', what: 'diagrams' });
}

/** Everything that is not needed to read the text is put to use once the text has been painted. */
async function finish(page: Page, root: HTMLElement): Promise<void> {
  if (find('figure.diagram', root) !== null) void drawDiagrams(page, root);
  await afterPaint();
  page.post({ type: 'painted', what: 'text' });
  connectTerms(page, root);
  loadIcons();
  const { defineControls } = await import('../shared/controls');
  // It takes long, and the buttons answer to the mouse before they are more than text.
  await whenIdle();
  defineControls();
}

/** The helpers of the page, once one of them has come near the reader: nobody else needs them, nor the lab's drivers. */
async function loadHelpers(page: Page, root: HTMLElement): Promise<Helpers> {
  await whenNear(findAll('section.helper', root));
  const { connectHelpers } = await import('./helpers');
  return connectHelpers(page, root);
}

function solutions(steps: readonly StepView[]): ReadonlySet<string> {
  return new Set(steps.flatMap((step) => step.solution ?? []));
}

function start(page: Page, root: HTMLElement): void {
  page.keep({ lesson: root.dataset['lesson'] ?? null });
  const snippets = connectSnippets(page, root);
  const steps = connectSteps(page, root);
  const predictions = connectPredictions(page, root);
  const labBar = connectLabBar(page, root);
  let helpers: Helpers | null = null;
  reserveDiagrams(page, root);
  connectLinks(page, root);
  keepScroll(page, root);

  root.addEventListener('click', (event) => {
    const control = closest(event, '[data-action]');
    const { action, snippet, step } = control?.dataset ?? {};
    if (action === undefined || control?.hasAttribute('disabled') === true) return;
    // A double click runs a snippet once.
    if (action === 'run' && event.detail > 1) return;
    if (snippet !== undefined) snippets.act(action, snippet);
    else if (step !== undefined) steps.act(action, step);
  });

  function receive(message: HostToPage): void {
    switch (message.type) {
      case 'lab':
        labBar.showLab(message.lab);
        helpers?.lab(message.lab);
        break;
      case 'steps':
        steps.show(message.steps, message.current);
        labBar.showProgress(message.steps, message.current);
        snippets.mark(solutions(message.steps));
        break;
      case 'predictions':
        predictions.show(message.predictions);
        break;
      case 'run':
        snippets.show(message.run);
        break;
      case 'output':
        snippets.append(message);
        break;
      case 'rows':
        snippets.rows(message);
        break;
      case 'helper':
        helpers?.show(message.view);
        break;
      case 'reveal':
        reveal(message.anchor);
        break;
      case 'preflight':
        // For the page of requirements.
        break;
    }
  }

  listen(page, receive);
  void finish(page, root);
  void loadHelpers(page, root).then((loaded) => {
    helpers = loaded;
  });
}

const main = find('main');
if (main !== null) start(openPage(), main);
