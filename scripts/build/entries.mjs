import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * What the host and the command line load, each as one CommonJS file below dist/.
 * @type {readonly { entry: string, output: string }[]}
 */
export const bundles = [
  { entry: 'src/extension.ts', output: 'extension.js' },
  { entry: 'src/drivers/index.ts', output: 'drivers.js' },
  { entry: 'src/lab/index.ts', output: 'lab.js' },
  { entry: 'src/core/lesson/index.ts', output: 'lessons.js' },
  { entry: 'src/core/lesson/parser.ts', output: 'parser.js' },
  { entry: 'src/lab/guard/main.ts', output: 'guard.js' },
  { entry: 'src/cli/lab.ts', output: 'cli/lab.js' },
  { entry: 'src/cli/play.ts', output: 'cli/play.js' },
  { entry: 'src/cli/lint.ts', output: 'cli/lint.js' },
  { entry: 'src/cli/schema.ts', output: 'cli/schema.js' },
];

/**
 * Modules that are bundles of their own: whoever imports one gets the built file, loaded on first use.
 * @type {ReadonlyMap<string, string>}
 */
export const lazyTargets = new Map([
  ['src/drivers/index', 'drivers.js'],
  ['src/lab/index', 'lab.js'],
  ['src/core/lesson/index', 'lessons.js'],
  ['src/core/lesson/parser', 'parser.js'],
]);

/**
 * Scripts and style sheets of the pages, each one file in dist/media/. A script that is loaded later than the first paint,
 * with `import()`, has its place here too.
 */
export const pages = [
  'media/lesson/lesson.ts',
  'media/lesson/lessonPage.ts',
  'media/lesson/diagrams.ts',
  'media/lesson/helpers.ts',
  'media/lesson/lesson.css',
  'media/results/results.ts',
  'media/results/resultsPage.ts',
  'media/preflight/preflight.ts',
  'media/preflight/preflightPage.ts',
  'media/preflight/preflight.css',
  'media/glossary/glossary.ts',
  'media/glossary/glossary.css',
  'media/shared/controls.ts',
  'media/results/results.css',
  'node_modules/@vscode/codicons/dist/codicon.css',
];
