import { writeFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { openBridge, type Handlers } from './outside/bridge';
import { loggedErrors } from './outside/extensionLog';
import { click, count, gone, readingPlace, see, wheel } from './outside/hands';
import { interceptReload } from './outside/reload';
import { mochaReport, resultLine } from './outside/report';
import { stored } from './outside/storage';
import { OUTSIDE_VARIABLE, type Stage, type TestResult } from './protocol';

export { copyExtension } from './outside/extensionCopy';

/** A window with VS Code in it. */
export interface TestWindow {
  readonly page: Page;
  /** VS Code writes its logs somewhere below. */
  readonly folder: string;
  /** Exit code of the tests. */
  readonly exit: Promise<number>;
  readonly close: () => Promise<void>;
}

export interface HostSuite {
  /** Opens VS Code with these variables in the environment of its extension host. */
  readonly open: (env: Record<string, string>) => Promise<TestWindow>;
  /** See {@link Stage}. */
  readonly reloads: boolean;
  /** Takes the results in the format of mocha's JSON reporter. */
  readonly reportFile: string | undefined;
  /** The file for a picture of the window at a failure. */
  readonly pictureFile: (failure: number) => string;
  readonly print: (line: string) => void;
}

interface Course {
  readonly start: Date;
  readonly results: TestResult[];
  stage: Stage;
  /** Settles once the window is back; null while it was not reloaded. */
  reload: Promise<void> | null;
}

/** After every test: a suite that is ended early has still told what it knew. */
async function writeReport({ reportFile }: HostSuite, { results, start }: Course): Promise<void> {
  if (reportFile !== undefined) await writeFile(reportFile, JSON.stringify(mochaReport(results, start, new Date())));
}

function handlersOf(suite: HostSuite, course: Course, opening: () => Promise<TestWindow>): Handlers {
  const page = async (): Promise<Page> => (await opening()).page;
  return {
    stage: () => Promise.resolve(course.stage),
    tested: async (result) => {
      course.results.push(result);
      await writeReport(suite, course);
      suite.print(resultLine(result));
      const failures = course.results.filter(({ state }) => state === 'failed').length;
      if (result.state === 'failed') await (await page()).screenshot({ path: suite.pictureFile(failures) });
      return null;
    },
    click: async (request) => click(await page(), request),
    press: async ({ keys }) => {
      await (await page()).keyboard.press(keys);
      return null;
    },
    see: async (request) => see(await page(), request),
    gone: async (request) => gone(await page(), request),
    count: async (request) => count(await page(), request),
    wheel: async (request) => wheel(await page(), request),
    readingPlace: async (request) => readingPlace(await page(), request),
    stored: async ({ text }) => stored(await page(), text),
    expectReload: async (request) => {
      course.stage = { ...course.stage, name: 'reloaded', place: request.place };
      course.reload = (await interceptReload(await page(), request)).done;
      return null;
    },
    loggedErrors: async () => loggedErrors((await opening()).folder),
  };
}

/** Rejects when the window did not come back; otherwise waits for the tests alone. */
async function exitOf({ exit }: TestWindow, course: Course): Promise<number> {
  const code = await exit;
  await course.reload;
  return code;
}

/** Runs the suite in a VS Code and lends its tests a pair of hands outside. Resolves with the exit code. */
export async function runHostSuite(suite: HostSuite): Promise<number> {
  const course: Course = { start: new Date(), results: [], stage: { name: 'first', reloads: suite.reloads, place: null }, reload: null };
  const bridge = await openBridge(handlersOf(suite, course, () => opening));
  const opening = suite.open({ [OUTSIDE_VARIABLE]: bridge.url });
  try {
    const window = await opening;
    const code = await exitOf(window, course).finally(window.close);
    const failed = course.results.some(({ state }) => state === 'failed');
    return failed || course.results.length === 0 ? 1 : code;
  } finally {
    bridge.close();
  }
}
