import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { MetricSeries, OutputView } from '../../src/core/protocol/protocol';
import { startHarness, type Harness, type OpenPage } from './support/harness';
import { ALL_THEMES } from './support/theme';
import { metrics, rowSet, runMessage, statements } from './support/views';

let harness: Harness;
let lesson: OpenPage;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());
beforeEach(async () => {
  lesson = await harness.open();
});
afterEach(() => lesson.close());

const result = () => lesson.page.locator('.snippet[data-snippet="create-signal-table"] .snippet-result');
const chart = () => result().getByRole('img');
const lines = () => result().locator('.chart-canvas .chart-series');
const paths = () => lines().evaluateAll((all) => all.map((line) => line.getAttribute('d') ?? ''));

async function show(series: readonly MetricSeries[], change: Partial<OutputView & { kind: 'metrics' }> = {}): Promise<void> {
  await lesson.send(runMessage({ output: metrics({ chart: series, ...change }) }));
  // Drawn once its width is known.
  if (series.length > 0) await chart().locator('.chart-series').first().waitFor({ state: 'attached' });
}

function series(name: string, ...values: (number | null)[]): MetricSeries {
  return { name, points: values.map((value, index) => [1_700_000_000 + index * 10, value] as const) };
}

/** The coordinates of path data, in pixels of the canvas. */
function points(path: string): readonly (readonly [number, number])[] {
  return [...path.matchAll(/([\d.]+) ([\d.]+)/gu)].map(([, x, y]) => [Number(x), Number(y)] as const);
}

describe('a chart', () => {
  test('has a line for each series, a legend, and both axes', async () => {
    await show([series('public.orders', 0, 500, 1000), series('public.products', 200, 200, 200)]);
    expect(await lines().count()).toBe(2);
    expect(await result().locator('.chart-legend li').allInnerTexts()).toEqual(['public.orders', 'public.products']);
    const marks = await chart().locator('.chart-mark').allTextContents();
    expect(marks.slice(0, 3)).toEqual(['0', '500', '1K']);
    expect(marks.some((mark) => /\d\d:\d\d:\d\d/u.test(mark))).toBe(true);
  });

  test('draws to scale: higher values higher, later ones further right, zero at the bottom', async () => {
    await show([series('a', 0, 500, 1000)]);
    const [, first, middle, last] = points((await paths())[0] ?? '');
    if (!first || !middle || !last) throw new Error('no points');
    expect(middle[0] - first[0]).toBeCloseTo(last[0] - middle[0], 0);
    expect(first[1] - middle[1]).toBeCloseTo(middle[1] - last[1], 0);
    expect(first[1]).toBeGreaterThan(last[1]);
  });

  test('a gap breaks the line, and a lone value is a dot', async () => {
    await show([series('a', 1, null, 3, 4)]);
    expect(((await paths())[0] ?? '').match(/M/gu)).toHaveLength(2);
    await show([series('b', 5)]);
    expect(points((await paths())[0] ?? '')).toHaveLength(2);
  });

  test('values that do not change, negative ones and none at all are drawn without a fault', async () => {
    for (const values of [
      [0, 0],
      [7, 7],
      [-5, -1],
      [1e12, 2e12],
      [0.001, 0.002],
      [null, null],
    ]) {
      await show([series('a', ...values)]);
      expect((await paths()).join('')).not.toMatch(/NaN|Infinity/u);
      expect(await chart().locator('.chart-mark').count()).toBeGreaterThan(1);
    }
  });

  test('is told in words to whoever does not see it, and the table has the values', async () => {
    await show([series('a', 1, 9, 4), series('b', null)]);
    const label = (await chart().getAttribute('aria-label')) ?? '';
    expect(label).toMatch(/^Chart of up from .+ to .+\. a: from 1 to 4, lowest 1, highest 9\. b: no values$/u);
    expect(await result().getByRole('grid', { name: 'Result of up' }).isVisible()).toBe(true);
  });

  test('names are text, whatever they hold', async () => {
    const hostile = '<img src=x onerror="window.hacked=1">';
    await show([series(hostile, 1, 2)], { query: hostile, notices: [hostile] });
    expect(await result().locator('img').count()).toBe(0);
    expect(await result().locator('.chart-legend li').innerText()).toBe(hostile);
  });

  test('is drawn anew for another width, with its text as large as before', async () => {
    await show([series('a', 1, 2)]);
    const size = () =>
      chart()
        .locator('.chart-mark')
        .first()
        .evaluate((mark) => mark.getBoundingClientRect().height);
    const before = { size: await size(), path: (await paths())[0] };
    await lesson.page.setViewportSize({ width: 320, height: 600 });
    await lesson.page.waitForFunction(
      (old) => document.querySelector('.chart-canvas .chart-series')?.getAttribute('d') !== old,
      before.path,
    );
    expect(await size()).toBeCloseTo(before.size, 0);
  });

  test('eight lines differ in colour and dashes taken together, in every theme', async () => {
    await show(Array.from({ length: 8 }, (_, index) => series(String(index), index, index + 1)));
    for (const theme of ALL_THEMES) {
      await lesson.theme(theme);
      const looks = await lines().evaluateAll((all) =>
        all.map((line) => {
          const { stroke, strokeDasharray } = getComputedStyle(line);
          return `${stroke} ${strokeDasharray}`;
        }),
      );
      expect(new Set(looks).size).toBe(8);
      for (const ratio of await contrasts()) expect(ratio, theme).toBeGreaterThan(3);
    }
  });
});

/** How much each line stands out from the page (WCAG's contrast; 3 is the least for graphics). */
function contrasts(): Promise<readonly number[]> {
  return lines().evaluateAll((all) => {
    const channels = (colour: string): number[] => (colour.match(/[\d.]+/gu) ?? []).map(Number);
    const luminance = ([red = 0, green = 0, blue = 0]: readonly number[]): number => {
      const [r = 0, g = 0, b = 0] = [red, green, blue].map((value) => {
        const share = value / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const under = channels(getComputedStyle(document.body).backgroundColor);
    return all.map((line) => {
      const [red = 0, green = 0, blue = 0, alpha = 1] = channels(getComputedStyle(line).stroke);
      const seen = [red, green, blue].map((value, index) => value * alpha + (under[index] ?? 0) * (1 - alpha));
      const [low = 0, high = 0] = [luminance(seen), luminance(under)].sort((a, b) => a - b);
      return (high + 0.05) / (low + 0.05);
    });
  });
}

describe('without a chart', () => {
  test('a present value is a table, and no series are nothing', async () => {
    await lesson.send(runMessage({ output: metrics({ chart: null }) }));
    expect(await chart().count()).toBe(0);
    expect(await result().getByRole('grid').count()).toBe(1);
    await lesson.send(runMessage({ output: metrics({ chart: [], rowSet: rowSet({ rows: [], kept: 0 }) }) }));
    expect(await chart().count()).toBe(0);
    expect(await result().getByRole('grid').count()).toBe(0);
  });
});

describe('records', () => {
  test('JSON is laid out in the full view, letter for letter', async () => {
    const value = '{"op":"c","after":{"id":12345678901234567890,"tags":["a, b","{"],"none":{},"price":1.0}}';
    const columns = [{ name: 'value', type: 'JSON', numeric: false }];
    await lesson.send(runMessage({ output: statements({ rowSet: rowSet({ columns, rows: [[value]] }) }) }));
    await result().locator('vscode-data-grid-cell:not([cell-type="columnheader"])').click();
    const text = await lesson.page.locator('dialog pre').textContent();
    expect(text?.split('\n').slice(0, 4)).toEqual(['{', '  "op": "c",', '  "after": {', '    "id": 12345678901234567890,']);
    expect(text).toContain('"none": {}');
    expect(text?.replaceAll(/\n\s*|(?<=:) /gu, '')).toBe(value);
  });
});
