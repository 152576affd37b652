import { build } from 'esbuild';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../build/entries.mjs';

const require = createRequire(import.meta.url);

/**
 * Packages that are no part of a bundle are named by their path: the bundles stand outside the repository.
 *
 * @type {import('esbuild').Plugin}
 */
const byPath = {
  name: 'by-path',
  setup({ onResolve }) {
    onResolve({ filter: /^mocha$/ }, ({ path: name }) => ({ path: require.resolve(name), external: true }));
  },
};

/**
 * Bundles both halves of test/host: the tests, which VS Code loads into its extension host, and what acts on the window
 * from here.
 *
 * @param {string} folder
 * @returns {Promise<{ tests: string, outside: typeof import('../../test/host/outside') }>}
 */
export async function bundleHostSuite(folder) {
  /** @type {import('esbuild').BuildOptions} */
  const common = { absWorkingDir: root, bundle: true, platform: 'node', target: 'node20', logLevel: 'warning', plugins: [byPath] };
  const tests = path.join(folder, 'tests.cjs');
  const outside = path.join(folder, 'outside.mjs');
  await Promise.all([
    build({ ...common, entryPoints: ['test/host/inside.ts'], format: 'cjs', external: ['vscode'], sourcemap: 'inline', outfile: tests }),
    build({ ...common, entryPoints: ['test/host/outside.ts'], format: 'esm', outfile: outside }),
  ]);
  return { tests, outside: await import(pathToFileURL(outside).href) };
}
