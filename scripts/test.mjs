// Runs every suite, each in a process of its own, and ends with the line `N passed, N failed`.
// usage: node scripts/test.mjs [--only unit,pages]
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bootstrap } from './bootstrap.mjs';
import { SUITES } from './test/suites.mjs';

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const wanted = values.only?.split(',');
const unknown = wanted?.filter((name) => SUITES.every((suite) => suite.name !== name)) ?? [];
if (unknown.length > 0) {
  console.error(`No such suite: ${unknown.join(', ')}. There are: ${SUITES.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

const interrupted = new AbortController();
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => interrupted.abort());

const totals = { passed: 0, failed: 0 };
try {
  bootstrap({ host: true });
  const { runSuite } = await import('./test/runSuite.mjs');
  for (const suite of SUITES) {
    if (wanted !== undefined && !wanted.includes(suite.name)) continue;
    if (interrupted.signal.aborted) break;
    const { passed, failed, skipped, why, failures, logFile, seconds } = await runSuite(suite, interrupted.signal);
    totals.passed += passed;
    totals.failed += failed;
    const parts = [
      `${String(passed)} passed`,
      ...(failed > 0 ? [`${String(failed)} failed`] : []),
      ...(skipped > 0 ? [`${String(skipped)} skipped${suite.skips === undefined ? '' : `: ${suite.skips}`}`] : []),
    ];
    console.log(`${failed > 0 ? 'FAIL' : 'ok  '} ${suite.name.padEnd(16)} ${seconds.toFixed(1).padStart(6)} s  ${parts.join(', ')}`);
    if (failed > 0) {
      console.log(
        [...(why === null ? [] : [why]), ...failures, `The whole output: ${path.relative(process.cwd(), logFile)}`]
          .map((line) => `     | ${line}`)
          .join('\n'),
      );
    }
  }
  if (interrupted.signal.aborted) {
    totals.failed += 1;
    console.log('Interrupted: the rest did not run.');
  }
} catch (error) {
  totals.failed += 1;
  console.log(error instanceof Error ? error.message : String(error));
}
console.log(`${String(totals.passed)} passed, ${String(totals.failed)} failed`);
process.exitCode = totals.failed === 0 ? 0 : 1;
