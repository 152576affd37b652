import { pages } from './entries.mjs';
import { mermaidSubset } from './mermaidSubset.mjs';

/**
 * How the pages are built, apart from what all builds share: ES modules in chunks, so that Mermaid and the controls
 * load after the text is there. The page tests build the same way into a folder of their own.
 *
 * @param {string} outdir
 * @returns {import('esbuild').BuildOptions}
 */
export function pageOptions(outdir) {
  return {
    platform: 'browser',
    format: 'esm',
    target: 'es2022',
    splitting: true,
    entryPoints: [...pages],
    entryNames: '[name]',
    chunkNames: 'chunks/[name]-[hash]',
    assetNames: '[name]',
    // The icon font keeps its name and stands beside the style sheets that name it.
    loader: { '.ttf': 'copy' },
    plugins: [mermaidSubset()],
    outdir,
  };
}
