import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lessonPage, LESSON, WHOLE_LESSON } from './support/documents';
import { startHarness, type Harness, type OpenPage } from './support/harness';
import { readTheme, THEMES } from './support/theme';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const drawn = (lesson: OpenPage, count: number) =>
  lesson.page.waitForFunction((wanted) => document.querySelectorAll('[data-diagram-state]').length === wanted, count);

function lessonWith(...diagrams: readonly string[]): ReturnType<typeof lessonPage> {
  const fences = diagrams.map((source) => `\`\`\`mermaid alt="Схема"\n${source}\n\`\`\`\n`).join('\n');
  return lessonPage(
    `---\ntitle: Схемы\ndescription: d\norder: 1\ndifficulty: beginner\nduration: 5min\ntopics: [a]\nlab: postgres\n---\n\n${fences}\n\nКонец.\n`,
  );
}

const state = (lesson: OpenPage) =>
  lesson.page.locator('figure.diagram').evaluateAll((all) => all.map((figure) => figure.getAttribute('data-diagram-state')));

describe('diagrams', () => {
  test.each(THEMES)('are drawn in the colours of %s', async (theme) => {
    const lesson = await harness.open({ content: WHOLE_LESSON, theme });
    await drawn(lesson, 2);
    expect(await state(lesson)).toEqual(['drawn', 'drawn']);
    const colours = await lesson.page.locator('.diagram-drawing svg').evaluateAll((all) =>
      all.map((svg) => {
        const text = svg.querySelector('.node text, .messageText');
        return text === null ? '' : getComputedStyle(text).fill;
      }),
    );
    const foreground = await lesson.page.evaluate(
      (value) => {
        const probe = document.body.appendChild(document.createElement('i'));
        probe.style.color = value;
        return getComputedStyle(probe).color;
      },
      readTheme(theme).variables['--vscode-editor-foreground'] ?? '',
    );
    expect(new Set(colours)).toEqual(new Set([foreground]));
    await lesson.close();
  });

  test('come after the text: it is reported first, and a lesson without diagrams loads no Mermaid', async () => {
    const whole = await harness.open({ content: WHOLE_LESSON });
    await whole.page.waitForFunction(() => JSON.stringify(window.posted).includes('"diagrams"'));
    const painted = (await whole.posted()).flatMap((message) => (message.type === 'painted' ? [message.what] : []));
    expect(painted).toEqual(['text', 'diagrams']);
    await whole.close();
    const asked: string[] = [];
    const plain = await harness.open({
      content: LESSON,
      prepare: (page) => page.on('request', (request) => asked.push(request.url())),
    });
    expect(asked.filter((url) => /diagrams-|flowDiagram/u.test(url))).toEqual([]);
    await plain.close();
  });

  test('are images with a text alternative, and reserve at the next opening the space they took', async () => {
    const lesson = await harness.open({ content: WHOLE_LESSON });
    await drawn(lesson, 2);
    expect(await lesson.page.getByRole('img', { name: 'Порции чередуются с потоком изменений' }).count()).toBe(1);
    const heights = (page: OpenPage) => page.page.locator('figure.diagram').evaluateAll((all) => all.map((figure) => figure.clientHeight));
    // Held back, so that the page can be seen before they are drawn.
    await lesson.page.route(/\/diagrams\.js/u, () => undefined);
    await lesson.reload();
    const reserved = await heights(lesson);
    await lesson.page.unroute(/\/diagrams\.js/u);
    await lesson.reload();
    await drawn(lesson, 2);
    expect(await heights(lesson)).toEqual(reserved);
    await lesson.close();
  });

  test('follow a change of theme', async () => {
    const lesson = await harness.open({ content: WHOLE_LESSON });
    await drawn(lesson, 2);
    const fill = () =>
      lesson.page
        .locator('.diagram-drawing rect')
        .first()
        .evaluate((rect) => getComputedStyle(rect).fill);
    const words = () => lesson.page.locator('.diagram-drawing').allInnerTexts();
    const [dark, before] = [await fill(), await words()];
    await lesson.theme('light');
    await lesson.page.waitForFunction((old) => {
      const rect = document.querySelector('.diagram-drawing rect');
      return rect !== null && getComputedStyle(rect).fill !== old;
    }, dark);
    await drawn(lesson, 2);
    expect(await words()).toEqual(before);
    await lesson.close();
  });

  test('one that does not parse shows its source and why; the others are drawn', async () => {
    const lesson = await harness.open({
      content: lessonWith('flowchart LR\n  a -->', 'stateDiagram-v2\n  [*] --> Running\n  Running --> [*]'),
    });
    await drawn(lesson, 2);
    expect(await state(lesson)).toEqual(['failed', 'drawn']);
    const figure = lesson.page.locator('figure.diagram').first();
    expect(await figure.locator('.diagram-error').innerText()).toContain('could not be drawn');
    expect(await figure.locator('.diagram-source').isVisible()).toBe(true);
    expect(await figure.locator('.diagram-source').innerText()).toContain('flowchart LR');
    await lesson.close();
  });

  test('a kind that is left out of the build says so', async () => {
    const lesson = await harness.open({ content: lessonWith('pie\n  "a" : 1') });
    await drawn(lesson, 1);
    expect(await lesson.page.locator('.diagram-error').innerText()).toContain('left out of the build');
    await lesson.close();
  });

  test('hostile labels and links stay text', async () => {
    const lesson = await harness.open({
      content: lessonWith(
        'flowchart LR\n  a["<img src=x onerror=window.hacked=1>"] --> b\n  click b "javascript:window.hacked=1"\n  click a call alert()',
      ),
      faultsExpected: true,
    });
    await drawn(lesson, 1);
    await lesson.page.locator('.diagram-drawing .node').last().click();
    expect(await lesson.page.evaluate(() => 'hacked' in window)).toBe(false);
    expect(await lesson.page.locator('.diagram-drawing [href^="javascript"], .diagram-drawing img[onerror]').count()).toBe(0);
    await lesson.close();
  });
});
