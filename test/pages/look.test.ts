import axe from 'axe-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PREFLIGHT_PAGE, RESULTS_PAGE, WHOLE_LESSON } from './support/documents';
import { startHarness, type Harness, type OpenPage } from './support/harness';
import { ALL_THEMES } from './support/theme';
import {
  LAB_DOWN,
  LAB_READY,
  met,
  metrics,
  prediction,
  preflight,
  problem,
  rows,
  rowSet,
  runMessage,
  statements,
  stepsMessage,
} from './support/views';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const hostileWidth = 'without_any_place_to_break_'.repeat(12);

/** A page in the middle of its life: every part that a reader can meet is there. */
async function fill(lesson: OpenPage): Promise<void> {
  const fields = [{ field: 'database.hostname', value: null, errors: ['A value is required'], place: { line: 4, column: 5 } }];
  const offered = problem({ action: { id: 'retry', label: 'Retry' }, place: { line: 1, column: 1 }, why: hostileWidth });
  await lesson.send(
    { type: 'lab', lab: LAB_READY },
    stepsMessage('connector', {
      'signal-table': { state: 'done', checks: [met('1 table'), met('1')] },
      connector: { state: 'doing', hints: ['<p>Что ответил <code>Connect</code>?</p>'], hintsLeft: 0, solution: ['deploy'] },
    }),
    runMessage({
      output: statements({
        notices: ['a notice'],
        rowSet: rowSet({ rows: [['1', null], ['2', ''], ...rows(3, 97)], kept: 1000, handle: 'h' }),
      }),
    }),
    prediction({ state: 'wrong', choice: 0, answer: 1, text: 'Not so. The row says length: 42.' }),
    runMessage({ id: 'r2', snippet: 'deploy', state: 'failed', problem: offered, output: { kind: 'fields', errors: fields } }),
    runMessage({ id: 'r3', snippet: 'consumer', state: 'running', summary: 'Running' }),
    { type: 'output', run: 'r3', text: `${hostileWidth}\n${'line\n'.repeat(100)}` },
    runMessage({ id: 'r4', snippet: 'status', output: { kind: 'text', language: 'json', text: '{"name": "a", "n": 1, "ok": true}' } }),
  );
  await lesson.page.getByRole('button', { name: 'Show all 1,000' }).click();
}

async function violations(lesson: OpenPage): Promise<readonly string[]> {
  await lesson.page.evaluate(axe.source);
  const found = await lesson.page.evaluate(async () => {
    const runner = (
      window as unknown as {
        axe: {
          run: (
            context: unknown,
            options: unknown,
          ) => Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }>;
        };
      }
    ).axe;
    const { violations } = await runner.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary ?? ''}`),
    );
  });
  return found;
}

describe('every theme', () => {
  test.each(ALL_THEMES)('%s: axe finds nothing on a full lesson page', async (theme) => {
    const lesson = await harness.open({ content: WHOLE_LESSON, theme });
    await fill(lesson);
    await lesson.page.waitForFunction(() => document.querySelectorAll('[data-diagram-state="drawn"]').length === 2);
    expect(await violations(lesson)).toEqual([]);
    await lesson.close();
  });

  test.each(ALL_THEMES)('%s: axe finds nothing on the results page', async (theme) => {
    const results = await harness.open({ content: RESULTS_PAGE, theme });
    const output = statements({ notices: ['a notice'] }, { rowSet: rowSet({ rows: [['1', null]] }) }, { problem: problem() });
    await results.send(runMessage({ snippet: null, state: 'failed', output }));
    expect(await violations(results)).toEqual([]);
    await results.send(runMessage({ id: 'r2', snippet: null, output: metrics({ notices: ['a notice'] }) }));
    await results.page.locator('.chart-canvas .chart-series').first().waitFor({ state: 'attached' });
    expect(await violations(results)).toEqual([]);
    await results.close();
  });

  test.each(ALL_THEMES)('%s: axe finds nothing on the page of requirements', async (theme) => {
    const page = await harness.open({ content: PREFLIGHT_PAGE, theme });
    await page.send({ type: 'preflight', preflight: preflight() });
    expect(await violations(page)).toEqual([]);
    await page.close();
  });

  test('a change of theme reaches the controls: dark, then light', async () => {
    const lesson = await harness.open();
    await lesson.send({ type: 'lab', lab: LAB_DOWN });
    const colours = () =>
      lesson.page.evaluate(() =>
        ['[data-action="run"]', '[appearance="primary"]'].map((selector) => {
          const control = document.querySelector(selector);
          return control === null ? [] : [getComputedStyle(control).color, getComputedStyle(control).backgroundColor];
        }),
      );
    const dark = await colours();
    await lesson.theme('light');
    const light = await colours();
    expect(light).toEqual([
      ['rgb(32, 32, 32)', 'rgba(0, 0, 0, 0)'],
      ['rgb(255, 255, 255)', 'rgb(0, 105, 204)'],
    ]);
    expect(dark).not.toEqual(light);
    await lesson.close();
  });
});

describe('every size', () => {
  test.each([
    ['320 px', 320, 1],
    ['640 px at 200 %', 640, 2],
    ['1000 px at 200 %', 1000, 2],
  ])('%s: the page never scrolls sideways, and no text is cut off', async (_, width, zoom) => {
    // Zoom makes fewer CSS pixels of the same window.
    const lesson = await harness.open({ content: WHOLE_LESSON, width: Math.round(width / zoom) });
    await fill(lesson);
    await lesson.page.waitForFunction(() => document.querySelectorAll('[data-diagram-state="drawn"]').length === 2);
    const wide = await lesson.page.evaluate(() => {
      const limit = document.documentElement.clientWidth;
      const scrolls = (element: Element): boolean =>
        element.closest('pre, .grid-scroll, .table-scroll, .diagram, .diagram-stage, .visually-hidden, .step-state, .lab-bar') !== null;
      return [...document.querySelectorAll('main *')]
        .filter((element) => !scrolls(element) && element.getBoundingClientRect().right > limit + 1)
        .map((element) => element.outerHTML.slice(0, 120));
    });
    expect(wide).toEqual([]);
    expect(
      await lesson.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    ).toBeLessThanOrEqual(0);
    await lesson.close();
  });

  test('text keeps to a reading width while code may be wider', async () => {
    const lesson = await harness.open({ width: 1600 });
    const widths = await lesson.page.evaluate(() => {
      const probe = document.querySelector('main')?.appendChild(document.createElement('span'));
      if (probe === undefined) return null;
      probe.style.cssText = 'position: absolute; width: 76ch';
      const width = (selector: string) => document.querySelector(selector)?.getBoundingClientRect().width ?? 0;
      return { limit: probe.getBoundingClientRect().width, text: width('main > p'), code: width('.snippet') };
    });
    expect(widths?.text).toBeLessThanOrEqual((widths?.limit ?? 0) + 1);
    expect(widths?.code).toBeGreaterThan(widths?.limit ?? Infinity);
    await lesson.close();
  });
});

describe('every reader', () => {
  test('the text is there before the script, and the controls come alive without moving it', async () => {
    const lesson = await harness.open({ prepare: (page) => page.route(/\.js$/u, () => undefined), withoutControls: true });
    const heights = () =>
      lesson.page.evaluate(() =>
        [...document.querySelectorAll('.snippet-bar, section.step')].map((part) => part.getBoundingClientRect().height),
      );
    await lesson.page.locator('#итоги').waitFor();
    expect(await lesson.page.getByRole('heading', { level: 1 }).innerText()).toContain('Инкрементальный снимок');
    const before = await heights();
    await lesson.page.unroute(/\.js$/u);
    await lesson.reload();
    expect(await heights()).toEqual(before);
    await lesson.close();
  });

  test('by keyboard alone: run, read the result, stop, hint', async () => {
    const lesson = await harness.open();
    await lesson.send(stepsMessage('signal-table', { 'signal-table': { state: 'doing' } }));
    const { keyboard } = lesson.page;
    const focused = () =>
      lesson.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '');
    const tabTo = async (name: string) => {
      for (let presses = 0; presses < 40; presses++) {
        await keyboard.press('Tab');
        if ((await focused()) === name) return;
      }
      throw new Error(`Tab never came to ${name}`);
    };
    await tabTo('Run: create-signal-table');
    const outline = await lesson.page.evaluate(() => {
      const control = document.activeElement?.shadowRoot?.activeElement;
      return control == null ? '' : getComputedStyle(control).outlineStyle;
    });
    expect(outline).toBe('solid');
    await keyboard.press('Enter');
    expect(await lesson.wait('run')).toEqual({ type: 'run', snippet: 'create-signal-table' });
    await lesson.send(runMessage({ state: 'running' }));
    // The focus stays on the button, which is Stop now.
    expect(await focused()).toBe('Stop: create-signal-table');
    await keyboard.press('Space');
    expect(await lesson.wait('stop')).toEqual({ type: 'stop', run: 'run-1' });
    await lesson.send(runMessage({ state: 'cancelled', summary: 'stopped' }));
    expect(await focused()).toBe('Run: create-signal-table');
    await tabTo('Hint');
    await keyboard.press('Enter');
    expect(await lesson.wait('hint')).toEqual({ type: 'hint', step: 'signal-table' });
    await lesson.close();
  });

  test('with less motion asked for, nothing turns while a snippet runs', async () => {
    const lesson = await harness.open({ reducedMotion: true });
    await lesson.send(runMessage({ state: 'running' }));
    expect(await lesson.page.locator('vscode-progress-ring').isVisible()).toBe(false);
    expect(await lesson.page.locator('.run-icon').isVisible()).toBe(true);
    await lesson.close();
  });
});
