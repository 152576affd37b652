import { spawnSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { root } from '../build/entries.mjs';
import { cacheFolder, exists } from '../host/cache.mjs';
import { spawnGroup, stopGroup } from '../host/process.mjs';
import { countTests } from './counts.mjs';
import { failuresOf } from './failures.mjs';

/** Stops the lab a suite left behind: its guard is detached, so ending the suite's process group does not reach it. @param {NodeJS.ProcessEnv} env */
async function stopLab(env) {
  const lab = path.join(root, 'dist/cli/lab.js');
  if ((await exists(lab)) && (await exists(path.join(env['DEBEZIUM_LAB_HOME'] ?? '', 'run')))) {
    spawnSync(process.execPath, [lab, 'down'], { env, timeout: 60_000 });
  }
}

/**
 * Runs one suite in its own process group with a lab home of its own, which goes away with it.
 *
 * @param {import('./suites.mjs').Suite} suite
 * @param {AbortSignal} signal Ends it early.
 */
export async function runSuite(suite, signal) {
  const started = Date.now();
  const folder = await mkdtemp(path.join(tmpdir(), `debezium-lab-test-${suite.name}-`));
  const report = path.join(folder, 'report.json');
  const logFile = path.join(cacheFolder, 'test-logs', `${suite.name}.log`);
  await mkdir(path.dirname(logFile), { recursive: true });
  const env = {
    ...process.env,
    DEBEZIUM_LAB_HOME: path.join(folder, 'lab'),
    DEBEZIUM_LAB_CACHE: cacheFolder,
    // No suite but its own depends on Docker.
    DEBEZIUM_LAB_RUNTIME: 'local',
    DEBEZIUM_LAB_TEST_REPORT: report,
    NO_COLOR: '1',
  };
  const args = suite.counts === 'vitest' ? [...suite.command, `--outputFile.json=${report}`] : suite.command;
  const log = createWriteStream(logFile);
  const child = spawnGroup(process.execPath, args, { cwd: root, env });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const limit = AbortSignal.any([signal, AbortSignal.timeout(suite.minutes * 60_000)]);
  const stop = () => void stopGroup(child);
  limit.addEventListener('abort', stop, { once: true });
  const code = await new Promise((resolve) => {
    child.once('error', () => resolve(null));
    child.once('close', resolve);
  });
  limit.removeEventListener('abort', stop);
  log.end();
  await finished(log);
  await stopLab(env);
  const output = await readFile(logFile, 'utf8');
  const counts = await countTests(suite.counts, { report, output, ok: code === 0 });
  const failures = counts.failed > 0 || limit.aborted ? await failuresOf(suite.counts, { report, output }) : [];
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  const why = limit.aborted && !signal.aborted ? `ended after ${String(suite.minutes)} minutes` : counts.why;
  return {
    ...counts,
    failed: limit.aborted ? Math.max(1, counts.failed) : counts.failed,
    why,
    failures,
    logFile,
    seconds: (Date.now() - started) / 1000,
  };
}
