import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startHarness, type Harness, type OpenPage } from './support/harness';
import { problem, rowSet, runMessage, statements } from './support/views';

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

const figure = () => lesson.page.locator('.snippet[data-snippet="create-signal-table"]');
const runButton = () => figure().locator('[data-action="run"]');
const result = () => figure().locator('.snippet-result');
const posted = async (type: string) => (await lesson.posted()).filter((message) => message.type === type);

describe('running a snippet from the page', () => {
  test('Run asks the host for the snippet by its id', async () => {
    await runButton().click();
    expect(await lesson.wait('run')).toEqual({ type: 'run', snippet: 'create-signal-table' });
  });

  test('while it runs the button is Stop, and Stop names the run', async () => {
    await runButton().click();
    await lesson.send(runMessage({ state: 'running', summary: 'Running' }));
    expect(await runButton().getAttribute('aria-label')).toBe('Stop: create-signal-table');
    expect(await runButton().innerText()).toContain('Stop');
    await runButton().click();
    expect(await lesson.wait('stop')).toEqual({ type: 'stop', run: 'run-1' });
    expect(await posted('run')).toHaveLength(1);
  });

  test('the end brings Run back, shows one line, announces it and reports the paint', async () => {
    await runButton().click();
    await lesson.send(runMessage({ state: 'running', summary: 'Running' }), runMessage({ summary: 'CREATE TABLE · 12 ms' }));
    expect(await runButton().getAttribute('aria-label')).toBe('Run: create-signal-table');
    expect(await result().innerText()).toContain('CREATE TABLE · 12 ms');
    expect(await lesson.announced()).toBe('CREATE TABLE · 12 ms');
    await lesson.page.waitForFunction(() => JSON.stringify(window.posted).includes('"what":"result"'));
  });

  test('results that were there before the page are shown without being announced', async () => {
    await lesson.send(runMessage({ summary: 'old news' }));
    expect(await result().innerText()).toContain('old news');
    expect(await lesson.page.locator('[data-announcer] p').count()).toBe(0);
    expect((await posted('painted')).map((message) => JSON.stringify(message))).not.toContain('{"type":"painted","what":"result"}');
  });

  test('the other snippets stay usable while one runs', async () => {
    await lesson.send(runMessage({ state: 'running' }));
    const other = lesson.page.locator('[data-action="run"][data-snippet="deploy"]');
    expect(await other.getAttribute('aria-label')).toBe('Run: deploy');
    await other.click();
    expect(await lesson.wait('run')).toEqual({ type: 'run', snippet: 'deploy' });
  });

  test('the clock appears after one second, and counts on after a reload', async () => {
    await lesson.page.clock.install({ time: new Date('2026-01-01T10:00:00Z') });
    await lesson.reload();
    await lesson.send(runMessage({ state: 'running', summary: 'Running' }));
    const clock = result().locator('.run-elapsed');
    expect(await clock.innerText()).toBe('');
    await lesson.page.clock.runFor(3100);
    expect(await clock.innerText()).toBe('3 s');
    await lesson.reload();
    await lesson.send(runMessage({ state: 'running', summary: 'Running' }));
    await lesson.page.clock.runFor(2000);
    expect(Number.parseInt(await clock.innerText(), 10)).toBeGreaterThanOrEqual(5);
  });

  test('Copy and Open say which snippet; Copy is confirmed', async () => {
    await figure().locator('[data-action="copy"]').click();
    expect(await lesson.wait('copy')).toEqual({ type: 'copy', snippet: 'create-signal-table' });
    expect(await lesson.announced()).toBe('Copied');
    await figure().locator('[data-action="open"]').click();
    expect(await lesson.wait('open')).toEqual({ type: 'open', snippet: 'create-signal-table', place: null });
  });
});

describe('what a run came to', () => {
  test('a problem says what, why and what to do, and offers one action', async () => {
    const offered = problem({ action: { id: 'startLab', label: 'Start Lab' } });
    await lesson.send(runMessage({ state: 'running' }), runMessage({ state: 'failed', summary: 'failed', problem: offered }));
    const block = result().locator('.problem');
    expect(await block.locator('p').allInnerTexts()).toEqual(
      expect.arrayContaining(['The lab is down.', 'No service answers.', 'Start the lab, then run again.']),
    );
    await block.getByRole('button', { name: 'Start Lab' }).click();
    expect(await lesson.wait('action')).toEqual({ type: 'action', action: 'startLab', run: 'run-1' });
    expect(await lesson.announced()).toBe('failed The lab is down.');
  });

  test('the place of an error leads to it in the editor', async () => {
    const view = statements({
      problem: problem({ what: 'syntax error at or near "TABEL"', why: null, fix: null, place: { line: 2, column: 8 } }),
    });
    await lesson.send(runMessage({ state: 'failed', output: view }));
    await result().getByRole('link', { name: 'line 2' }).click();
    expect(await lesson.wait('open')).toEqual({ type: 'open', snippet: 'create-signal-table', place: { line: 2, column: 8 } });
  });

  test('every statement has its own line, notices and result', async () => {
    const view = statements(
      { statement: 'DROP TABLE IF EXISTS t', summary: 'DROP TABLE · 1 ms', notices: ['table "t" does not exist, skipping'] },
      { statement: 'SELECT 1', rowSet: rowSet() },
      { statement: 'SELEC', problem: problem({ what: 'syntax error', why: null, fix: null }) },
    );
    await lesson.send(runMessage({ state: 'failed', output: view }));
    expect(await result().locator('.statement-text').allInnerTexts()).toEqual(['DROP TABLE IF EXISTS t', 'SELECT 1', 'SELEC']);
    expect(await result().locator('.notices li').innerText()).toContain('does not exist, skipping');
    expect(await result().locator('vscode-data-grid').count()).toBe(1);
    expect(await result().locator('.statement').nth(2).locator('.problem-what').innerText()).toBe('syntax error');
  });

  test('many statements fold past ten, but one that failed stays in view', async () => {
    const list = Array.from({ length: 30 }, (_, index) => ({
      statement: `INSERT ${String(index)}`,
      problem: index === 29 ? problem() : null,
    }));
    await lesson.send(runMessage({ state: 'failed', output: statements(...list) }));
    expect(await result().locator('.statement:visible').count()).toBe(11);
    await result().getByRole('button', { name: 'Show all 30' }).click();
    expect(await result().locator('.statement:visible').count()).toBe(30);
  });

  test('errors of a configuration are shown by field', async () => {
    const errors = [
      { field: 'database.hostname', value: null, errors: ['A value is required'], place: { line: 4, column: 5 } },
      { field: 'chunk.size', value: '-1', errors: ['At least 0', 'Not a size'], place: null },
    ];
    await lesson.send(runMessage({ snippet: 'deploy', state: 'failed', output: { kind: 'fields', errors } }));
    const table = lesson.page.locator('.snippet[data-snippet="deploy"] table');
    expect(await table.getByRole('rowheader').allInnerTexts()).toEqual(['database.hostname', 'chunk.size']);
    expect(await table.getByRole('row').nth(2).innerText()).toMatch(/-1[^]*At least 0[^]*Not a size/u);
    await table.getByRole('link', { name: 'line 4' }).click();
    expect(await lesson.wait('open')).toMatchObject({ snippet: 'deploy', place: { line: 4 } });
  });

  test('details fold away and stay folded for the next run, but not over a failure', async () => {
    const output = statements({ rowSet: rowSet() });
    await lesson.send(runMessage({ output }));
    await result().getByRole('button', { name: 'details' }).click();
    expect(await result().locator('.run-details').isVisible()).toBe(false);
    await lesson.send(runMessage({ id: 'run-2', output }));
    expect(await result().locator('.run-details').isVisible()).toBe(false);
    await lesson.send(runMessage({ id: 'run-3', state: 'failed', output: statements({ problem: problem() }) }));
    expect(await result().locator('.run-details').isVisible()).toBe(true);
  });

  test('the line for a result is there before the result: nothing below it moves', async () => {
    const below = lesson.page.locator('section.step').nth(1);
    const before = (await below.boundingBox())?.y;
    await lesson.send(runMessage({ state: 'running', summary: 'Running' }));
    await lesson.send(runMessage());
    expect((await below.boundingBox())?.y).toBe(before);
  });
});
