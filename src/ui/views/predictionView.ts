import { msg } from '../../core/message';
import type { Answer, AnswerValue, Prediction } from '../../core/predict/prediction';
import type { PredictionView } from '../../core/protocol/protocol';
import type { PredictionStatus } from '../../core/session/predictions';
import type { Words } from './words';

/** Characters shown of a value. */
const MAX_VALUE = 120;

function shown(value: AnswerValue, words: Words): string {
  if (value === null) return 'null';
  if (value === '') return words.text(msg('empty string'));
  return value.length > MAX_VALUE ? `${value.slice(0, MAX_VALUE)}…` : value;
}

/** The value with where it was read, as a sentence. */
function said(answer: Answer, value: AnswerValue, words: Words): string {
  const seen = shown(value, words);
  switch (answer.kind) {
    case 'sql':
      return words.text(msg('The row says {0}: {1}.', answer.column, seen));
    case 'http':
      return words.text(msg('Connect says {0}: {1}.', answer.path, seen));
    case 'output':
      return words.text(msg('The program says: {0}.', seen));
    case 'topic':
      return words.text(msg('The event says {0}: {1}.', answer.path, seen));
  }
}

function answeredView(
  prediction: Prediction,
  { choice, value, right }: PredictionStatus,
  words: Words,
): Omit<PredictionView, 'id' | 'choice'> {
  const sentence = said(prediction.answer, value, words);
  const [answer = null] = right;
  if (answer === null || right.length > 1) {
    const text = words.text(msg('{0} The question has no answer for it: that is a mistake in the lesson.', sentence));
    return { state: 'unclear', answer: null, text };
  }
  if (choice === null) return { state: 'told', answer, text: sentence };
  if (choice === answer) return { state: 'right', answer, text: words.text(msg('Right. {0}', sentence)) };
  return { state: 'wrong', answer, text: words.text(msg('Not so. {0}', sentence)) };
}

function predictionView(prediction: Prediction, status: PredictionStatus, words: Words): PredictionView {
  const { id, choice, state } = status;
  if (state === 'answered') return { id, choice, ...answeredView(prediction, status, words) };
  const text =
    state === 'waiting'
      ? words.text(msg('The lab is at work on the answer.'))
      : words.text(msg('Choose, then run “{0}”: the lab will answer.', prediction.snippet));
  return { id, choice, state, answer: null, text };
}

/** The questions of a session as the lesson page shows them. */
export function predictionViews(
  statuses: readonly PredictionStatus[],
  predictions: readonly Prediction[],
  words: Words,
): readonly PredictionView[] {
  return statuses.flatMap((status) => {
    const prediction = predictions.find(({ id }) => id === status.id);
    return prediction ? [predictionView(prediction, status, words)] : [];
  });
}
