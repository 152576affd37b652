import { setTimeout as delay } from 'node:timers/promises';
import type { Frame, Locator, Page } from 'playwright-core';
import { PATIENCE, type ReadingPlace, type Request, type Where } from '../protocol';

const PACE = 100;
/** One attempt; what changes under the pointer is tried again. */
const ATTEMPT = 5_000;

/** By the blocks that a page keeps its place by: a result between two of them goes away with the window. */
const READING_PLACE = `(() => {
  const bar = document.querySelector('.lab-bar')?.getBoundingClientRect();
  const line = bar && bar.top <= 0 ? bar.bottom : 0;
  const all = [...document.querySelectorAll('main.lesson :is(h1, h2, h3, p, pre.code, .snippet-bar, table, aside)')];
  const first = all.find((block) => !block.closest('.step-panel, .snippet-result, .lab-bar') && block.getBoundingClientRect().top >= line);
  return { text: (first?.textContent ?? '').trim().slice(0, 80), top: Math.round(first?.getBoundingClientRect().top ?? -1) };
})()`;

function markOf(where: Exclude<Where, 'workbench'>): string {
  return typeof where === 'string' ? `main.${where}` : `main.lesson[data-lesson="${where.lesson}"]`;
}

/** A webview is a frame within a frame, replaced whenever its HTML is set: looked for anew each time. */
async function documentOf(page: Page, where: Where): Promise<Page | Frame | null> {
  if (where === 'workbench') return page;
  for (const frame of page.frames()) {
    const found = await frame
      .locator(markOf(where))
      .count()
      .catch(() => 0);
    if (found > 0) return frame;
  }
  return null;
}

/** Tries until it succeeds; then rejects with what the last try said. */
async function persist<T>(what: string, attempt: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > deadline) throw new Error(`${what}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
      await delay(PACE);
    }
  }
}

async function locate(page: Page, { where, selector }: { readonly where: Where; readonly selector: string }): Promise<Locator> {
  const found = await documentOf(page, where);
  if (!found) throw new Error(`there is no page ${JSON.stringify(where)}`);
  return found.locator(selector).locator('visible=true').first();
}

export async function click(page: Page, request: Request<'click'>): Promise<null> {
  await persist(`Clicking ${request.selector}`, async () => {
    if (request.hover !== undefined) {
      await (await locate(page, { where: request.where, selector: request.hover })).hover({ timeout: ATTEMPT });
    }
    await (await locate(page, request)).click({ timeout: ATTEMPT });
  });
  return null;
}

export function see(page: Page, request: Request<'see'>): Promise<string> {
  const { selector, text } = request;
  return persist(`Seeing ${selector}`, async () => {
    const locator = await locate(page, request);
    if ((await locator.count()) === 0) throw new Error('it is not there');
    // A step out of view is not laid out: its text is there, but not as `innerText`.
    const laidOut = await locator.innerText({ timeout: ATTEMPT });
    const seen = laidOut === '' ? ((await locator.textContent({ timeout: ATTEMPT })) ?? '') : laidOut;
    if (text !== undefined && !seen.includes(text)) throw new Error(`it lacks “${text}”: ${seen}`);
    return seen;
  });
}

export async function gone(page: Page, request: Request<'gone'>): Promise<null> {
  await persist(`${request.selector} going away`, async () => {
    if ((await (await locate(page, request)).count()) > 0) throw new Error('it is still there');
  });
  return null;
}

export function count(page: Page, { where, selector }: Request<'count'>): Promise<number> {
  return persist(`Counting ${selector}`, async () => {
    const found = await documentOf(page, where);
    if (!found) throw new Error(`there is no page ${JSON.stringify(where)}`);
    return found.locator(selector).count();
  });
}

export async function wheel(page: Page, { where, pixels }: Request<'wheel'>): Promise<null> {
  await persist('Turning the wheel', async () =>
    (await locate(page, { where, selector: 'main' })).hover({ timeout: ATTEMPT, position: { x: 5, y: 40 }, force: true }),
  );
  await page.mouse.wheel(0, pixels);
  return null;
}

export function readingPlace(page: Page, { lesson }: Request<'readingPlace'>): Promise<ReadingPlace> {
  return persist('Finding the reading place', async () => {
    const found = await documentOf(page, { lesson });
    if (!found) throw new Error(`there is no page of ${lesson}`);
    return found.evaluate<ReadingPlace>(READING_PLACE);
  });
}
