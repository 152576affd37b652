import type { MetricSeries } from '../../../src/core/protocol/protocol';

/** From a value to its place, and the values at which the axis is marked. */
export interface Scale {
  readonly ticks: readonly number[];
  at(value: number): number;
}

/** Steps that read well: 1, 2 or 5 times a power of ten. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 5].find((factor) => factor * power >= least) ?? 10);
}

/** Steps of time that read well, in seconds. */
const TIME_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 43_200, 86_400];

function ticksBetween(low: number, high: number, step: number): readonly number[] {
  const first = Math.ceil(low / step);
  const count = Math.floor(high / step) - first + 1;
  // Multiplied anew each time: adding the step up would add its rounding up too.
  return Array.from({ length: Math.max(0, count) }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** The axis of values, from the bottom up; it always shows zero, and ends at a mark. */
export function valueScale(series: readonly MetricSeries[], bottom: number, top: number): Scale {
  const values = series.flatMap(({ points }) => points.flatMap(([, value]) => value ?? []));
  // `Math.max(...values)` would put every value on the stack.
  const highest = values.reduce((most, value) => Math.max(most, value), 0);
  const lowest = values.reduce((least, value) => Math.min(least, value), 0);
  const step = roundStep((highest - lowest || 1) / 4);
  const [low, high] = [Math.floor(lowest / step) * step, Math.ceil((highest || (lowest === 0 ? step : 0)) / step) * step];
  return { ticks: ticksBetween(low, high, step), at: (value) => bottom + ((value - low) / (high - low)) * (top - bottom) };
}

/** The axis of time, in seconds since the epoch, with at most so many marks. */
export function timeScale(series: readonly MetricSeries[], left: number, right: number, most: number): Scale {
  const times = series.flatMap(({ points }) => points.map(([seconds]) => seconds));
  const low = times.reduce((least, time) => Math.min(least, time), Infinity);
  const high = times.reduce((latest, time) => Math.max(latest, time), -Infinity);
  const length = high - low || 1;
  const step = TIME_STEPS.find((seconds) => length / seconds <= most) ?? Math.ceil(length / most / 86_400) * 86_400;
  return { ticks: ticksBetween(low, high, step), at: (time) => left + ((time - low) / length) * (right - left) };
}

/** Path data of one line; a missing value breaks it, and a value between two gaps is a dot. */
export function linePath({ points }: MetricSeries, x: Scale, y: Scale): string {
  let isDrawing = false;
  return points
    .map(([time, value]) => {
      const command = isDrawing ? 'L' : 'M';
      isDrawing = value !== null;
      if (value === null) return '';
      const place = `${x.at(time).toFixed(1)} ${y.at(value).toFixed(1)}`;
      return command === 'M' ? `M${place} L${place}` : `L${place}`;
    })
    .join('');
}
