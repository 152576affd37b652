import axe from 'axe-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { answerSnapshotChoice } from '../../src/core/advisor/answerHelper';
import { planChunks } from '../../src/core/advisor/chunkPlan';
import type { HostToPage } from '../../src/core/protocol/protocol';
import { chunkSizeProblem, chunkSizeView, snapshotChoiceView } from '../../src/ui/views/helperView';
import { msg } from '../../src/core/message';
import { lessonPage, WORDS } from './support/documents';
import { startHarness, type Harness, type OpenPage } from './support/harness';
import { ALL_THEMES } from './support/theme';
import { LAB_DOWN, LAB_READY } from './support/views';

const FRONT = `---
title: Lesson
description: About it.
order: 7
difficulty: advanced
duration: 45min
topics: [cdc]
lab: postgres
---
`;
const PAGE = lessonPage(`${FRONT}
Text.

\`\`\`yaml helper=chunk-size
table: public.orders
memory: 4
\`\`\`

More text.

\`\`\`yaml helper=snapshot-choice
\`\`\`
`);

const MEASURE = { rows: 120_000, estimated: true, storedBytes: 610, unpackedBytes: 1032 };
const TABLES = ['public.customers', 'public.orders'];
const tables: HostToPage = {
  type: 'helper',
  view: chunkSizeView({ tables: TABLES, table: 'public.orders', memoryMb: 4, measure: null, plan: null }, WORDS),
};
const measured: HostToPage = {
  type: 'helper',
  view: chunkSizeView({ tables: TABLES, table: 'public.orders', memoryMb: 4, measure: MEASURE, plan: planChunks(MEASURE, 4) }, WORDS),
};
const labDown: HostToPage = {
  type: 'helper',
  view: chunkSizeProblem({ what: msg('The lab is down.'), action: 'startLab' }, WORDS),
};
const ANSWERS = { rows: 'yes', after: 'yes', when: 'yes', pause: 'no', write: 'yes' };
const choice = (answers: Readonly<Record<string, string>>): HostToPage => ({
  type: 'helper',
  view: snapshotChoiceView(answerSnapshotChoice({ kind: 'snapshot-choice', line: 1, connector: 'postgres' }, answers), WORDS),
});

let harness: Harness;
let lesson: OpenPage;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());
beforeEach(async () => {
  lesson = await harness.open({ content: PAGE });
  await lesson.wait('helper');
});
afterEach(() => lesson.close());

const asked = async (kind: string) =>
  (await lesson.posted()).flatMap((message) => (message.type === 'helper' && message.helper === kind ? [message.fields] : []));
const chunk = () => lesson.page.getByRole('region', { name: 'The size of a chunk' });
const which = () => lesson.page.getByRole('region', { name: 'Which snapshot is mine' });

describe('the chunk-size helper', () => {
  test('asks for the tables when it comes into view, and measures at a press of the button', async () => {
    expect(await asked('chunk-size')).toEqual([{ memory: '4' }]);
    await lesson.send(tables);
    await chunk().getByLabel('Table').selectOption('public.customers');
    await chunk().getByRole('button', { name: 'Measure' }).click();
    expect((await asked('chunk-size')).at(-1)).toEqual({ table: 'public.customers', memory: '4', measure: '1' });
    await lesson.send(measured);
    expect(await chunk().locator('.helper-facts').innerText()).toContain('≈ 120,000');
    expect(await chunk().locator('.helper-formula').innerText()).toBe('4 × 1024 ÷ 1.01 ≈ 4,064');
    expect(await chunk().locator('pre').innerText()).toBe('"incremental.snapshot.chunk.size": "4064"');
    expect(await lesson.announced()).toContain('4,064');
  });

  test('by keyboard: Enter in the field measures, and nothing reloads the page', async () => {
    await lesson.send(tables);
    await chunk().getByLabel('Memory').fill('8');
    await lesson.page.keyboard.press('Enter');
    expect((await asked('chunk-size')).at(-1)).toEqual({ table: 'public.orders', memory: '8', measure: '1' });
    expect(await lesson.page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('memory');
  });

  test('asks the host for nothing that makes no sense', async () => {
    await lesson.send(tables);
    const before = (await asked('chunk-size')).length;
    await chunk().getByLabel('Memory').fill('-1');
    await lesson.page.keyboard.press('Enter');
    expect(await asked('chunk-size')).toHaveLength(before);
  });

  test('with the lab down says so, offers to start it, and asks again once it runs', async () => {
    await lesson.send({ type: 'lab', lab: LAB_DOWN }, labDown);
    await chunk().getByRole('button', { name: 'Start Lab' }).click();
    expect(await lesson.wait('action')).toEqual({ type: 'action', action: 'startLab', run: '' });
    const before = (await asked('chunk-size')).length;
    await lesson.send({ type: 'lab', lab: LAB_READY });
    expect(await asked('chunk-size')).toHaveLength(before + 1);
  });

  test('copies the setting by way of the host', async () => {
    await lesson.send(tables, measured);
    await chunk().getByRole('button', { name: 'Copy' }).click();
    expect(await lesson.wait('copyFragment')).toEqual({ type: 'copyFragment', helper: 'chunk-size', fragment: 0 });
  });

  test('keeps table and memory over a reload', async () => {
    await lesson.send(tables);
    await chunk().getByLabel('Memory').fill('16');
    await chunk().getByLabel('Memory').blur();
    await lesson.reload();
    await lesson.wait('helper');
    expect((await asked('chunk-size')).at(-1)).toEqual({ table: 'public.orders', memory: '16' });
  });
});

describe('the snapshot helper', () => {
  test('asks one question after the other by keyboard, and the focus stays', async () => {
    await lesson.send(choice({}));
    await which().getByRole('radio', { name: 'yes' }).focus();
    await lesson.page.keyboard.press('Space');
    expect((await asked('snapshot-choice')).at(-1)).toEqual({ rows: 'yes' });
    await lesson.send(choice({ rows: 'yes' }));
    expect(await which().getByRole('group').count()).toBe(2);
    expect(await lesson.page.evaluate(() => document.activeElement?.getAttribute('data-question'))).toBe('rows');
  });

  test('comes to an advice with the settings, the signal and the reason, and takes it back', async () => {
    await lesson.send(choice(ANSWERS));
    expect(await which().locator('.helper-advice').innerText()).toBe('An incremental snapshot by signal');
    expect(await which().locator('pre').first().innerText()).toContain('"snapshot.mode": "no_data"');
    expect(await which().locator('pre').last().innerText()).toContain('INSERT INTO public.debezium_signal');
    expect(await lesson.announced()).toContain('in chunks between the changes');
    await lesson.send(choice({ rows: 'yes' }));
    expect(await which().locator('.helper-advice').count()).toBe(0);
  });
});

describe('both', () => {
  test.each(ALL_THEMES)('%s: keep their place, and axe finds nothing', async (theme) => {
    for (const width of [900, 320]) {
      const page = await harness.open({ content: PAGE, theme, width });
      await page.wait('helper');
      await page.send(tables, choice({}), measured, choice(ANSWERS));
      if (width === 900) {
        const overflow = await page.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        expect(overflow).toBeLessThanOrEqual(0);
      }
      await page.page.evaluate(axe.source);
      const found = await page.page.evaluate(async () => {
        const { axe: runner } = window as unknown as {
          axe: { run: (context: unknown, options: unknown) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
        };
        const { violations } = await runner.run('section.helper', { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] });
        return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
      });
      expect(found).toEqual([]);
      if (process.env['HELPER_SHOTS'] !== undefined && width === 900)
        await page.page.screenshot({ path: `${process.env['HELPER_SHOTS']}/helper-${theme}.png`, fullPage: true });
      await page.close();
    }
  });
});
