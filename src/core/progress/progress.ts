import * as z from 'zod';
import { CheckState } from '../check/state';

/** How far a student has come. `doing` is the step whose checks are being watched. */
export const StepState = z.enum(['todo', 'doing', 'done', 'skipped']);
export type StepState = z.infer<typeof StepState>;

export const StepProgress = z.object({
  state: StepState,
  /** ISO 8601, when the state was reached. */
  at: z.string(),
  /** Where the checks of a step in progress began: after a reload they count on from there. */
  baseline: z.array(CheckState).readonly().optional(),
  /** How many hints were shown. */
  hints: z.number().int().nonnegative().optional(),
  solutionShown: z.boolean().optional(),
});
export type StepProgress = z.infer<typeof StepProgress>;

export interface LessonProgress {
  readonly steps: Readonly<Record<string, StepProgress>>;
}

/** Rises when the shape of the stored value changes. One value per lesson: two windows then lose nothing of each other's. */
export const PROGRESS_VERSION = 1;

/** The key-value store behind progress: VS Code's `Memento`, a map in tests. */
export interface KeyValueStore {
  get(key: string): unknown;
  set(key: string, value: unknown): Promise<void>;
}
