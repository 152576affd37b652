import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome.exe'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
  'C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe',
];

/** Path of an installed Chromium or a browser built from it; null where there is none. */
export function findChromium() {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  const candidates = [...NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name))), ...PLACES];
  return candidates.find((file) => existsSync(file)) ?? null;
}

/**
 * Starts Chromium without a window, quiet towards the network.
 * @param {{ headless?: boolean }} [options]
 */
export async function launchBrowser({ headless = true } = {}) {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('Chromium is not installed: `npm test` installs it, or says how to');
  return chromium.launch({
    executablePath,
    headless,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
      ...['--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'],
    ],
  });
}
