import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PredictionView } from '../../src/core/protocol/protocol';
import { startHarness, type Harness, type OpenPage } from './support/harness';
import { THEMES } from './support/theme';
import { prediction } from './support/views';

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

const box = () => lesson.page.getByRole('group', { name: 'Predict, then run' });
const option = (name: string) => box().getByRole('radio', { name });
const verdict = () => box().locator('.prediction-verdict').innerText();
const WRONG: Partial<PredictionView> = { state: 'wrong', choice: 0, answer: 1, text: 'Not so. The row says length: 42.' };
const RIGHT: Partial<PredictionView> = { state: 'right', choice: 1, answer: 1, text: 'Right. The row says length: 42.' };

describe('a question', () => {
  test('is answered by mouse or keyboard, and the host is told', async () => {
    await lesson.send(prediction());
    await box().getByText('36, как в UUID').click();
    expect(await lesson.wait('predict')).toEqual({ type: 'predict', prediction: 'signal-id', option: 0 });
    await lesson.page.keyboard.press('ArrowDown');
    expect(await lesson.wait('predict')).toEqual({ type: 'predict', prediction: 'signal-id', option: 1 });
  });

  test('cannot be answered while the lab is at work', async () => {
    await lesson.send(prediction({ state: 'waiting', choice: 0, text: 'The lab is at work on the answer.' }));
    expect(await option('36').isChecked()).toBe(true);
    expect(await option('42').isDisabled()).toBe(true);
  });

  test('answered wrong says what the lab said and why, and marks what is right', async () => {
    await lesson.send(prediction({ choice: 0 }));
    await lesson.send(prediction(WRONG));
    expect(await verdict()).toBe('Not so. The row says length: 42.');
    expect(await box().locator('.prediction-because:visible').allInnerTexts()).toEqual([
      'Идентификатор окна длиннее: за UUID следует -close.',
    ]);
    expect(await option('42 the answer of the lab').count()).toBe(1);
    expect(await lesson.announced()).toContain('Not so. The row says length: 42. Идентификатор окна длиннее');
  });

  test('answered right, or by nobody, needs no reason', async () => {
    for (const view of [RIGHT, { ...RIGHT, state: 'told', choice: null }] as const) {
      await lesson.send(prediction(view));
      expect(await box().locator('.prediction-because:visible').count()).toBe(0);
      expect(await option('the answer of the lab').count()).toBe(1);
    }
  });

  test('keeps over a reload what the host has stored, and announces nothing again', async () => {
    await lesson.reload();
    await lesson.send(prediction(WRONG));
    expect([await option('36').isChecked(), await option('36').isDisabled()]).toEqual([true, true]);
    expect(await lesson.page.locator('[data-announcer] p').count()).toBe(0);
  });

  test.each(THEMES)('%s: keeps its place whatever the lab says', async (theme) => {
    for (const width of [900, 320]) {
      const page = await harness.open({ theme, width });
      const height = async () => (await page.page.locator('fieldset.prediction').boundingBox())?.height;
      await page.send(prediction());
      const before = await height();
      for (const view of [{ choice: 0 }, { state: 'waiting', text: 'The lab is at work on the answer.' } as const, WRONG, RIGHT]) {
        await page.send(prediction(view));
        expect(await height(), `${String(width)} ${JSON.stringify(view)}`).toBe(before);
      }
      await page.close();
    }
  });
});
