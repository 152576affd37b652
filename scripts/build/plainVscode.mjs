import { readFile } from 'node:fs/promises';

const IMPORT = /^import \* as vscode from 'vscode';$/mu;

/**
 * Takes VS Code's API as it is. Of `import * as` from a CommonJS module esbuild makes a copy of the whole namespace in
 * every file that imports it: some 500 getters, fifty times over, which took half of the time to load the extension.
 *
 * @returns {import('esbuild').Plugin}
 */
export function plainVscode() {
  return {
    name: 'plain-vscode',
    setup(build) {
      build.onLoad({ filter: /[\\/]src[\\/](?:ui[\\/].*|extension)\.ts$/ }, async ({ path }) => {
        const text = await readFile(path, 'utf8');
        return { contents: text.replace(IMPORT, `import vscode = require('vscode');`), loader: 'ts' };
      });
    },
  };
}
