// usage: node scripts/test/electron.mjs    Runs test/host in desktop VS Code, which it downloads. Needs dist/ and a display.
import { runTests } from '@vscode/test-electron';
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { root } from '../build/entries.mjs';
import { bundleHostSuite } from './hostBundles.mjs';

/** Downloading VS Code takes part of it; milliseconds. */
const WINDOW_WITHIN = 600_000;

/** A port that was free a moment ago. @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(address === null || typeof address === 'string' ? 0 : address.port));
    });
  });
}

/**
 * The window of VS Code, once it shows a workbench, seen through its debugging port.
 *
 * @param {number} port
 * @param {AbortSignal} signal
 * @returns {Promise<{ page: import('playwright-core').Page, browser: import('playwright-core').Browser }>}
 */
async function findWindow(port, signal) {
  for (;;) {
    signal.throwIfAborted();
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${String(port)}`).catch(() => null);
    for (const page of browser?.contexts().flatMap((context) => context.pages()) ?? []) {
      if (browser !== null && (await page.locator('.monaco-workbench').count()) > 0) return { page, browser };
    }
    await browser?.close();
    await delay(250);
  }
}

const folder = await mkdtemp(path.join(tmpdir(), 'debezium-lab-electron-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
const pictures = path.join(folder, 'pictures');
const workspace = path.join(folder, 'workspace');
const userData = path.join(folder, 'user-data');
await Promise.all([pictures, workspace].map((name) => mkdir(name)));
const { tests, outside } = await bundleHostSuite(path.join(folder, 'bundles'));
const extension = path.join(folder, 'extension');
await outside.copyExtension(root, extension);

process.exitCode = await outside.runHostSuite({
  async open(env) {
    const port = await freePort();
    const over = new AbortController();
    const exit = runTests({
      extensionDevelopmentPath: extension,
      extensionTestsPath: tests,
      extensionTestsEnv: { DEBEZIUM_LAB_HOME: path.join(folder, 'lab'), ...env },
      launchArgs: [workspace, '--user-data-dir', userData, '--disable-extensions', `--remote-debugging-port=${String(port)}`],
    });
    exit.then(
      () => over.abort(new Error('VS Code ended before its window was seen')),
      (/** @type {unknown} */ error) => over.abort(error),
    );
    const { page, browser } = await findWindow(port, AbortSignal.any([over.signal, AbortSignal.timeout(WINDOW_WITHIN)]));
    return { page, folder: userData, exit, close: () => browser.close() };
  },
  // Desktop VS Code keeps its storage in memory while tests run: after a reload there would be nothing to find.
  reloads: false,
  reportFile: process.env['DEBEZIUM_LAB_TEST_REPORT'],
  pictureFile: (failure) => path.join(pictures, `${String(failure)}.png`),
  print: (line) => console.log(line),
});
