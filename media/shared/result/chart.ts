import type { MetricSeries } from '../../../src/core/protocol/protocol';
import { element } from '../dom';
import type { Page } from '../page';
import { fill } from '../text';
import { linePath, timeScale, valueScale, type Scale } from './chartScale';

const HEIGHT = 200;
const LEAST_WIDTH = 200;
/** Room for the marks of the axes, in pixels. */
const BOTTOM = 24;
const TOP = 8;
const RIGHT = 12;
/** Pixels that the mark of a time takes, with some air. */
const TIME_MARK = 90;
/** Pixels of a sign in a mark of the value axis: the page's font is measured nowhere else. */
const SIGN = 7;

const SVG = 'http://www.w3.org/2000/svg';

function svg(tag: string, attributes: Readonly<Record<string, string>>, ...children: readonly (Node | string)[]): SVGElement {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** Marks and grid lines of both axes. */
function axes(
  x: Scale,
  y: Scale,
  left: number,
  width: number,
  value: (value: number) => string,
  time: (time: number) => string,
): SVGElement {
  const rows = y.ticks.flatMap((tick) => {
    const at = y.at(tick).toFixed(1);
    return [
      svg('line', { class: 'chart-line', x1: String(left), x2: String(width - RIGHT), y1: at, y2: at }),
      svg('text', { class: 'chart-mark', x: String(left - 6), y: at, 'text-anchor': 'end', 'dominant-baseline': 'middle' }, value(tick)),
    ];
  });
  const marks = x.ticks.map((tick) => {
    // A mark at an edge would stand half outside.
    const at = Math.min(Math.max(x.at(tick), left + TIME_MARK / 3), width - RIGHT - TIME_MARK / 3);
    return svg('text', { class: 'chart-mark', x: at.toFixed(1), y: String(HEIGHT - 6), 'text-anchor': 'middle' }, time(tick));
  });
  return svg('g', {}, ...rows, ...marks);
}

function legend(series: readonly MetricSeries[]): HTMLElement {
  const items = series.map(({ name }, index) => {
    const sample = svg('svg', { class: 'chart-sample', width: '28', height: '8', 'aria-hidden': 'true' });
    sample.append(svg('path', { class: `chart-series chart-series-${String(index)}`, d: 'M1 4 L27 4' }));
    const item = element('li', {});
    item.append(sample, element('span', { text: name }));
    return item;
  });
  return element('ul', { class: 'chart-legend' }, ...items);
}

/** What the chart shows, in words: for whoever does not see it. */
function describe(series: readonly MetricSeries[], query: string, page: Page, time: (time: number) => string): string {
  const { strings } = page;
  const times = series.flatMap(({ points }) => points.map(([seconds]) => seconds));
  const first = times.reduce((least, moment) => Math.min(least, moment), Infinity);
  const last = times.reduce((most, moment) => Math.max(most, moment), -Infinity);
  const lines = series.map(({ name, points }) => {
    const values = points.flatMap(([, value]) => value ?? []);
    const [begin, end] = [values[0], values.at(-1)];
    if (begin === undefined || end === undefined) return fill(strings.chartLineEmpty, name);
    const least = values.reduce((low, value) => Math.min(low, value), begin);
    const most = values.reduce((high, value) => Math.max(high, value), begin);
    return fill(strings.chartLine, name, ...[begin, end, least, most].map(page.number));
  });
  return [fill(strings.chartOf, query, time(first), time(last)), ...lines].join('. ');
}

/**
 * Lines over a time, drawn anew for every width so that text keeps its size. Lines differ in colour and in dashes;
 * both come from the stylesheet, so every theme has its own.
 */
export function createChart(series: readonly MetricSeries[], query: string, page: Page): HTMLElement {
  const clock = new Intl.DateTimeFormat(page.locale, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const time = (seconds: number): string => clock.format(seconds * 1000);
  const short = new Intl.NumberFormat(page.locale, { notation: 'compact', maximumFractionDigits: 2 });
  const value = (number: number): string => short.format(number);
  const canvas = svg('svg', {
    class: 'chart-canvas',
    role: 'img',
    'aria-label': describe(series, query, page, time),
    height: String(HEIGHT),
  });
  const root = element('div', { class: 'chart' });
  root.append(canvas, legend(series));

  function draw(width: number): void {
    const y = valueScale(series, HEIGHT - BOTTOM, TOP);
    const left = 12 + SIGN * Math.max(...y.ticks.map((tick) => value(tick).length));
    const x = timeScale(series, left, width - RIGHT, Math.max(2, Math.floor((width - left - RIGHT) / TIME_MARK)));
    const lines = series.map((one, index) => svg('path', { class: `chart-series chart-series-${String(index)}`, d: linePath(one, x, y) }));
    canvas.setAttribute('viewBox', `0 0 ${String(width)} ${String(HEIGHT)}`);
    canvas.replaceChildren(axes(x, y, left, width, value, time), ...lines);
  }

  new ResizeObserver(([entry]) => {
    if (entry) draw(Math.max(LEAST_WIDTH, Math.floor(entry.contentRect.width)));
  }).observe(root);
  return root;
}
