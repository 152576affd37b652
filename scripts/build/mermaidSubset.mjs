/** The kinds of diagram that lessons may use, by Mermaid's own file names. A new kind is one word here. */
const KINDS = ['flowDiagram', 'sequenceDiagram', 'stateDiagram-v2', 'dagre', 'sizeCapture'];

const ABSENT = 'This kind of diagram is left out of the build: lessons use flowchart, sequenceDiagram and stateDiagram-v2.';

/**
 * Leaves the other kinds of diagram out: Mermaid loads each on first use, but all of them would have to be shipped,
 * 2.7 MB that no lesson needs. A diagram of such a kind fails like one that does not parse, with this reason.
 *
 * @returns {import('esbuild').Plugin}
 */
export function mermaidSubset() {
  return {
    name: 'mermaid-subset',
    setup(build) {
      build.onResolve({ filter: /./ }, ({ path: specifier, kind, importer }) => {
        if (kind !== 'dynamic-import' || !/[\\/]mermaid[\\/]dist[\\/]/u.test(importer)) return undefined;
        const name = specifier.split('/').at(-1) ?? '';
        if (KINDS.some((wanted) => new RegExp(`^${wanted}-[A-Z0-9]{8}\\.mjs$`, 'u').test(name))) return undefined;
        return { path: 'absent', namespace: 'mermaid-subset' };
      });
      build.onLoad({ filter: /./, namespace: 'mermaid-subset' }, () => ({
        contents: `throw new Error(${JSON.stringify(ABSENT)}); export {};`,
      }));
    },
  };
}
