import type * as lessons from '../core/lesson/index';
import type * as parser from '../core/lesson/parser';
import type { ProgressStore } from '../core/progress/progressStore';
import type { Drivers } from '../drivers/index';

/** The lesson engine's bundle: renderer, sessions, progress. */
export type LessonEngine = typeof lessons;

/** The bundle that reads lesson files. */
export type LessonParser = typeof parser;

/** What is loaded on first use, so that activation stays small. Each hands out the same value every time. */
export interface Engines {
  readonly lessons: () => Promise<LessonEngine>;
  readonly drivers: () => Promise<Drivers>;
  readonly progress: () => Promise<ProgressStore>;
}
