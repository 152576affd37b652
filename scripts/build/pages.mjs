import path from 'node:path';
import { pages, root } from './entries.mjs';
import { mermaidSubset } from './mermaidSubset.mjs';

/**
 * Points `import()` of a page's part at the file it is built into. Parts are whole files, not chunks: VS Code fetches each
 * file of a page through a service worker and the workbench, and chunks that name further chunks would be fetched one
 * after the other.
 *
 * @returns {import('esbuild').Plugin}
 */
function pageParts() {
  return {
    name: 'page-parts',
    setup(build) {
      build.onResolve({ filter: /^\.\.?\// }, ({ path: specifier, resolveDir, kind }) => {
        if (kind !== 'dynamic-import') return undefined;
        const module = path.relative(root, path.resolve(resolveDir, specifier)).split(path.sep).join('/');
        if (!pages.includes(`${module}.ts`)) return undefined;
        return { path: `./${path.posix.basename(module)}.js`, external: true };
      });
    },
  };
}

/**
 * How the pages are built, apart from what all builds share. The page tests build the same way into a folder of their own.
 *
 * @param {string} outdir
 * @returns {import('esbuild').BuildOptions}
 */
export function pageOptions(outdir) {
  return {
    platform: 'browser',
    format: 'esm',
    target: 'es2022',
    entryPoints: [...pages],
    entryNames: '[name]',
    assetNames: '[name]',
    // The icon font keeps its name and stands beside the style sheets that name it.
    loader: { '.ttf': 'copy' },
    plugins: [pageParts(), mermaidSubset()],
    outdir,
  };
}
