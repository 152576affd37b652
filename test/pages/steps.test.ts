import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startHarness, type Harness, type OpenPage } from './support/harness';
import { LAB_DOWN, LAB_READY, met, stepsMessage, waiting } from './support/views';

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

const section = (id: string) => lesson.page.locator(`section.step[data-step="${id}"]`);
const doing = { state: 'doing' } as const;

describe('steps', () => {
  test('the current step is marked, and its heading says what is still missing', async () => {
    await lesson.send(stepsMessage('connector', { 'signal-table': { state: 'done' }, connector: doing, consumer: { state: 'skipped' } }));
    expect(await section('connector').getAttribute('aria-current')).toBe('step');
    expect(await section('signal-table').getAttribute('aria-current')).toBeNull();
    expect(await section('connector').locator('.step-state').innerText()).toContain('Задача коннектора ещё не RUNNING.');
    // For a screen reader the name of the heading is its title and one word.
    const heading = section('connector').getByRole('heading', { level: 2 });
    expect(await heading.ariaSnapshot()).not.toContain('RUNNING');
    expect(await section('consumer').locator('.step-state').innerText()).toMatch(/skipped/iu);
  });

  test('a check that is met shows what was seen, in place', async () => {
    await lesson.send(stepsMessage('signal-table', { 'signal-table': doing }));
    const checks = section('signal-table').locator('.check');
    const before = await checks.first().elementHandle();
    const seen = { ...doing, checks: [met('1 table'), waiting('Таблица ещё не входит в публикацию.')] };
    await lesson.send(stepsMessage('signal-table', { 'signal-table': seen }));
    expect(await checks.first().textContent()).toBe('met: 1 table');
    expect(await checks.nth(1).textContent()).toBe('not met yet: Таблица ещё не входит в публикацию.');
    expect(await checks.count()).toBe(2);
    expect(await before.evaluate((item) => item.isConnected)).toBe(true);
  });

  test('a step that becomes done is announced once; one that was done before is not', async () => {
    await lesson.send(stepsMessage('connector', { 'signal-table': { state: 'done' }, connector: doing }));
    expect(await lesson.page.locator('[data-announcer] p').count()).toBe(0);
    const after = stepsMessage('consumer', { 'signal-table': { state: 'done' }, connector: { state: 'done' }, consumer: doing });
    await lesson.send(after, after);
    expect(await lesson.announced()).toBe('Step done: Шаг 2. Коннектор');
    expect(await lesson.page.locator('[data-announcer] p').count()).toBe(1);
  });

  test('the ways on are offered at the current step only, without moving anything', async () => {
    await lesson.send(stepsMessage('signal-table', { 'signal-table': doing }));
    const actions = (id: string) => section(id).locator('.step-actions');
    expect([await actions('signal-table').isVisible(), await actions('connector').isVisible()]).toEqual([true, false]);
    const before = (await section('consumer').boundingBox())?.y;
    await lesson.send(stepsMessage('connector', { 'signal-table': { state: 'done' }, connector: doing }));
    expect([await actions('signal-table').isVisible(), await actions('connector').isVisible()]).toEqual([false, true]);
    expect((await section('consumer').boundingBox())?.y).toBe(before);
  });

  test.each([
    ['Hint', 'hint'],
    ['Solution', 'solution'],
    ['Do it for me', 'doStep'],
    ['Skip', 'skip'],
  ] as const)('%s asks the host', async (label, type) => {
    await lesson.send(stepsMessage('signal-table', { 'signal-table': doing }));
    await section('signal-table').getByRole('button', { name: label, exact: true }).click();
    expect(await lesson.wait(type)).toEqual({ type, step: 'signal-table' });
  });

  test('hints are added one by one, announced, and the button ends with the last', async () => {
    const hints = ['<p>Нужны <strong>три</strong> столбца.</p>', '<p>Запрос выше.</p>'];
    await lesson.send(stepsMessage('signal-table', { 'signal-table': doing }));
    await lesson.send(stepsMessage('signal-table', { 'signal-table': { ...doing, hints: hints.slice(0, 1), hintsLeft: 1 } }));
    expect(await section('signal-table').locator('.hint strong').innerText()).toBe('три');
    expect(await lesson.announced()).toContain('Нужны три столбца.');
    await lesson.send(stepsMessage('signal-table', { 'signal-table': { ...doing, hints, hintsLeft: 0 } }));
    expect(await section('signal-table').locator('.hint').count()).toBe(2);
    expect(await section('signal-table').getByRole('button', { name: 'Hint', exact: true }).isDisabled()).toBe(true);
  });

  test('a hint cannot run anything, even if the host let it through', async () => {
    const hostile = '<p>x<script>window.hacked=1</script><img src="x:" onerror="window.hacked=1"></p>';
    const page = await harness.open({ faultsExpected: true });
    await page.send(stepsMessage('signal-table', { 'signal-table': { ...doing, hints: [hostile] } }));
    await page.page.locator('.hint').waitFor();
    expect(await page.page.evaluate(() => 'hacked' in window)).toBe(false);
    await page.close();
  });

  test('the solution marks its snippets and leads to them', async () => {
    await lesson.send(stepsMessage('connector', { connector: { ...doing, solution: ['deploy'] } }));
    const snippet = lesson.page.locator('.snippet[data-snippet="deploy"]');
    expect(await snippet.locator('.solution-mark').innerText()).toContain('part of the solution');
    expect(await lesson.page.locator('.solution-mark').count()).toBe(1);
    await section('connector').getByRole('link', { name: 'deploy' }).click();
    expect(await lesson.page.evaluate(() => document.activeElement?.getAttribute('data-snippet'))).toBe('deploy');
    await lesson.send(stepsMessage('connector', { connector: doing }));
    expect(await lesson.page.locator('.solution-mark').count()).toBe(0);
  });

  test('while a step is being done for the student its buttons wait', async () => {
    await lesson.send(stepsMessage('connector', { connector: { ...doing, busy: true } }));
    const buttons = section('connector').locator('.step-actions').getByRole('button');
    expect(await Promise.all((await buttons.all()).map((button) => button.isDisabled()))).toEqual([true, true, true, true]);
    expect(await section('connector').locator('.step-panel').getAttribute('aria-busy')).toBe('true');
  });
});

describe('the bar', () => {
  const bar = () => lesson.page.locator('.lab-bar');

  test('shows the lab, its services and the progress, and stays in view', async () => {
    const before = (await bar().boundingBox())?.height;
    await lesson.send({ type: 'lab', lab: LAB_READY }, stepsMessage('connector', { 'signal-table': { state: 'done' }, connector: doing }));
    expect(await bar().innerText()).toMatch(/Lab is running[^]*PostgreSQL 5433[^]*Kafka 9092[^]*Connect starting[^]*step 2 of 3/u);
    expect(
      await bar()
        .locator('progress')
        .evaluate((meter: HTMLProgressElement) => meter.position),
    ).toBeCloseTo(1 / 3);
    expect((await bar().boundingBox())?.height).toBe(before);
    await lesson.page.mouse.wheel(0, 1500);
    await lesson.page.waitForFunction(() => scrollY > 1000);
    expect((await bar().boundingBox())?.y).toBe(0);
  });

  test('offers to start a lab that is down: the only primary button of the page', async () => {
    await lesson.send({ type: 'lab', lab: LAB_DOWN });
    await bar().getByRole('button', { name: 'Start Lab' }).click();
    expect(await lesson.wait('action')).toEqual({ type: 'action', action: 'startLab', run: null });
    expect(await lesson.page.locator('vscode-button[appearance="primary"]').count()).toBe(1);
    await lesson.send({ type: 'lab', lab: LAB_READY });
    expect(await lesson.page.locator('vscode-button[appearance="primary"]').count()).toBe(0);
  });
});

describe('ways around', () => {
  test('reveal goes to a heading, a step or a snippet, below the bar, with the focus', async () => {
    for (const [anchor, selector] of [
      ['итоги', '#итоги'],
      ['connector', 'section.step[data-step="connector"]'],
      ['consumer', 'section.step[data-step="consumer"]'],
    ] as const) {
      await lesson.send({ type: 'reveal', anchor });
      const box = await lesson.page.locator(selector).boundingBox();
      expect(box?.y ?? -1, anchor).toBeGreaterThanOrEqual(0);
      expect(box?.y ?? 1e6, anchor).toBeLessThan(800);
      const inside = await lesson.page.locator(selector).evaluate((target) => target.contains(document.activeElement));
      expect(inside, anchor).toBe(true);
    }
    await lesson.send({ type: 'reveal', anchor: 'no-such-place' });
  });

  test('a link to another lesson goes to the host; one to a heading stays on the page', async () => {
    await lesson.page.getByRole('link', { name: 'подготовка' }).click();
    expect(await lesson.wait('link')).toEqual({ type: 'link', href: '01-module-1/03-lab-setup' });
    await lesson.page.getByRole('link', { name: 'итоги' }).click();
    await lesson.page.waitForFunction(() => scrollY > 500);
    expect((await lesson.posted()).filter((message) => message.type === 'link')).toHaveLength(1);
  });
});
