import type { Page } from 'playwright-core';
import type { Request } from '../protocol';
import { damage } from './storage';

function isWorkbench(url: URL): boolean {
  return url.pathname === '/';
}

/**
 * Waits for VS Code to reload its window, gives it an empty document of the same origin, in which the stored value is
 * changed while no editor looks, and lets the editor come back.
 *
 * @returns resolves once requests are watched; `done` once the editor is loading again
 */
export async function interceptReload(page: Page, request: Request<'expectReload'>): Promise<{ readonly done: Promise<void> }> {
  const address = page.url();
  const blank = new Promise<void>((resolve) => {
    page.once('domcontentloaded', () => {
      resolve();
    });
  });
  await page.route(isWorkbench, (route) => route.fulfill({ contentType: 'text/html', body: '<title>between two windows</title>' }));
  const done = blank.then(async () => {
    await damage(page, request.damage);
    await page.unroute(isWorkbench);
    await page.goto(address);
  });
  // Whoever waits for it hears of a failure; nobody waits yet.
  done.catch(() => undefined);
  return { done };
}
