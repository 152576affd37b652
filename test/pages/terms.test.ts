import axe from 'axe-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GLOSSARY_PAGE, LESSON_WITH_TERMS } from './support/documents';
import { startHarness, type Harness, type OpenPage } from './support/harness';
import { THEMES } from './support/theme';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const PUBLICATION = 'a.term[data-term="publication"]';
const TIP = '#term-publication';

/** The page answers to terms once its first text was painted. */
async function openTerms(options: Parameters<Harness['open']>[0] = {}): Promise<OpenPage> {
  const lesson = await harness.open({ content: LESSON_WITH_TERMS, ...options });
  await lesson.wait('painted');
  return lesson;
}

async function violations({ page }: OpenPage): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    interface Found {
      readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
    }
    const { axe: runner } = window as unknown as { axe: { run: (context: unknown, options: unknown) => Promise<Found> } };
    const found = await runner.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] });
    return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  });
}

describe('a term', () => {
  test('is explained while the mouse rests on it, and while it is on the explanation', async () => {
    const lesson = await openTerms();
    const tip = lesson.page.locator(TIP);
    expect(await tip.isVisible()).toBe(false);
    await lesson.page.hover(PUBLICATION);
    await tip.waitFor();
    await tip.hover();
    // Longer than it would take to go away.
    await lesson.page.waitForTimeout(400);
    expect(await tip.isVisible()).toBe(true);
    await lesson.page.hover('#дальше');
    await tip.waitFor({ state: 'hidden' });
    await lesson.close();
  });

  test('is explained by keyboard; Escape hides it and leaves the focus; Enter asks for the glossary', async () => {
    const lesson = await openTerms();
    const { page } = lesson;
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-term') ?? '');
    for (let presses = 0; presses < 20 && (await focused()) !== 'publication'; presses++) await page.keyboard.press('Tab');
    expect(await focused()).toBe('publication');
    expect(await page.locator(TIP).isVisible()).toBe(true);
    expect(await page.getByRole('link', { name: 'публикация', exact: true }).getAttribute('aria-describedby')).toBe('term-publication');
    await page.keyboard.press('Escape');
    expect(await page.locator(TIP).isVisible()).toBe(false);
    expect(await focused()).toBe('publication');
    await page.keyboard.press('Tab');
    expect(await page.locator('#term-chunk').isVisible()).toBe(true);
    await page.keyboard.press('Enter');
    expect(await lesson.wait('glossary')).toEqual({ type: 'glossary', term: 'chunk' });
    await lesson.close();
  });

  test.each([320, 900])('at %s px its explanation stays in the window, beside the term', async (width) => {
    const lesson = await openTerms({ width, height: 400 });
    for (const id of ['publication', 'chunk']) {
      await lesson.page.focus(`a.term[data-term="${id}"]`);
      const tip = await lesson.page.locator(`#term-${id}`).boundingBox();
      const term = await lesson.page.locator(`a.term[data-term="${id}"]`).boundingBox();
      if (tip === null || term === null) throw new Error(`${id} is not shown`);
      expect(tip.x).toBeGreaterThanOrEqual(0);
      expect(tip.x + tip.width).toBeLessThanOrEqual(width);
      expect(Math.min(Math.abs(tip.y - (term.y + term.height)), Math.abs(tip.y + tip.height - term.y))).toBeLessThanOrEqual(10);
    }
    await lesson.close();
  });

  test.each(THEMES)('%s: axe finds nothing while it is explained, and the text below does not shine through', async (theme) => {
    const lesson = await openTerms({ theme });
    await lesson.page.focus(PUBLICATION);
    const { background, line } = await lesson.page.locator(TIP).evaluate((tip) => {
      const { backgroundColor, borderTopStyle } = getComputedStyle(tip);
      return { background: backgroundColor, line: borderTopStyle };
    });
    expect(background).toMatch(/^rgb\(/u);
    expect(line).toBe('solid');
    expect(await violations(lesson)).toEqual([]);
    await lesson.close();
  });
});

describe('the glossary page', () => {
  test.each(THEMES)('%s: axe finds nothing', async (theme) => {
    const glossary = await harness.open({ content: GLOSSARY_PAGE, theme, withoutControls: true });
    await glossary.wait('painted');
    expect(await violations(glossary)).toEqual([]);
    await glossary.close();
  });

  test('shows the term it is asked for, and leads to the lesson', async () => {
    const glossary = await harness.open({ content: GLOSSARY_PAGE, withoutControls: true, height: 120 });
    await glossary.wait('ready');
    await glossary.send({ type: 'reveal', anchor: 'term-publication' });
    expect(await glossary.page.evaluate(() => document.activeElement?.id)).toBe('term-publication');
    await glossary.page.locator(`${TIP} a`).click();
    expect(await glossary.wait('link')).toEqual({ type: 'link', href: '01-module-1/03-lab-setup#kafka' });
    await glossary.close();
  });
});
