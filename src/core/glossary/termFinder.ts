import type { Term } from './term';

/** A place of a text at which a term stands; offsets of characters, `end` is behind the last one. */
export interface FoundTerm {
  readonly start: number;
  readonly end: number;
  readonly term: Term;
}

/** Finds the terms in a text, in its order. They do not overlap: the longest phrase wins. */
export type TermFinder = (text: string) => readonly FoundTerm[];

interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

interface Phrase {
  readonly words: readonly { readonly stem: string; readonly mayGoOn: boolean }[];
  /** Null for a phrase in which the words are no term. */
  readonly term: Term | null;
}

/** Letters behind the stem of a Russian word: the longest endings are those of `новыми` and `новостями`. */
const LONGEST_ENDING = 3;
/** Phrases are looked up by the beginning of their first word, so that a lesson's every word costs one look. */
const KEY_LENGTH = 2;

/** As words are compared: in small letters, and with `ё` as it is mostly printed. */
function plain(text: string): string {
  return text.toLowerCase().replaceAll('ё', 'е');
}

function wordsOf(text: string): readonly Word[] {
  const small = plain(text);
  // A few letters of other alphabets become two when they are made small; then the offsets would not fit the text.
  const read = small.length === text.length ? small : text;
  // Without `\p{L}`, which is several times slower: this runs when a lesson is opened.
  return [...read.matchAll(/[a-zа-я0-9]+(?:-[a-zа-я0-9]+)*/gu)].map(({ 0: word, index }) => ({
    text: word,
    start: index,
    end: index + word.length,
  }));
}

function readPhrase(form: string, term: Term | null): Phrase {
  const words = plain(form).trim().split(/\s+/u);
  return { term, words: words.map((word) => ({ stem: word.replace(/\*$/u, ''), mayGoOn: word.endsWith('*') })) };
}

function byLength(a: Phrase, b: Phrase): number {
  const length = ({ words }: Phrase): number => words.reduce((sum, { stem }) => sum + stem.length, 0);
  return b.words.length - a.words.length || length(b) - length(a);
}

function fits(word: string, { stem, mayGoOn }: Phrase['words'][number]): boolean {
  if (!mayGoOn) return word === stem;
  return word.startsWith(stem) && word.length - stem.length <= LONGEST_ENDING && !/[^а-я]/u.test(word.slice(stem.length));
}

export function createTermFinder(terms: readonly Term[]): TermFinder {
  const phrases = new Map<string, Phrase[]>();
  const all = terms.flatMap((term) => [
    ...term.forms.map((form) => readPhrase(form, term)),
    ...term.except.map((form) => readPhrase(form, null)),
  ]);
  for (const phrase of all.sort(byLength)) {
    const key = phrase.words[0]?.stem.slice(0, KEY_LENGTH) ?? '';
    phrases.set(key, [...(phrases.get(key) ?? []), phrase]);
  }

  return (text) => {
    const words = wordsOf(text);
    const found: FoundTerm[] = [];
    const stands = (phrase: Phrase, from: number): boolean =>
      phrase.words.every((wanted, index) => {
        const word = words[from + index];
        if (!word || !fits(word.text, wanted)) return false;
        const before = words[from + index - 1];
        return index === 0 || text.slice(before?.end, word.start).trim() === '';
      });
    for (let at = 0; at < words.length; at++) {
      const word = words[at];
      const phrase = phrases.get(word?.text.slice(0, KEY_LENGTH) ?? '')?.find((candidate) => stands(candidate, at));
      const last = words[at + (phrase?.words.length ?? 1) - 1];
      if (!phrase || !word || !last) continue;
      if (phrase.term) found.push({ start: word.start, end: last.end, term: phrase.term });
      at += phrase.words.length - 1;
    }
    return found;
  };
}
