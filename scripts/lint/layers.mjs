/**
 * The layers of ARCHITECTURE.md as data: who may import what. A file belongs to the first layer whose folder it is in.
 *
 * @typedef {object} Layer
 * @property {string} folder Relative to the root, with `/`; a file or a folder.
 * @property {readonly string[]} layers Folders it may import from, besides itself.
 * @property {readonly string[]} [types] Folders of which it may import types only.
 * @property {boolean} [node] Whether Node's own modules are allowed.
 * @property {boolean} [vscode] Whether `vscode` is allowed.
 * @property {readonly string[] | 'any'} packages npm packages it may import.
 */

/** @type {readonly Layer[]} */
export const LAYERS = [
  {
    folder: 'src/core',
    layers: [],
    packages: ['markdown-it', 'highlight.js', 'yaml', 'jsonc-parser', 'zod', 'libpg-query'],
  },
  // A client library is known to one driver only, so that another library means one folder of change.
  { folder: 'src/drivers/kafka', layers: ['src/core', 'src/drivers'], node: true, packages: ['kafkajs', 'zod'] },
  { folder: 'src/drivers/postgres', layers: ['src/core', 'src/drivers'], node: true, packages: ['pg', 'zod'] },
  { folder: 'src/drivers/mysql', layers: ['src/core', 'src/drivers'], node: true, packages: ['mysql2', 'zod'] },
  { folder: 'src/drivers', layers: ['src/core'], node: true, packages: ['zod', 'yaml', 'jsonc-parser'] },
  { folder: 'src/lab', layers: ['src/core'], node: true, packages: ['zod'] },
  { folder: 'src/ui', layers: ['src/core'], types: ['src/drivers', 'src/lab'], vscode: true, packages: [] },
  // Mermaid is far larger than the lesson engine, so only the command line parses diagrams outside a page.
  { folder: 'src/cli/lintDiagrams.ts', layers: ['src/core'], packages: ['mermaid', 'dompurify'] },
  { folder: 'src/cli', layers: ['src/core', 'src/drivers', 'src/lab'], node: true, packages: [] },
  { folder: 'src/extension.ts', layers: ['src'], node: true, vscode: true, packages: [] },
  { folder: 'media', layers: [], types: ['src/core/protocol'], packages: 'any' },
];
