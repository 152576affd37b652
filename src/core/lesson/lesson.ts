import type { Helper } from '../advisor/helper';
import type { Check } from '../check/check';
import type { Term } from '../glossary/term';
import type { PrintedOutput } from '../recording/printedOutput';
import type { Profile } from '../lab/lab';
import type { Message } from '../message';
import type { Prediction } from '../predict/prediction';
import type { Snippet } from '../snippet/snippet';
import type { Trouble } from '../trouble/trouble';
import type { Verified } from './verified';

/** Lessons are written in this language first; one without a translation is shown in it. */
export const FIRST_LOCALE = 'ru';

/** Among the lessons: on what each was last played without a fault. `play --record` writes it. */
export const VERIFIED_FILE = 'verified.json';

export type Difficulty = 'beginner' | 'intermediate' | 'advanced';

/** A lesson file as it was read. `path` is relative to `lessons/`, with slashes: `ru/02-module-2/07-name.md`. */
export interface LessonFile {
  readonly path: string;
  readonly text: string;
}

/** A mistake in a lesson, for its author. */
export interface Finding {
  readonly file: string;
  /** One-based. */
  readonly line: number;
  readonly rule: string;
  readonly message: Message;
  readonly fix: Message;
}

export interface Step {
  readonly id: string;
  readonly title: string;
  /** One-based line of the heading. */
  readonly line: number;
  readonly checks: readonly Check[];
  /** Markdown. */
  readonly hints: readonly string[];
  /** Snippet ids, in order. */
  readonly solution: readonly string[];
}

export interface Lesson {
  /** Path without locale and ending: `02-module-2/07-incremental-snapshot-lab`. */
  readonly id: string;
  readonly locale: string;
  readonly path: string;
  readonly module: string;
  readonly title: string;
  readonly description: string;
  readonly order: number;
  readonly difficulty: Difficulty;
  /** Minutes. */
  readonly duration: number;
  readonly topics: readonly string[];
  readonly lab: Profile;
  /** Lesson ids. */
  readonly prerequisites: readonly string[];
  readonly steps: readonly Step[];
  readonly snippets: readonly Snippet[];
  /** Questions that the lab answers, in the order of the file. */
  readonly predictions: readonly Prediction[];
  /** What the lesson says its snippets bring, in the order of the file. */
  readonly outputs: readonly PrintedOutput[];
  /** When it was last played without a fault, and on what; null for a lesson that is being written. */
  readonly verified: Verified | null;
  /** Forms that the lab or the course's rules answer, each kind once at most. */
  readonly helpers: readonly Helper[];
  /** Entries of a troubleshooting page; none in a lesson. */
  readonly troubles: readonly Trouble[];
  /** Markdown without front matter, lines kept: line n here is line n + `bodyLine` - 1 of the file. */
  readonly body: string;
  readonly bodyLine: number;
}

/** A lesson that could not be read stays in the course, so that the tree can show it with its findings. */
export interface BrokenLesson {
  readonly id: string;
  readonly path: string;
  readonly module: string;
}

export interface Module {
  readonly id: string;
  readonly title: string;
  readonly lessons: readonly Lesson[];
  readonly broken: readonly BrokenLesson[];
}

export interface Course {
  readonly modules: readonly Module[];
  /** In the language of the course, else in the first one. */
  readonly glossary: readonly Term[];
  readonly findings: readonly Finding[];
}
