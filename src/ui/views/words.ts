import { msg, type Localize } from '../../core/message';

/** How to speak to this reader: their language for sentences, their locale for numbers. */
export interface Words {
  readonly locale: string;
  readonly text: Localize;
}

export function formatNumber(value: number, locale: string): string {
  return new Intl.NumberFormat(locale).format(value);
}

/** Milliseconds in the largest unit that leaves a short number: `84 ms`, `1.2 s`, `3 min 5 s`. */
export function formatDuration(ms: number, words: Words): string {
  if (ms < 1000) return words.text(msg('{0} ms', Math.round(ms)));
  const seconds = ms / 1000;
  if (seconds < 60) return words.text(msg('{0} s', new Intl.NumberFormat(words.locale, { maximumFractionDigits: 1 }).format(seconds)));
  const whole = Math.round(seconds);
  return words.text(msg('{0} min {1} s', Math.floor(whole / 60), whole % 60));
}

/** The parts of a one-line summary, those that are there. */
export function joinParts(parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== '').join(' · ');
}
