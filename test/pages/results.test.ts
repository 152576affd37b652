import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { RESULTS_PAGE } from './support/documents';
import { startHarness, type Harness, type OpenPage } from './support/harness';
import { problem, rowSet, runMessage, statements } from './support/views';

let harness: Harness;
let results: OpenPage;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());
beforeEach(async () => {
  results = await harness.open({ content: RESULTS_PAGE, height: 300 });
});
afterEach(() => results.close());

test('before the first run it says what to do', async () => {
  expect(await results.page.locator('main').innerText()).toContain('Open a lesson and press Run');
});

test('it shows the latest run only, whichever snippet it was of', async () => {
  await results.send(runMessage({ snippet: null, name: 'a/one', summary: '7 rows' }));
  await results.send(
    runMessage({ id: 'run-2', snippet: null, name: 'a/two', summary: 'second', output: statements({ rowSet: rowSet() }) }),
  );
  const text = await results.page.locator('main').innerText();
  expect(text).toMatch(/a\/two[^]*second/u);
  expect(text).not.toContain('7 rows');
  expect(await results.page.locator('vscode-data-grid').count()).toBe(1);
});

test('a run can be stopped and run again from here', async () => {
  const button = (name: string) => results.page.getByRole('button', { name });
  await results.send(runMessage({ snippet: null, state: 'running' }), { type: 'output', run: 'run-1', text: 'working' });
  expect(await results.page.locator('.output').innerText()).toBe('working');
  await button('Stop').click();
  expect(await results.wait('stop')).toEqual({ type: 'stop', run: 'run-1' });
  await results.send(runMessage({ snippet: null, state: 'cancelled', summary: 'stopped' }));
  expect(await results.announced()).toBe('stopped');
  await button('Run').click();
  expect(await results.wait('action')).toEqual({ type: 'action', action: 'retry', run: 'run-1' });
});

test('the place of an error opens the snippet by its run', async () => {
  const failed = problem({ place: { line: 3, column: 1 } });
  await results.send(runMessage({ snippet: null, state: 'failed', problem: failed }));
  await results.page.getByRole('link', { name: 'line 3' }).click();
  expect(await results.wait('action')).toEqual({ type: 'action', action: 'openSnippet', run: 'run-1' });
});

test('messages that are for a lesson do not disturb it', async () => {
  await results.send({ type: 'steps', steps: [], current: null }, { type: 'reveal', anchor: 'x' });
  expect(await results.page.locator('main').innerText()).toContain('Nothing has been run yet');
});
