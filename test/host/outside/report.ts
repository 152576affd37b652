import type { TestResult } from '../protocol';

const SIGNS: Readonly<Record<TestResult['state'], string>> = { passed: '✓', failed: '✗', pending: '-' };

/** One line per test, and what went wrong below it. */
export function resultLine({ state, fullTitle, duration, error }: TestResult): string {
  const line = `${SIGNS[state]} ${fullTitle} (${String(duration)} ms)`;
  return error === null ? line : `${line}\n${error.replace(/^/gmu, '    ')}`;
}

/** The results in the shape of mocha's own JSON reporter: two extension hosts, one report. */
export function mochaReport(results: readonly TestResult[], start: Date, end: Date): unknown {
  const tests = results.map(({ title, fullTitle, duration, error }) => ({
    title,
    fullTitle,
    duration,
    err: error === null ? {} : { message: error },
  }));
  const of = (state: TestResult['state']): readonly unknown[] => tests.filter((_, index) => results[index]?.state === state);
  return {
    stats: {
      tests: results.length,
      passes: of('passed').length,
      pending: of('pending').length,
      failures: of('failed').length,
      start: start.toISOString(),
      end: end.toISOString(),
      duration: end.getTime() - start.getTime(),
    },
    tests,
    pending: of('pending'),
    failures: of('failed'),
    passes: of('passed'),
  };
}
