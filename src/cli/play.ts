/**
 * usage: node dist/cli/play.js <lesson|all> [--json] [--keep] [--timeout SECONDS] [--lessons FOLDER] [--golden FOLDER] [--record new|again]
 *
 * Plays lessons on a real lab that starts empty. Exit 0 only if nothing failed, 1 if something did, 2 if it could not play,
 * 130 when interrupted. Without DEBEZIUM_LAB_HOME it uses a lab of its own, so that a student's is never emptied.
 * Outputs are compared with those that the lesson prints and with the recording; `--record` writes the recording and on what
 * the lesson was verified, and only then does playing change a file of the repository.
 */
import { setTimeout as delay } from 'node:timers/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { isAbort, isUserError } from '../core/errors';
import type { Log } from '../core/log';
import { RunService } from '../core/run/runService';
import { createDrivers } from '../drivers/index';
import { createLab, labHome, writeShims } from '../lab/index';
import { askVersions } from './play/askVersions';
import { chooseLessons } from './play/chooseLessons';
import { compareOutputs } from './play/compareOutputs';
import { emptyLab } from './play/emptyLab';
import { jsonReport } from './play/jsonReport';
import { playLesson } from './play/playLesson';
import { readRecording, RECORD, writeRecording, writeVerified } from './play/recording';
import { tally } from './play/tally';
import { textReport } from './play/textReport';
import { watchOutputs } from './play/watchOutputs';
import { readLessons } from './readLessons';

const DIST = path.join(__dirname, '..');

const OPTIONS = {
  json: { type: 'boolean', default: false },
  keep: { type: 'boolean', default: false },
  timeout: { type: 'string', default: '120' },
  lessons: { type: 'string', default: path.join(DIST, '../lessons') },
  golden: { type: 'string', default: path.join(DIST, '../test/golden') },
  record: { type: 'string' },
} as const;

const log: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: (text) => console.error(text),
  error: (text, error) => console.error(text, error ?? ''),
};

function playHome(env: NodeJS.ProcessEnv): string {
  return env['DEBEZIUM_LAB_HOME'] ? labHome(env) : `${labHome(env)}-play`;
}

const USAGE =
  'usage: npm run play -- <lesson|all> [--json] [--keep] [--timeout SECONDS] [--lessons FOLDER] [--golden FOLDER] [--record new|again]';

/** Null when the words make no sense. */
function parseOptions() {
  try {
    const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true });
    const [wish] = positionals;
    const record = RECORD.find((mode) => mode === values.record);
    return wish === undefined || !(Number(values.timeout) > 0) || record !== values.record ? null : { wish, values, record };
  } catch {
    return null;
  }
}

async function play(signal: AbortSignal): Promise<number> {
  const asked = parseOptions();
  if (!asked) {
    console.error(USAGE);
    return 2;
  }
  const { wish, values, record } = asked;
  const { report: counted, summary } = tally(values.json ? jsonReport() : textReport(), () => performance.now());
  const { report, seen } = watchOutputs(counted);
  const { lessons, problems } = chooseLessons(await readLessons(values.lessons), wish);
  problems.forEach((problem) => report.problem(problem));
  const home = playHome(process.env);
  // Shell snippets call the lab's command line, which must mean this lab.
  process.env['DEBEZIUM_LAB_HOME'] = home;
  writeShims({ home, cliPath: path.join(DIST, 'cli/lab.js'), node: process.execPath, runtime: 'local' });
  // Always processes: what is proven there holds in containers, and playing a course must not depend on Docker.
  const lab = createLab({
    home,
    log,
    settings: { runtime: 'local' },
    guardPath: path.join(DIST, 'guard.js'),
    assets: path.join(DIST, '../labs'),
  });
  const drivers = createDrivers({ home, log, endpoints: () => lab.endpoints() });
  const runs = new RunService({ runners: () => Promise.resolve(drivers.runners), endpoints: () => lab.endpoints(), log });
  const wait = async (ms: number, stop: AbortSignal): Promise<void> => delay(ms, undefined, { signal: stop });
  const connectLog = await lab.logFile('connect', { signal });
  const options = {
    runs,
    probes: drivers.probes,
    report,
    connectLog,
    limit: Number(values.timeout) * 1000,
    wait,
    now: () => performance.now(),
  };
  try {
    for (const lesson of lessons) {
      report.note(await emptyLab(lab, lesson.lab, signal));
      const before = summary().failed;
      await playLesson(lesson, options, signal);
      compareOutputs(lesson, seen(), record ? null : await readRecording(values.golden, lesson), report);
      if (!record || summary().failed > before) continue;
      const systems = await askVersions(await lab.status(), drivers, signal);
      await writeRecording(values.golden, lesson, seen(), record);
      await writeVerified(values.lessons, lesson, { date: new Date().toISOString().slice(0, 10), systems });
    }
  } catch (error) {
    if (signal.aborted || isAbort(error)) report.problem('Interrupted.');
    else if (isUserError(error)) report.problem(error.message);
    else throw error;
  } finally {
    runs.dispose();
    await drivers.dispose();
    if (!values.keep) await lab.down({ signal: new AbortController().signal });
  }
  report.summary(summary());
  if (signal.aborted) return 130;
  return summary().failed === 0 ? 0 : 1;
}

const interruption = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interruption.abort());

play(interruption.signal).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exit(2);
  },
);
