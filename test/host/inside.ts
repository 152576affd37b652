import Mocha from 'mocha';
import * as vscode from 'vscode';
import { INPUTS, LESSON } from './inside/names';
import { outside } from './inside/outside';
import { restingPlace } from './inside/readingPlace';
import { PATIENCE, type Stage } from './protocol';
import { activationTests } from './tests/activation';
import { badInputTests } from './tests/badInput';
import { connectorTests } from './tests/connectors';
import { courseTests } from './tests/course';
import { helperTests } from './tests/helpers';
import { labDownTests } from './tests/labDown';
import { labStartTests } from './tests/labStart';
import { labTreeTests } from './tests/labTree';
import { lastTests } from './tests/last';
import { readerTests } from './tests/reader';
import { reloadedTests } from './tests/reloaded';
import { rewindTests } from './tests/rewind';
import { runTests } from './tests/run';

/** In order: one window and one lab live through all of them, as they do with a student. */
const FIRST = [
  activationTests,
  courseTests,
  labDownTests,
  labStartTests,
  labTreeTests,
  runTests,
  badInputTests,
  helperTests,
  connectorTests,
  readerTests,
];
const RELOADED = [reloadedTests];
const LAST = [rewindTests, lastTests];

/** Many waits of up to PATIENCE fit into one test. */
const LIMIT = 3 * PATIENCE;

function testsOf({ name, reloads }: Stage): readonly (() => void)[] {
  if (name === 'reloaded') return [...RELOADED, ...LAST];
  return reloads ? FIRST : [...FIRST, ...LAST];
}

/** Resolves with the number of failures once everybody has heard of every result. */
async function runMocha(suites: readonly (() => void)[]): Promise<number> {
  const mocha = new Mocha({ ui: 'bdd', timeout: LIMIT, forbidOnly: true, reporter: Mocha.reporters.Base });
  let told: Promise<unknown> = Promise.resolve();
  // The bundle is one file: `describe` and `it` are bound to this instance by the event that a file's loading fires.
  mocha.suite.emit(Mocha.Suite.constants.EVENT_FILE_PRE_REQUIRE, {}, '', mocha);
  for (const suite of suites) suite();
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    const tell = (test: Mocha.Runnable, state: 'passed' | 'failed' | 'pending', error: string | null): void => {
      const result = { title: test.title, fullTitle: test.fullTitle(), state, duration: test.duration ?? 0, error };
      // One after the other, so that they are told in their order.
      told = told.then(() => outside('tested', result));
    };
    runner.on('pass', (test) => tell(test, 'passed', null));
    runner.on('pending', (test) => tell(test, 'pending', null));
    runner.on('fail', (test, error: unknown) =>
      tell(test, 'failed', error instanceof Error ? (error.stack ?? error.message) : String(error)),
    );
  });
  await told;
  return failures;
}

/** Called by VS Code in the extension host; the run has failed when this rejects. */
export async function run(): Promise<void> {
  const stage = await outside('stage', null);
  const failures = await runMocha(testsOf(stage));
  if (stage.name === 'first' && stage.reloads) {
    const place = await restingPlace(LESSON);
    await outside('expectReload', { place, damage: { key: `debeziumLab.progress.${INPUTS}`, value: 'not progress at all' } });
    await vscode.commands.executeCommand('workbench.action.reloadWindow');
    // The next extension host goes on; this one ends with its window.
    await new Promise(() => undefined);
  }
  if (failures > 0) throw new Error(`${String(failures)} tests failed`);
}
