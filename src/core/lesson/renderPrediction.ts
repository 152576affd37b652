import { escapeHtml, icon } from '../markdown/html';
import type { Prediction } from '../predict/prediction';
import type { LessonLabels } from './labels';

export interface RenderText {
  block(markdown: string): string;
  inline(markdown: string): string;
}

/**
 * A question with its options as radio buttons. What may be said afterwards is all there, one text upon the other, so
 * that the place it will take is reserved; the style sheet shows the one that the page's script names.
 */
export function renderPrediction({ id, question, options }: Prediction, labels: LessonLabels, text: RenderText): string {
  const name = escapeHtml(id);
  const rows = options.map(
    (option, index) =>
      `<label class="prediction-option"><input type="radio" name="predict-${name}" value="${String(index)}" data-predict-option="${name}">` +
      `<span class="prediction-text">${text.inline(option.text)}</span><span class="prediction-mark"></span></label>`,
  );
  const reasons = options.flatMap(({ because }, index) =>
    because === undefined ? [] : [`<div class="prediction-because" data-because="${String(index)}">${text.block(because)}</div>`],
  );
  return [
    `<fieldset class="prediction" data-prediction="${name}">`,
    `<legend class="prediction-title">${icon('question')}${escapeHtml(labels.predict)}</legend>`,
    `<div class="prediction-question">${text.block(question)}</div>`,
    `<div class="prediction-options">${rows.join('')}</div>`,
    '<p class="prediction-verdict"></p>',
    reasons.length === 0 ? '' : `<div class="prediction-reasons">${reasons.join('')}</div>`,
    '</fieldset>',
  ].join('\n');
}
