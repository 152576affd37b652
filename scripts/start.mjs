// From a fresh clone to the lesson on a running lab. Stays until Ctrl-C and then stops what it started.
// usage: node scripts/start.mjs
import { spawnSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { findDesktop, openDesktop } from './start/desktop.mjs';

// The lab that is proven on every machine; whoever wants another one says so.
process.env['DEBEZIUM_LAB_RUNTIME'] ??= 'local';
const desktop = findDesktop();
/** @type {(() => Promise<void> | void)[]} */
const undo = [];
const ending = new AbortController();
/** @type {Promise<void>} */
const asked = new Promise((resolve) => ending.signal.addEventListener('abort', () => resolve(), { once: true }));
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => ending.abort());

async function open() {
  bootstrap({ host: desktop === null });
  const [{ root }, { cacheFolder }, { startLab, stopLab }] = await Promise.all([
    import('./build/entries.mjs'),
    import('./host/cache.mjs'),
    import('./start/lab.mjs'),
  ]);
  console.log('Building');
  const built = spawnSync(process.execPath, [path.join(root, 'scripts/build.mjs')], { stdio: 'inherit' });
  if (built.status !== 0) throw new Error('The build failed');
  if (await startLab()) undo.push(stopLab);
  const workspace = path.join(cacheFolder, 'start/workspace');
  await mkdir(workspace, { recursive: true });
  const window = { extensions: [root, path.join(root, 'scripts/start/opener')], workspace };
  if (desktop !== null) {
    openDesktop(desktop, window);
    return 'a new window of VS Code';
  }
  console.log('Opening the lesson');
  const { serveEditor } = await import('./start/served.mjs');
  const { url, stop } = await serveEditor(window);
  undo.unshift(stop);
  return url;
}

try {
  const place = await Promise.race([open(), asked]);
  if (typeof place === 'string') {
    console.log(`Lab is ready\nEditor: ${place}\nCtrl-C stops both.`);
    // The lesson that opened does not need it: nobody waits for it.
    const { prepareMysql } = await import('./start/lab.mjs');
    await Promise.all([asked, prepareMysql(ending.signal)]);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
for (const stop of undo) await stop();
process.exit();
