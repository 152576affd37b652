import { CHART_SERIES, type Cell, type Column, type MetricSeries } from '../../core/run/result';
import type { Sample, Series } from './prometheusAnswer';

/** Prometheus keeps the metric's own name in this label. */
const NAME = '__name__';

/** Labels that occur in any of the series: the metric's name first, the others by name. */
export function labelNames(series: readonly Series[]): readonly string[] {
  const names = new Set(series.flatMap(({ labels }) => Object.keys(labels)));
  return [...names].sort((a, b) => Number(b === NAME) - Number(a === NAME) || (a < b ? -1 : 1));
}

export function columnsOf(labels: readonly string[], overTime: boolean): readonly Column[] {
  const values = overTime ? ['first', 'last', 'min', 'max'] : ['value'];
  return [
    ...labels.map((label) => ({ name: label === NAME ? 'metric' : label, type: 'label', numeric: false })),
    ...values.map((name) => ({ name, type: 'float64', numeric: true })),
  ];
}

export function rowOf({ labels, samples }: Series, names: readonly string[], overTime: boolean): readonly Cell[] {
  const values = overTime ? summaryOf(samples) : [samples.at(-1)?.[1] ?? null];
  return [...names.map((name) => labels[name] ?? null), ...values];
}

/** First, last, least and greatest value, as they were written. */
function summaryOf(samples: readonly Sample[]): readonly Cell[] {
  const values = samples.map(([, value]) => value);
  const byValue = values.filter((value) => !Number.isNaN(numberOf(value))).sort((a, b) => numberOf(a) - numberOf(b));
  return [values[0] ?? null, values.at(-1) ?? null, byValue[0] ?? null, byValue.at(-1) ?? null];
}

/** Prometheus writes infinity as `+Inf`. */
function numberOf(value: string): number {
  return /^[+-]?Inf$/u.test(value) ? Number(`${value.slice(0, -3)}Infinity`) : Number(value);
}

/** The series that a chart shows, each named by the labels in which they differ. */
export function chartOf(series: readonly Series[], query: string): readonly MetricSeries[] {
  const shown = series.slice(0, CHART_SERIES);
  const differing = labelNames(shown).filter((name) => new Set(shown.map(({ labels }) => labels[name])).size > 1);
  return shown.map(({ labels, samples }) => ({
    name: nameOf(labels, differing) ?? labels[NAME] ?? query,
    points: samples.map(([seconds, value]) => [seconds, finite(numberOf(value))] as const),
  }));
}

function nameOf(labels: Series['labels'], differing: readonly string[]): string | null {
  const parts = differing.flatMap((name) => labels[name] ?? []);
  return parts.length === 0 ? null : parts.join(' · ');
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
