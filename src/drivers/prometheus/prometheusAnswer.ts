import { isRecord, parseJson } from '../../core/events/json';

/** A time in seconds since the epoch, and the value as Prometheus writes it: `3`, `0.25`, `NaN`, `+Inf`. */
export type Sample = readonly [seconds: number, value: string];

export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  /** One for the present value, several over a time. */
  readonly samples: readonly Sample[];
}

export interface MetricAnswer {
  readonly kind: 'answer';
  readonly series: readonly Series[];
  /** True when the expression itself names a range, or one was asked for. */
  readonly overTime: boolean;
  readonly warnings: readonly string[];
}

/** Prometheus understood the request and refused it. */
export interface MetricRefusal {
  readonly kind: 'refusal';
  /** Its own word, such as `bad_data`, `timeout`, `execution`. */
  readonly type: string;
  readonly text: string;
}

/** Decodes an answer of `/api/v1/query` or `/api/v1/query_range`; null when it is none. */
export function readAnswer(text: string): MetricAnswer | MetricRefusal | null {
  const answer = parseJson(text);
  if (!isRecord(answer)) return null;
  const { status, data, errorType, error, warnings } = answer;
  if (status === 'error') return { kind: 'refusal', type: String(errorType), text: String(error) };
  if (status !== 'success' || !isRecord(data)) return null;
  const series = readSeries(data['resultType'], data['result']);
  const remarks = Array.isArray(warnings) ? warnings.map(String) : [];
  return series && { kind: 'answer', series, overTime: data['resultType'] === 'matrix', warnings: remarks };
}

function readSeries(type: unknown, result: unknown): readonly Series[] | null {
  if (!Array.isArray(result)) return null;
  if (type === 'scalar' || type === 'string') return [{ labels: {}, samples: readSamples([result]) }];
  const entries: readonly unknown[] = result;
  return entries.filter(isRecord).map(({ metric, value, values }) => ({
    labels: readLabels(metric),
    samples: readSamples(Array.isArray(values) ? values : [value]),
  }));
}

function readSamples(values: readonly unknown[]): readonly Sample[] {
  return values.flatMap((value) => (Array.isArray(value) ? [[Number(value[0]), String(value[1])] as const] : []));
}

function readLabels(metric: unknown): Readonly<Record<string, string>> {
  return isRecord(metric) ? Object.fromEntries(Object.entries(metric).map(([name, value]) => [name, String(value)])) : {};
}
