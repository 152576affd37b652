// usage: node scripts/test/host.mjs    Runs test/host in a real VS Code, on a real lab. Needs dist/.
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../build/entries.mjs';
import { openEditor } from '../host.mjs';
import { cacheFolder } from '../host/cache.mjs';
import { bundleHostSuite } from './hostBundles.mjs';

const folder = await mkdtemp(path.join(tmpdir(), 'debezium-lab-host-'));
const pictures = path.join(cacheFolder, 'test-logs');
await mkdir(pictures, { recursive: true });
// What was started ends with this process, which a signal alone would not let say so.
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.once(signal, () => process.exit(1));
process.once('exit', () => {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});
const { tests, outside } = await bundleHostSuite(path.join(folder, 'bundles'));
const extension = path.join(folder, 'extension');
await outside.copyExtension(root, extension);
process.exitCode = await outside.runHostSuite({
  open: (env) =>
    openEditor({
      extension,
      tests,
      env: { DEBEZIUM_LAB_HOME: process.env['DEBEZIUM_LAB_HOME'] ?? path.join(folder, 'lab'), ...env },
      settings: { 'workbench.colorTheme': 'Default Dark Modern' },
      viewport: { width: 1600, height: 1000 },
    }),
  reloads: true,
  reportFile: process.env['DEBEZIUM_LAB_TEST_REPORT'],
  pictureFile: (failure) => path.join(pictures, `host-${String(failure)}.png`),
  print: (line) => console.log(line),
});
