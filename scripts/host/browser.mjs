import { chromium } from 'playwright-core';
import { findChromium } from './chromium.mjs';

/** Starts Chromium without a window, quiet towards the network. */
export async function launchBrowser() {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('Chromium is not installed: `npm test` installs it, or says how to');
  return chromium.launch({
    executablePath,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
      ...['--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'],
    ],
  });
}
