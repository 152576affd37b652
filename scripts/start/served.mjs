import { mkdir, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder } from '../host/cache.mjs';
import { launchBrowser } from '../host/browser.mjs';
import { prepareHost } from '../host/prepare.mjs';
import { startServer } from '../host/server.mjs';

/**
 * Serves an editor with the extensions installed, and proves in a browser that the lesson really opens.
 *
 * @param {{ extensions: readonly string[], workspace: string }} options
 */
export async function serveEditor({ extensions, workspace }) {
  const folder = path.join(cacheFolder, 'start/editor');
  const installed = path.join(folder, 'extensions');
  // Read anew at each start: the list VS Code keeps in there may name another clone.
  await rm(installed, { recursive: true, force: true });
  await mkdir(installed, { recursive: true });
  for (const extension of extensions) {
    await symlink(extension, path.join(installed, `debezium-lab.${path.basename(extension)}-0.0.0`), 'junction');
  }
  const server = await startServer({ host: await prepareHost(), folder, automation: false });
  try {
    const url = server.url({ folder: workspace });
    await seeLesson(url);
    return { url, stop: server.stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** @param {string} url */
async function seeLesson(url) {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(url);
    const outer = page.frameLocator('iframe.webview.ready');
    await outer.frameLocator('iframe#active-frame').locator('main.lesson h1').waitFor({ timeout: 120_000 });
  } finally {
    await browser.close();
  }
}
