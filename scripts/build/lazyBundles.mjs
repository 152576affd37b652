import path from 'node:path';

/**
 * Leaves an import of another bundle out of this one and points it at the built file, so that drivers, the lab and the
 * lesson engine load on first use. The extension must import them with `import()`: a static import would load them at
 * activation, so it fails the build. The command line may do either.
 *
 * @param {{ root: string, output: string, targets: ReadonlyMap<string, string> }} bundle
 *   `output` and the values of `targets` are relative to dist/.
 * @returns {import('esbuild').Plugin}
 */
export function lazyBundles({ root, output, targets }) {
  return {
    name: 'lazy-bundles',
    setup(build) {
      build.onResolve({ filter: /^\.\.?\// }, ({ path: specifier, resolveDir, kind }) => {
        if (kind === 'entry-point') return undefined;
        const module = path.relative(root, path.resolve(resolveDir, specifier)).split(path.sep).join('/');
        const target = targets.get(module.replace(/\.(?:ts|js)$/u, ''));
        if (target === undefined) return undefined;
        if (output === 'extension.js' && kind !== 'dynamic-import') {
          return { errors: [{ text: `${module} is a bundle of its own: load it with import(), so that activation stays small` }] };
        }
        const relative = path.posix.relative(path.posix.dirname(output), target);
        return { path: relative.startsWith('.') ? relative : `./${relative}`, external: true };
      });
    },
  };
}
