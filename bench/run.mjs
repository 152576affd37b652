// Measures the lab and the extension against what a reader would compare them with. See docs/benchmarks.md.
// usage: node bench/run.mjs [--json] [--only name,…]
import { build } from 'esbuild';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../scripts/build/entries.mjs';
import { openEditor } from '../scripts/host.mjs';

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, only: { type: 'string' } } });
const folder = await mkdtemp(path.join(tmpdir(), 'debezium-lab-bench-'));
const interrupted = new AbortController();
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.once(signal, () => interrupted.abort());

try {
  await build({
    absWorkingDir: root,
    entryPoints: {
      main: 'bench/main.ts',
      remoteHand: 'bench/editor/remoteHand.ts',
      readTopic: 'bench/reading/readTopic.ts',
    },
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode', 'pg-native'],
    logLevel: 'warning',
  });
  await build({
    absWorkingDir: root,
    entryPoints: ['bench/page/main.ts'],
    outfile: path.join(folder, 'page.js'),
    bundle: true,
    target: 'es2022',
  });
  /** @type {typeof import('./main')} */
  const { runBench } = createRequire(import.meta.url)(path.join(folder, 'main.cjs'));
  const only = values.only?.split(',') ?? null;
  process.exitCode = await runBench({ root, folder, openEditor, json: values.json, only, signal: interrupted.signal });
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}
