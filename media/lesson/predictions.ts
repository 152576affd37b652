import type { PredictionView } from '../../src/core/protocol/protocol';
import { element, find, findAll, hiddenText, icon } from '../shared/dom';
import type { Page } from '../shared/page';

export interface Predictions {
  show(predictions: readonly PredictionView[]): void;
}

const ICONS: Readonly<Record<PredictionView['state'], string>> = {
  open: 'info',
  waiting: 'info',
  told: 'beaker',
  right: 'pass',
  wrong: 'error',
  unclear: 'warning',
};

const isOver = ({ state }: PredictionView): boolean => state !== 'open' && state !== 'waiting';

/** Shows the questions of the lesson, and tells the host what the reader chose. */
export function connectPredictions(page: Page, root: HTMLElement): Predictions {
  const boxes = new Map(findAll('fieldset.prediction', root).map((box) => [box.dataset['prediction'] ?? '', box]));
  let shown: ReadonlyMap<string, PredictionView> | null = null;

  root.addEventListener('change', (event) => {
    const { target } = event;
    if (!(target instanceof HTMLInputElement)) return;
    const prediction = target.dataset['predictOption'];
    if (prediction !== undefined) page.post({ type: 'predict', prediction, option: Number(target.value) });
  });

  function drawOptions(box: HTMLElement, view: PredictionView): void {
    findAll('.prediction-option', box).forEach((label, index) => {
      const input = label.querySelector('input');
      if (input !== null) {
        input.checked = index === view.choice;
        input.disabled = view.state !== 'open';
      }
      const isAnswer = index === view.answer;
      label.classList.toggle('is-answer', isAnswer);
      find('.prediction-mark', label)?.replaceChildren(...(isAnswer ? [icon('check'), hiddenText(page.strings.labAnswer)] : []));
    });
  }

  function drawVerdict(box: HTMLElement, view: PredictionView): string {
    const verdict = find('.prediction-verdict', box);
    verdict?.replaceChildren(icon(ICONS[view.state]), element('span', { text: view.text }));
    let reason = '';
    for (const because of findAll('.prediction-because', box)) {
      const applies = view.state === 'wrong' && because.dataset['because'] === String(view.choice);
      because.classList.toggle('is-shown', applies);
      if (applies) reason = because.textContent.trim();
    }
    return `${view.text} ${reason}`.trim();
  }

  return {
    show: (predictions) => {
      for (const view of predictions) {
        const box = boxes.get(view.id);
        if (box === undefined) continue;
        box.dataset['state'] = view.state;
        drawOptions(box, view);
        const told = drawVerdict(box, view);
        const before = shown?.get(view.id);
        if (before !== undefined && !isOver(before) && isOver(view)) page.announce(told);
      }
      shown = new Map(predictions.map((view) => [view.id, view]));
    },
  };
}
