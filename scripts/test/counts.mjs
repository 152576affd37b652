import { readFile } from 'node:fs/promises';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** @param {string} text @returns {Record<string, any>} */
const parse = (text) => JSON.parse(text);

/**
 * What a suite's report says, for each kind of report.
 *
 * @type {Record<import('./suites.mjs').Suite['counts'], (report: string, output: string) => Promise<Counts>>}
 */
const readers = {
  check: () => Promise.resolve({ passed: 1, failed: 0, skipped: 0 }),
  async vitest(report) {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = parse(await readFile(report, 'utf8'));
    return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
  },
  async mocha(report) {
    const { passes, failures, pending } = parse(await readFile(report, 'utf8'))['stats'];
    return { passed: passes, failed: failures, skipped: pending };
  },
  play(_report, output) {
    const last = output.split('\n').findLast((line) => line.startsWith('{"summary"'));
    if (last === undefined) throw new Error('it printed no summary');
    const { passed, failed } = parse(last)['summary'];
    return Promise.resolve({ passed, failed, skipped: 0 });
  },
};

/**
 * Counts a suite that has ended. One that failed without saying which test, has no report or ran nothing counts as one
 * failure: silence is not success.
 *
 * @param {import('./suites.mjs').Suite['counts']} kind
 * @param {{ report: string, output: string, ok: boolean }} result
 * @returns {Promise<Counts & { why: string | null }>}
 */
export async function countTests(kind, { report, output, ok }) {
  const none = { passed: 0, failed: 1, skipped: 0 };
  if (kind === 'check') return ok ? { passed: 1, failed: 0, skipped: 0, why: null } : { ...none, why: null };
  try {
    const counts = await readers[kind](report, output);
    if (counts.passed + counts.failed === 0) return { ...none, why: 'no test ran' };
    if (!ok && counts.failed === 0) return { ...counts, failed: 1, why: 'it ended with an error outside its tests' };
    return { ...counts, why: null };
  } catch (error) {
    return { ...none, why: `no result: ${error instanceof Error ? error.message : String(error)}` };
  }
}
