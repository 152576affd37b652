import { inRange, meetsExpectation } from '../check/match';
import type { AnswerValue, OptionValue, PredictionOption } from './prediction';

function takes(wanted: OptionValue, value: AnswerValue): boolean {
  return wanted === null || value === null ? wanted === value : meetsExpectation(wanted, value, 0);
}

/**
 * The options that the value makes right, by index. One is what a good question has; with none the author did not think
 * of what happened, with several the options overlap.
 */
export function rightOptions(options: readonly PredictionOption[], value: AnswerValue): readonly number[] {
  return options.flatMap((option, index) => (takes(option.value, value) ? [index] : []));
}

/** True when some value would make both right. */
export function overlap(a: OptionValue, b: OptionValue): boolean {
  if (a === null || b === null) return a === b;
  if (typeof a !== 'object') return typeof b === 'object' ? takes(b, String(a)) : String(a) === String(b);
  if (typeof b !== 'object') return takes(a, String(b));
  const from = Math.max(a.min ?? -Infinity, b.min ?? -Infinity);
  return inRange(from, { max: a.max }) && inRange(from, { max: b.max });
}
