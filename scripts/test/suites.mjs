/**
 * @typedef {object} Suite
 * @property {string} name For `--only`.
 * @property {readonly string[]} command Run with Node from the root.
 * @property {'check' | 'vitest' | 'mocha' | 'play'} counts What its result counts as: one check, or what its report says.
 * @property {number} minutes It is ended after this long.
 * @property {string} [skips] Why tests of it may be skipped.
 */

const bin = (/** @type {string} */ name) => `node_modules/${name}`;

/** @param {string} project @returns {readonly string[]} */
const vitest = (project) => [bin('vitest/vitest.mjs'), 'run', '--project', project, '--reporter=default', '--reporter=json'];

/** In order: what is quick and tells most first; what needs the build after it. @type {readonly Suite[]} */
export const SUITES = [
  { name: 'types', command: [bin('typescript/bin/tsc'), '-p', '.'], counts: 'check', minutes: 5 },
  { name: 'page-types', command: [bin('typescript/bin/tsc'), '-p', 'media'], counts: 'check', minutes: 5 },
  { name: 'page-test-types', command: [bin('typescript/bin/tsc'), '-p', 'test/pages'], counts: 'check', minutes: 5 },
  { name: 'lint', command: [bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0'], counts: 'check', minutes: 10 },
  { name: 'format', command: [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'], counts: 'check', minutes: 5 },
  { name: 'deadcode', command: [bin('knip/bin/knip.js')], counts: 'check', minutes: 5 },
  { name: 'unit', command: vitest('unit'), counts: 'vitest', minutes: 5 },
  // Everything after this runs on what is shipped: the production bundles.
  { name: 'build', command: ['scripts/package.mjs'], counts: 'check', minutes: 5 },
  { name: 'lessons', command: ['dist/cli/lint.js'], counts: 'check', minutes: 5 },
  { name: 'pages', command: vitest('pages'), counts: 'vitest', minutes: 10 },
  { name: 'lab', command: vitest('lab'), counts: 'vitest', minutes: 15 },
  { name: 'drivers', command: vitest('drivers'), counts: 'vitest', minutes: 15 },
  { name: 'mysql', command: vitest('mysql'), counts: 'vitest', minutes: 10 },
  { name: 'compose', command: vitest('compose'), counts: 'vitest', minutes: 30, skips: 'they need a Docker engine, and none answers here' },
  { name: 'external', command: vitest('external'), counts: 'vitest', minutes: 10 },
  { name: 'play', command: ['dist/cli/play.js', 'all', '--json'], counts: 'play', minutes: 40 },
  { name: 'host', command: ['scripts/test/host.mjs'], counts: 'mocha', minutes: 15 },
  { name: 'package', command: vitest('package'), counts: 'vitest', minutes: 10 },
];
