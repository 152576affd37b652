import type { Saw } from '../../core/check/check';
import type { Lesson, Step } from '../../core/lesson/lesson';
import type { AnswerValue, Prediction } from '../../core/predict/prediction';
import type { Run } from '../../core/run/result';
import type { Snippet } from '../../core/snippet/snippet';
import type { Trouble } from '../../core/trouble/trouble';

export interface PlayedCheck {
  readonly lesson: Lesson;
  readonly step: Step;
  /** Zero-based, in the order of the fence. */
  readonly check: number;
  /** Met before anything of the step was run: then the check proves nothing. */
  readonly before: boolean;
  readonly after: boolean;
  readonly saw: Saw;
}

export interface PlayedSnippet {
  readonly lesson: Lesson;
  readonly snippet: Snippet;
  readonly run: Run;
  /** False where the run failed; a consumer that `play` stopped at the end is in order. */
  readonly ok: boolean;
  /** What it printed, for python and bash. */
  readonly printed: string;
}

export interface PlayedPrediction {
  readonly lesson: Lesson;
  readonly prediction: Prediction;
  /** What the lab brought. */
  readonly value: AnswerValue;
  /** Indexes of the options it makes right: exactly one, or the lesson is wrong. */
  readonly right: readonly number[];
}

/** An output compared with what is known of it. */
export interface PlayedOutput {
  readonly lesson: Lesson;
  /** The snippet that brought it. */
  readonly snippet: string;
  /** One-based line of the fence in the lesson that prints it; null for the recording. */
  readonly line: number | null;
  /** Null when it is as printed or as recorded; `expected` or `seen` is null where one ends before the other. */
  readonly difference: { readonly expected: string | null; readonly seen: string | null } | null;
}

export interface PlayedTrouble {
  readonly lesson: Lesson;
  readonly trouble: Trouble;
  /** The sign that the page quotes was there. */
  readonly seen: boolean;
  /** Well before the cure: then the cure proves nothing. */
  readonly wellBefore: boolean;
  readonly well: boolean;
}

export interface Summary {
  readonly lessons: number;
  readonly steps: number;
  readonly snippets: number;
  readonly checks: number;
  readonly predictions: number;
  readonly outputs: number;
  readonly troubles: number;
  readonly passed: number;
  readonly failed: number;
  readonly seconds: number;
}

/** Where `play` tells what it does, as it does it. */
export interface Report {
  lesson(lesson: Lesson): void;
  step(step: Pick<Step, 'id' | 'title'>): void;
  snippet(played: PlayedSnippet): void;
  check(played: PlayedCheck): void;
  prediction(played: PlayedPrediction): void;
  output(played: PlayedOutput): void;
  trouble(played: PlayedTrouble): void;
  /** What went wrong beside snippets and checks: the lab, the lesson file, an interruption. */
  problem(text: string): void;
  note(text: string): void;
  summary(summary: Summary): void;
}

export function checkPassed({ before, after }: PlayedCheck): boolean {
  return after && !before;
}

export function predictionPassed({ right }: PlayedPrediction): boolean {
  return right.length === 1;
}

/** Where the output stands that was compared. */
export function placeOf({ lesson, line }: PlayedOutput): string {
  return line === null ? `the recording of ${lesson.id}` : `lessons/${lesson.path}:${String(line)}`;
}

/** What an author does about a difference. */
export function outputFix({ lesson, line }: PlayedOutput): string {
  return line === null
    ? `If it is right, record it: npm run play -- ${lesson.id} --record new, then --record again.`
    : 'Correct the fence; varies=true compares only the shape of lines whose numbers are never the same twice.';
}

export function troublePassed({ seen, wellBefore, well }: PlayedTrouble): boolean {
  return seen && well && !wellBefore;
}
