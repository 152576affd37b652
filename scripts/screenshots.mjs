// Takes the pictures of docs/: the lesson with a result, the trees, CodeLens and the results view, light and dark.
// usage: node scripts/screenshots.mjs [FOLDER]    after `npm run build`; the lab of DEBEZIUM_LAB_HOME is started for it
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { root } from './build/entries.mjs';
import { openEditor } from './host.mjs';
import { startLab, stopLab } from './start/lab.mjs';

const LESSON = '02-module-2/07-incremental-snapshot-lab';
const THEMES = { light: 'Light Modern', dark: 'Dark Modern' };
const folder = path.resolve(process.argv[2] ?? path.join(root, 'docs'));

/**
 * The frame that shows such an element.
 *
 * @param {import('playwright-core').Page} page
 * @param {string} selector
 */
async function frameWith(page, selector) {
  for (const end = Date.now() + 90_000; Date.now() < end;) {
    for (const frame of page.frames()) {
      // A frame may go away while it is asked.
      const found = await frame
        .locator(selector)
        .count()
        .catch(() => 0);
      if (found > 0) return frame;
    }
    await page.waitForEvent('framenavigated', { timeout: 1_000 }).catch(() => undefined);
  }
  throw new Error(`No page shows ${selector}`);
}

/** @param {import('playwright-core').Frame} lesson @param {string} snippet */
async function run(lesson, snippet) {
  const figure = lesson.locator(`figure[data-snippet="${snippet}"]`);
  await figure.locator('[data-action=run]').click();
  await figure.locator('.snippet-result .codicon-check, .snippet-result .codicon-pass').first().waitFor({ timeout: 120_000 });
  return figure;
}

/** @param {keyof typeof THEMES} theme */
async function picture(theme) {
  const editor = await openEditor({
    extension: root,
    settings: { 'workbench.colorTheme': THEMES[theme] },
    viewport: { width: 1360, height: 860 },
  });
  const { page } = editor;
  /** @param {string} name */
  const save = (name) => page.screenshot({ path: path.join(folder, `${name}-${theme}.png`) });
  try {
    await page.locator('.activitybar .action-label[aria-label*="Debezium"]').first().click();
    await page
      .locator('.monaco-list-row', { hasText: /Инкрементальный снимок/u })
      .first()
      .click({ timeout: 60_000 });
    const lesson = await frameWith(page, `main.lesson[data-lesson="${LESSON}"]`);
    await lesson.locator('.lab-bar[data-lab=ready]').waitFor({ timeout: 90_000 });
    await run(lesson, 'create-signal-table');
    await run(lesson, 'create-publication');
    const table = await run(lesson, 'create-orders-large');
    await run(lesson, 'create-orders-archive');
    const query = await run(lesson, 'publish-orders');
    await run(lesson, 'deploy-inventory');
    await page.locator('.monaco-list-row', { hasText: /task 0/u }).waitFor({ timeout: 60_000 });
    await table.evaluate((element) => element.scrollIntoView({ block: 'end' }));
    await save('lesson');
    await query.locator('[data-action=open]').click();
    await page.locator('.codelens-decoration').first().waitFor({ timeout: 60_000 });
    await page.keyboard.press('Control+Alt+Enter');
    await frameWith(page, 'body[data-page=results] .run-line .codicon-check');
    await frameWith(page, 'body[data-page=results] vscode-data-grid-row');
    await save('codelens');
  } finally {
    await editor.close();
  }
}

await mkdir(folder, { recursive: true });
const started = await startLab();
try {
  for (const theme of /** @type {(keyof typeof THEMES)[]} */ (Object.keys(THEMES))) await picture(theme);
} finally {
  if (started) await stopLab();
}
