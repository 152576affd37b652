import { readFile } from 'node:fs/promises';

/** Lines shown of one failure; the rest is in the log of the suite. */
const LINES_OF_ONE = 14;
/** Lines shown of a suite whose report names no failure. */
const TAIL = 60;

/** @param {string} text @returns {Record<string, any>} */
const parse = (text) => JSON.parse(text);

/** @param {string} title @param {string} message */
const excerpt = (title, message) => [
  `✗ ${title}`,
  ...message
    .trimEnd()
    .split('\n')
    .slice(0, LINES_OF_ONE)
    .map((line) => `    ${line}`),
];

/** @param {string} line */
function playedBadly(line) {
  if (!line.startsWith('{')) return line.trim() !== '';
  const { ok, before, after, right, seen, wellBefore, well } = parse(line);
  const isCheckBad = before === true || after === false;
  const isTroubleBad = seen === false || wellBefore === true || well === false;
  return ok === false || isCheckBad || isTroubleBad || (Array.isArray(right) && right.length !== 1);
}

/**
 * The failures in a suite's report, for each kind of report: for each what failed, then what it said.
 *
 * @type {Record<import('./suites.mjs').Suite['counts'], (report: string, output: string) => Promise<string[]>>}
 */
const readers = {
  check: () => Promise.resolve([]),
  async vitest(report) {
    const { testResults } = parse(await readFile(report, 'utf8'));
    return testResults.flatMap((/** @type {any} */ file) => {
      const failed = file.assertionResults.filter((/** @type {any} */ test) => test.status === 'failed');
      // A file that could not even be read has a message and no tests.
      if (failed.length === 0 && file.status === 'failed') return excerpt(file.name, file.message);
      return failed.flatMap((/** @type {any} */ test) => excerpt(test.fullName, test.failureMessages.join('\n')));
    });
  },
  async mocha(report) {
    const { failures } = parse(await readFile(report, 'utf8'));
    return failures.flatMap((/** @type {any} */ test) => excerpt(test.fullTitle, test.err.message ?? ''));
  },
  play: (_report, output) => Promise.resolve(output.split('\n').filter(playedBadly)),
};

/**
 * What to show of a suite that failed: its failures alone where the report tells them, since what passed only hides them;
 * otherwise the end of its output.
 *
 * @param {import('./suites.mjs').Suite['counts']} kind
 * @param {{ report: string, output: string }} result
 * @returns {Promise<string[]>}
 */
export async function failuresOf(kind, { report, output }) {
  const told = await readers[kind](report, output).catch(() => []);
  return told.length > 0 ? told : output.trimEnd().split('\n').slice(-TAIL);
}
