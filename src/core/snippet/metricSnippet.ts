import { UserError } from '../errors';
import { msg } from '../message';
import { readDuration } from './duration';
import type { RunnableSnippet } from './snippet';

/** What a `promql` snippet asks for. */
export interface MetricSnippet {
  readonly query: string;
  /** Null for the present value; otherwise the time up to now, in seconds. */
  readonly range: { readonly seconds: number; readonly step: number } | null;
}

/** Points of a line at most: more than a chart has pixels tell nothing more. */
const MOST_POINTS = 1000;
/** Points of a line where the author names no step. */
const USUAL_POINTS = 60;

/**
 * Reads a `promql` snippet: one expression, with `range=5m` over a time and with `every=5s` at chosen distances.
 *
 * @throws UserError when an attribute cannot be understood
 */
export function readMetricSnippet({ attributes, code }: Pick<RunnableSnippet, 'attributes' | 'code'>): MetricSnippet {
  const { range, every } = attributes;
  const query = code.trimEnd();
  if (range === undefined) {
    if (every === undefined) return { query, range: null };
    throw new UserError({ what: msg('Points belong to a range.'), fix: msg('Write range=5m beside it, or remove every=.') });
  }
  const seconds = readDuration('range', range);
  const width = every === undefined ? Math.max(1, Math.round(seconds / USUAL_POINTS)) : readDuration('every', every);
  if (seconds / width > MOST_POINTS) {
    throw new UserError({
      what: msg('A range of {0} in steps of {1} s makes too many points.', range, width),
      fix: msg('Write every= with {0} s or more.', Math.ceil(seconds / MOST_POINTS)),
    });
  }
  return { query, range: { seconds, step: width } };
}
