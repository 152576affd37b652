import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installExtension, openEditor } from '../../scripts/host.mjs';

const VSIX = path.resolve(import.meta.dirname, '../../dist/debezium-lab.vsix');
const LESSON = 'Инкрементальный снимок: практика';
/** Milliseconds for anything to show; generous, because the machine may be busy. */
const PATIENCE = 90_000;

let folder: string;
let extension: string;
let editor: Awaited<ReturnType<typeof openEditor>>;
let env: Record<string, string>;

/** The lab's command line as the package brings it, run where no repository is. */
function lab(...args: readonly string[]): ReturnType<typeof spawnSync> {
  return spawnSync(process.execPath, [path.join(extension, 'dist/cli/lab.js'), ...args], { cwd: folder, env: { ...process.env, ...env } });
}

async function lessonPage(): Promise<Frame> {
  const until = Date.now() + PATIENCE;
  while (Date.now() < until) {
    for (const frame of editor.page.frames()) {
      // A frame may go away while it is looked at.
      if (
        (await frame
          .locator('main.lesson h1')
          .count()
          .catch(() => 0)) > 0
      )
        return frame;
    }
  }
  throw new Error('no lesson page');
}

describe('the packed extension in a clean VS Code', () => {
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'debezium-lab-package-'));
    env = { DEBEZIUM_LAB_HOME: process.env['DEBEZIUM_LAB_HOME'] ?? path.join(folder, 'lab') };
    editor = await openEditor({
      env,
      folder: path.join(folder, 'editor'),
      install: async (extensions) => {
        await installExtension(VSIX, extensions);
        const [name] = (await readdir(extensions)).filter((entry) => entry.startsWith('debezium-lab.'));
        extension = path.join(extensions, name ?? '');
      },
    });
  });

  afterAll(async () => {
    await editor.close();
    lab('down');
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  it('brings what it reads and nothing else', async () => {
    const files = await readdir(extension, { recursive: true });
    expect((await readdir(extension)).filter((name) => !name.startsWith('.')).sort()).toEqual(
      [
        'LICENSE.txt',
        'changelog.md',
        'dist',
        'labs',
        'lessons',
        'media',
        'package.json',
        'package.nls.json',
        'package.nls.ru.json',
        'readme.md',
      ].sort(),
    );
    expect(files.filter((name) => /\.(?:ts|map|vsix)$|node_modules/u.test(name))).toEqual([]);
    expect((await stat(VSIX)).size).toBeLessThan(5 * 1024 * 1024);
  });

  it('lists the lesson', async () => {
    await editor.page.locator('.activitybar a[aria-label^="Debezium Lab"]').click({ timeout: PATIENCE });
    await editor.page.locator('.monaco-list-row', { hasText: LESSON }).click({ timeout: PATIENCE });
    const page = await lessonPage();
    expect(await page.locator('main.lesson h1').innerText()).toBe(LESSON);
  });

  it('runs a snippet on a lab that its own command line started', async () => {
    const up = lab('up', '--profile', 'postgres');
    expect(up.status, String(up.stderr)).toBe(0);
    const page = await lessonPage();
    await page.locator('[data-action="run"][data-snippet="create-signal-table"]').click({ timeout: PATIENCE });
    await page.locator('[data-result-for="create-signal-table"]', { hasText: 'CREATE TABLE' }).waitFor({ timeout: PATIENCE });
  });
});
