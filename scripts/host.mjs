// A real VS Code without a desktop, for tests, screenshots, measurements and `npm start`.
// usage: node scripts/host.mjs [EXTENSION [FOLDER]]    Prepares it; with an extension's folder also serves an editor with it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchBrowser } from './host/browser.mjs';
import { prepareHost } from './host/prepare.mjs';
import { startServer } from './host/server.mjs';

export { launchBrowser } from './host/browser.mjs';
export { findChromium } from './host/chromium.mjs';
export { installExtension } from './host/install.mjs';
export { prepareHost } from './host/prepare.mjs';
export { startServer } from './host/server.mjs';

/**
 * @typedef {object} EditorOptions
 * @property {string | readonly string[]} [extension] Folder(s) of extensions under development.
 * @property {string} [tests] A CommonJS file whose `run()` is called in the extension host.
 * @property {string} [workspace] The folder to open; a fresh one by default.
 * @property {string} [folder] Takes the editor's own data; a fresh one that goes away by default.
 * @property {Record<string, unknown>} [settings] Settings of the editor.
 * @property {Record<string, string>} [env] Environment of the extension host, on top of this process's.
 * @property {'en' | 'ru'} [locale] Display language.
 * @property {{ width: number, height: number }} [viewport]
 * @property {(extensionsFolder: string) => Promise<void>} [install] Puts extensions in place before the first window.
 * @property {(line: string) => void} [onLog] What the workbench and the tests write to the console.
 *
 * @typedef {object} Editor
 * @property {import('playwright-core').Page} page
 * @property {string} url
 * @property {string} folder
 * @property {string} logFile
 * @property {Promise<number>} exit Exit code of the tests.
 * @property {() => Promise<void>} close Ends the browser and the server.
 */

/** @param {number} port @param {string} file */
const remote = (port, file) => `vscode-remote://127.0.0.1:${String(port)}${path.resolve(file).split(path.sep).join('/')}`;

/**
 * Opens a workbench in Chromium.
 *
 * @param {EditorOptions} options
 * @returns {Promise<Editor>}
 */
export async function openEditor(options) {
  const temporary = await mkdtemp(path.join(tmpdir(), 'debezium-lab-editor-'));
  const folder = options.folder ?? path.join(temporary, 'editor');
  const workspace = options.workspace ?? (await mkdtemp(path.join(temporary, 'workspace-')));
  const host = await prepareHost();
  const server = await startServer({ host, folder, settings: options.settings ?? {}, env: options.env ?? {} });
  /** @type {import('playwright-core').Browser | undefined} */
  let browser;
  const close = async () => {
    await browser?.close();
    await server.stop();
    await rm(temporary, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await options.install?.(server.extensionsFolder);
    browser = await launchBrowser();
    const context = await browser.newContext({
      viewport: options.viewport ?? { width: 1440, height: 900 },
      locale: options.locale ?? 'en',
    });
    const page = await context.newPage();
    const onLog = options.onLog ?? (() => undefined);
    /** @type {(code: number) => void} */
    let finished = () => undefined;
    /** @type {Promise<number>} */
    const exit = new Promise((resolve, reject) => {
      finished = resolve;
      page.on('crash', () => {
        reject(new Error('The page of the workbench crashed'));
      });
      page.on('close', () => {
        reject(new Error('The workbench was closed before the tests ended'));
      });
    });
    exit.catch(() => undefined);
    await page.exposeFunction('codeAutomationLog', (/** @type {string} */ _level, /** @type {unknown[]} */ args) => {
      onLog(args.map(String).join(' '));
    });
    await page.exposeFunction('codeAutomationExit', (/** @type {number} */ code) => {
      finished(code);
    });
    const extensions = options.extension === undefined ? [] : [options.extension].flat();
    const payload = [
      ...extensions.map((extension) => ['extensionDevelopmentPath', remote(server.port, extension)]),
      ...(options.tests === undefined ? [] : [['extensionTestsPath', remote(server.port, options.tests)]]),
      ['skipWelcome', 'true'],
    ];
    const url = server.url({ folder: path.resolve(workspace), payload: JSON.stringify(payload) });
    await page.goto(url);
    await page.waitForSelector('.monaco-workbench', { timeout: 60_000 });
    return { page, url, folder, logFile: server.logFile, exit, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Runs a test bundle inside the extension host.
 *
 * @param {EditorOptions & { tests: string }} options
 * @param {(editor: Editor) => Promise<void>} [onOpen] Acts from outside while the tests run, such as clicking on a page.
 * @returns {Promise<number>} 0 when the tests passed.
 */
export async function runTests(options, onOpen = () => Promise.resolve()) {
  const editor = await openEditor(options);
  try {
    await onOpen(editor);
    return await editor.exit;
  } finally {
    await editor.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [extension, workspace] = process.argv.slice(2);
  const host = await prepareHost();
  console.log(`VS Code ${host.version} in ${host.server}`);
  if (extension !== undefined) {
    const editor = await openEditor({ extension, ...(workspace === undefined ? {} : { workspace }) });
    console.log(`Editor: ${editor.url}`);
    process.once('SIGINT', () => void editor.close());
  }
}
