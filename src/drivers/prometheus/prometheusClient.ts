import { UserError, type Place } from '../../core/errors';
import type { Endpoints } from '../../core/lab/endpoints';
import { msg } from '../../core/message';
import { notInLab, unreachable } from '../unreachable';
import { readAnswer, type MetricAnswer, type MetricRefusal } from './prometheusAnswer';

/** Prometheus ends a query by itself after two minutes; a lesson's takes milliseconds. */
const ANSWER_TIMEOUT_MS = 30_000;

/** A stretch of time in seconds since the epoch. */
export interface TimeRange {
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

/** Asks the lab's Prometheus. It keeps no connection: each query is a request of its own. */
export class PrometheusClient {
  constructor(private readonly endpoints: () => Promise<Endpoints | null>) {}

  /**
   * The value of the expression now, or over a time.
   *
   * @throws UserError with the place of the mistake where Prometheus names one, and when it does not answer
   */
  async query(query: string, range: TimeRange | null, signal: AbortSignal): Promise<MetricAnswer> {
    const present = await this.endpoints();
    if (!present) throw unreachable('Prometheus', '–', null);
    if (!present.prometheus) throw notInLab('Prometheus');
    const { url } = present.prometheus;
    const form = { query, ...(range && { start: String(range.start), end: String(range.end), step: String(range.step) }) };
    const answer = readAnswer(await ask(url, range ? '/api/v1/query_range' : '/api/v1/query', form, signal));
    if (!answer) throw new UserError({ what: msg('What answers at {0} is not Prometheus.', url), action: 'showLog' });
    if (answer.kind === 'refusal') throw refused(answer);
    return answer;
  }

  /** The present value of each series, for checks. */
  async values(query: string, signal: AbortSignal): Promise<readonly string[]> {
    const { series } = await this.query(query, null, signal);
    return series.map(({ samples }) => samples.at(-1)?.[1] ?? 'NaN');
  }
}

/** Sent as a form: a long expression does not fit a URL. */
async function ask(url: string, path: string, form: Readonly<Record<string, string>>, signal: AbortSignal): Promise<string> {
  const timeout = AbortSignal.timeout(ANSWER_TIMEOUT_MS);
  try {
    const response = await fetch(new URL(path, url), {
      method: 'POST',
      body: new URLSearchParams(form),
      signal: AbortSignal.any([signal, timeout]),
      redirect: 'manual',
    });
    return await response.text();
  } catch (error) {
    signal.throwIfAborted();
    if (timeout.aborted) {
      throw new UserError({ what: msg('Prometheus at {0} did not answer within {1} seconds.', url, ANSWER_TIMEOUT_MS / 1000) });
    }
    throw unreachable('Prometheus', url, error);
  }
}

function refused({ type, text }: MetricRefusal): UserError {
  const place = placeIn(text);
  const why = text.replace(/^invalid parameter "query": /u, '').replace(/^\d+:\d+: /u, '');
  return new UserError({
    what: place
      ? msg('Prometheus does not understand the query: line {0}, column {1}.', place.line, place.column)
      : msg('Prometheus refused the query: {0}.', type),
    why: msg('{0}', why),
    place: place ?? undefined,
  });
}

/** Prometheus begins such a text with `line:column:`, both counted from 1. */
function placeIn(text: string): Place | null {
  const [, line, column] = /(?:^|: )(\d+):(\d+): parse error/u.exec(text) ?? [];
  return line === undefined || column === undefined ? null : { line: Number(line), column: Number(column) };
}
