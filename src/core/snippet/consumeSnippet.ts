import { UserError } from '../errors';
import { msg } from '../message';
import { readDuration } from './duration';
import type { RunnableSnippet } from './snippet';

/** Where reading begins. `last` counts over all partitions of the topic together, before the filter. */
export type ConsumeFrom = { readonly kind: 'beginning' } | { readonly kind: 'now' } | { readonly kind: 'last'; readonly count: number };

/** What a `kafka` snippet asks for. */
export interface ConsumeSnippet {
  readonly topic: string;
  readonly from: ConsumeFrom;
  /** Ends after so many records that match; null for all there are. */
  readonly limit: number | null;
  /** Ends after so many seconds without a record, where it reads on; null for never. */
  readonly idleSeconds: number | null;
  /** Dotted path in the value → what stands there, as in a topic check. Empty: every record. */
  readonly pattern: Readonly<Record<string, string>>;
}

/** The records of `last:N` are held in memory, to be put in their order. */
const MOST_LAST = 1000;

/**
 * Reads a `kafka` snippet: what to read stands in the attributes, which records to show in the lines of the text,
 * each `path: value`. An empty text shows them all.
 *
 * @throws UserError with the place of the first mistake in the text
 */
export function readConsumeSnippet({ attributes, code }: Pick<RunnableSnippet, 'attributes' | 'code'>): ConsumeSnippet {
  const { topic, from, limit, idle } = attributes;
  if (!topic) {
    throw new UserError({ what: msg('The snippet names no topic.'), fix: msg('Write topic=… behind the language of the fence.') });
  }
  return {
    topic,
    from: readFrom(from ?? 'beginning'),
    limit: limit === undefined ? null : readLimit(limit),
    idleSeconds: idle === undefined ? null : readDuration('idle', idle),
    pattern: readPattern(code),
  };
}

function readFrom(text: string): ConsumeFrom {
  if (text === 'beginning' || text === 'now') return { kind: text };
  const count = Number(/^last:([1-9]\d{0,3})$/u.exec(text)?.[1]);
  if (count <= MOST_LAST) return { kind: 'last', count };
  throw new UserError({
    what: msg('“{0}” is no place to begin reading at.', text),
    fix: msg('Write from=beginning, from=now, or from=last:N with N up to {0}.', MOST_LAST),
  });
}

function readLimit(text: string): number {
  if (/^[1-9]\d{0,6}$/u.test(text)) return Number(text);
  throw new UserError({ what: msg('“{0}” is not a number of records.', text), fix: msg('Write limit= and a whole number, 1 or more.') });
}

function readPattern(code: string): Readonly<Record<string, string>> {
  const entries = code.split('\n').flatMap((line, index) => readLine(line.trim(), index + 1));
  return Object.fromEntries(entries);
}

function readLine(text: string, line: number): readonly (readonly [path: string, value: string])[] {
  if (text === '' || text.startsWith('#')) return [];
  const [, path, value] = /^([^\s:]+)\s*:\s+(\S.*)$/u.exec(text) ?? [];
  if (path !== undefined && value !== undefined) return [[path, unquoted(value)]];
  throw new UserError({
    what: msg('Line {0} is not a filter: {1}', line, text),
    fix: msg('Write a path in the value and what must stand there, as in {0}.', 'source.snapshot: incremental'),
    place: { line, column: 1 },
  });
}

function unquoted(value: string): string {
  return /^(["'])(.*)\1$/u.exec(value)?.[2] ?? value;
}
