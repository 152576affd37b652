import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { chooseLessons } from '../src/cli/play/chooseLessons';
import { readLessons } from '../src/cli/readLessons';
import type { Lesson } from '../src/core/lesson/lesson';
import { silentLog } from '../src/core/log';
import { ProgressStore } from '../src/core/progress/progressStore';
import { RunService } from '../src/core/run/runService';
import { LessonSession } from '../src/core/session/lessonSession';
import { rewind } from '../src/core/session/rewind';
import type * as DriversBundle from '../src/drivers/index';
import type * as LabBundle from '../src/lab/index';
import type { Bench } from './bench';
import { createBenchLab } from './benchLab';
import type { Measurement } from './figure';

const run = promisify(execFile);

async function longestLesson(root: string): Promise<Lesson> {
  const { lessons } = chooseLessons(await readLessons(path.join(root, 'lessons')), 'all');
  return lessons.reduce((longest, lesson) => (lesson.steps.length > longest.steps.length ? lesson : longest));
}

/** Milliseconds in which the lesson is played once through, the lab's start included: the way there without rewinding. */
async function played({ root, folder, signal }: Bench, lesson: Lesson): Promise<number> {
  const home = await mkdtemp(path.join(folder, 'play-'));
  try {
    const begin = performance.now();
    const env = { ...process.env, DEBEZIUM_LAB_HOME: home };
    await run(process.execPath, [path.join(root, 'dist/cli/play.js'), lesson.id, '--json'], { signal, env, maxBuffer: 64 << 20 });
    return performance.now() - begin;
  } finally {
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Milliseconds in which a lab that runs is brought to the lesson's last step. */
async function rewound(bench: Bench, lesson: Lesson): Promise<number> {
  const { root, signal } = bench;
  const own = await createBenchLab(bench);
  const { lab, home, call } = own;
  const load = createRequire(path.join(root, 'dist/'));
  const { createDrivers } = load('./drivers.js') as typeof DriversBundle;
  const { writeShims } = load('./lab.js') as typeof LabBundle;
  // Shell snippets call the lab's command line, which must mean this lab.
  const { DEBEZIUM_LAB_HOME: before } = process.env;
  process.env['DEBEZIUM_LAB_HOME'] = home;
  writeShims({ home, cliPath: path.join(root, 'dist/cli/lab.js'), node: process.execPath });
  const endpoints = (): ReturnType<typeof lab.endpoints> => lab.endpoints();
  const drivers = createDrivers({ home, log: silentLog, endpoints });
  const runs = new RunService({ runners: () => Promise.resolve(drivers.runners), endpoints, log: silentLog });
  const stored = new Map<string, unknown>();
  const set = (key: string, value: unknown): Promise<void> => Promise.resolve(void stored.set(key, value));
  const progress = new ProgressStore({ get: (key) => stored.get(key), set }, silentLog);
  const session = new LessonSession({ lesson, probes: drivers.probes, runs, progress, log: silentLog });
  try {
    await own.up(lesson.lab);
    const begin = performance.now();
    await rewind(lesson.steps.at(-1)?.id ?? '', {
      lesson,
      session,
      runs,
      signal,
      resetLab: async () => {
        await lab.reset(call);
      },
      onStep: ({ title }, index) => bench.note(`  step ${index + 1} of ${lesson.steps.length}: ${title}`),
    });
    return performance.now() - begin;
  } finally {
    session.dispose();
    runs.dispose();
    await drivers.dispose();
    await own.dispose();
    if (before === undefined) delete process.env['DEBEZIUM_LAB_HOME'];
    else process.env['DEBEZIUM_LAB_HOME'] = before;
  }
}

/** A rewind across the longest lesson, against playing that lesson. */
export const lessonRewind: Measurement<Bench> = {
  goals: { 'rewind-longest-lesson': { ratio: 1 } },
  measure: async (bench) => {
    const lesson = await longestLesson(bench.root);
    bench.note(`Rewinding ${lesson.id} to its last step, then playing it`);
    const value = await rewound(bench, lesson);
    const baselineValue = await played(bench, lesson);
    return [{ name: 'rewind-longest-lesson', unit: 'ms', value, baseline: 'playing the lesson once, with its lab’s start', baselineValue }];
  },
};
