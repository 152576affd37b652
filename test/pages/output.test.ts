import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startHarness, type Harness, type OpenPage } from './support/harness';
import { runMessage } from './support/views';

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

const output = () => lesson.page.locator('.snippet[data-snippet="consumer"] .output');
const running = runMessage({ id: 'r', snippet: 'consumer', state: 'running', summary: 'Running' });
const print = (text: string) => lesson.send({ type: 'output', run: 'r', text });
const lines = (count: number) => Array.from({ length: count }, (_, index) => `line ${String(index)}\n`).join('');
const fromEnd = () => output().evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight);

test('output appears as it comes, in order, as text', async () => {
  await lesson.send(running);
  await print('chunk 1\n');
  await print('<b>chunk 2</b>\n');
  expect(await output().textContent()).toBe('chunk 1\n<b>chunk 2</b>\n');
  await lesson.send({ type: 'output', run: 'someone else', text: 'not mine' });
  expect(await output().textContent()).not.toContain('not mine');
});

test('it follows the end until the reader scrolls up, and again from the end on', async () => {
  await lesson.send(running);
  await print(lines(200));
  expect(await fromEnd()).toBeLessThan(2);
  await output().evaluate((box) => box.scrollTo(0, 40));
  await print(lines(50));
  expect(await output().evaluate((box) => box.scrollTop)).toBe(40);
  await output().evaluate((box) => box.scrollTo(0, box.scrollHeight));
  await print(lines(50));
  expect(await fromEnd()).toBeLessThan(2);
});

test('a chatty program cannot fill the page: the oldest output goes, and the page says so', async () => {
  await lesson.send(running);
  await lesson.page.evaluate((run) => {
    for (let part = 0; part < 400; part++) {
      const text = `${String(part)} `.repeat(5000);
      window.dispatchEvent(new MessageEvent('message', { data: { type: 'output', run, text } }));
    }
  }, 'r');
  const length = (await output().textContent())?.length ?? 0;
  expect(length).toBeGreaterThan(200_000);
  expect(length).toBeLessThanOrEqual(256 * 1024);
  expect(await output().evaluate((box) => box.childNodes.length)).toBeLessThan(100);
  expect((await output().textContent())?.endsWith('399 ')).toBe(true);
  expect(await lesson.page.locator('.output-cut').isVisible()).toBe(true);
});

test('lines stay whole wherever the output was cut into messages', async () => {
  await lesson.send(running);
  const text = lines(3000);
  for (let from = 0; from < text.length; from += 777) await print(text.slice(from, from + 777));
  expect(await output().textContent()).toBe(text);
  const height = await output().evaluate((box) => box.scrollHeight / Number.parseFloat(getComputedStyle(box).lineHeight));
  expect(Math.round(height)).toBeGreaterThanOrEqual(3000);
  expect(height).toBeLessThan(3002);
});

test('the end of the run leaves the streamed text and the place in it alone', async () => {
  const text = lines(200);
  await lesson.send(running);
  await print(text);
  await output().evaluate((box) => box.scrollTo(0, 40));
  await lesson.send(runMessage({ id: 'r', snippet: 'consumer', summary: 'exit 0', output: { kind: 'text', text, language: 'plain' } }));
  expect(await output().textContent()).toBe(text);
  expect(await output().evaluate((box) => box.scrollTop)).toBe(40);
});

test('the next run begins with an empty box', async () => {
  await lesson.send(running);
  await print('old');
  await lesson.send(runMessage({ id: 'r2', snippet: 'consumer', state: 'running' }), { type: 'output', run: 'r2', text: 'new' });
  expect(await output().textContent()).toBe('new');
});

test('a JSON answer has colours and stays the same text', async () => {
  const text = '{\n  "name": "a \\"b\\" <i>",\n  "ok": true,\n  "n": -1.5e3,\n  "none": null\n}';
  await lesson.send(runMessage({ snippet: 'status', output: { kind: 'text', text, language: 'json' } }));
  const answer = lesson.page.locator('.snippet[data-snippet="status"] .output');
  expect(await answer.textContent()).toBe(text);
  expect(await answer.locator('.hljs-attr').allTextContents()).toEqual(['"name"', '"ok"', '"n"', '"none"']);
  expect(await answer.locator('.hljs-literal').allTextContents()).toEqual(['true', 'null']);
  expect(await answer.locator('.hljs-number').allTextContents()).toEqual(['-1.5e3']);
});
