import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WHOLE_LESSON } from './support/documents';
import { startHarness, type Harness, type OpenPage } from './support/harness';
import { rows, rowSet, runMessage, statements, stepsMessage } from './support/views';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const state = (lesson: OpenPage) =>
  lesson.page.evaluate(() => JSON.parse(sessionStorage.getItem('state') ?? 'null') as Record<string, unknown>);
const top = async (lesson: OpenPage, selector: string) => Math.round((await lesson.page.locator(selector).boundingBox())?.y ?? Number.NaN);
const results = [
  stepsMessage('signal-table', { 'signal-table': { state: 'doing', hints: ['<p>one</p>'] } }),
  runMessage({ output: statements({ rowSet: rowSet({ rows: rows(1, 10), kept: 10 }) }) }),
];

describe('the reader comes back to the same place', () => {
  test('after a reload, although results and diagrams above come in late', async () => {
    const lesson = await harness.open({ content: WHOLE_LESSON });
    await lesson.page.waitForFunction(() => document.querySelectorAll('[data-diagram-state="drawn"]').length === 2);
    await lesson.send(...results);
    await lesson.page.evaluate(() => {
      const target = document.querySelector('section.step[data-step="consumer"] h2');
      scrollTo({ top: (target?.getBoundingClientRect().top ?? 0) - 200, behavior: 'instant' });
    });
    const heading = 'section.step[data-step="consumer"] h2';
    const before = await top(lesson, heading);
    expect(before).toBeGreaterThan(100);
    await lesson.reload();
    await lesson.send(...results);
    await lesson.page.waitForFunction(() => document.querySelectorAll('[data-diagram-state="drawn"]').length === 2);
    expect(Math.abs((await top(lesson, heading)) - before)).toBeLessThanOrEqual(1);
    await lesson.close();
  });

  test('a change of theme moves nothing', async () => {
    const lesson = await harness.open({ content: WHOLE_LESSON });
    await lesson.page.waitForFunction(() => document.querySelectorAll('[data-diagram-state="drawn"]').length === 2);
    await lesson.page.evaluate(() => scrollTo(0, 900));
    const before = await top(lesson, 'section.step[data-step="connector"] h2');
    const old = await lesson.page.locator('.diagram-drawing svg').last().elementHandle();
    await lesson.theme('light');
    await lesson.page.waitForFunction((svg) => !svg.isConnected, old);
    expect(await top(lesson, 'section.step[data-step="connector"] h2')).toBe(before);
    await lesson.close();
  });

  test('the reader who has begun to scroll is not pulled back', async () => {
    const lesson = await harness.open({ state: { scroll: { block: 12, offset: 50 } } });
    expect(await lesson.page.evaluate(() => scrollY)).toBeGreaterThan(100);
    await lesson.page.mouse.move(400, 400);
    await lesson.page.mouse.wheel(0, -10_000);
    await lesson.page.waitForFunction(() => scrollY === 0);
    await lesson.send(...results);
    expect(await lesson.page.evaluate(() => scrollY)).toBe(0);
    await lesson.close();
  });
});

describe('what is kept', () => {
  test('results that were opened are open again', async () => {
    const lesson = await harness.open();
    const result = runMessage({ output: statements({ rowSet: rowSet({ rows: rows(1, 30), kept: 30 }) }) });
    await lesson.send(result);
    await lesson.page.getByRole('button', { name: 'Show all 30' }).click();
    await lesson.reload();
    await lesson.send(result);
    expect(await lesson.page.locator('vscode-data-grid-row').count()).toBe(31);
    await lesson.close();
  });

  test('the lesson, because the host gets nothing else back after a reload of the window', async () => {
    const lesson = await harness.open();
    expect((await state(lesson))['lesson']).toBe('02-module-2/01-page');
    await lesson.close();
  });

  test('a state that makes no sense is dropped part by part', async () => {
    const broken = { lesson: 7, scroll: 'top', open: { 'create-signal-table/grid0': true, other: 'yes' }, diagrams: [1], started: null };
    const lesson = await harness.open({ state: broken });
    await lesson.send(runMessage({ output: statements({ rowSet: rowSet({ rows: rows(1, 30), kept: 30 }) }) }));
    expect(await lesson.page.locator('vscode-data-grid-row').count()).toBe(31);
    expect(await state(lesson)).toMatchObject({ lesson: '02-module-2/01-page', open: { 'create-signal-table/grid0': true }, diagrams: {} });
    await lesson.close();
  });
});
