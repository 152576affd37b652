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

export const PredictionProgress = z.object({
  /** Index of the option chosen. */
  choice: z.number().int().nonnegative().optional(),
  /** Set once the deciding snippet was started: the ends of the topic then, empty when the answer is not in a topic. */
  from: z.record(z.string(), z.string()).optional(),
  /** What the lab brought. */
  value: z.string().nullable().optional(),
});
export type PredictionProgress = z.infer<typeof PredictionProgress>;

export interface LessonProgress {
  readonly steps: Readonly<Record<string, StepProgress>>;
  /** By the id of the question; those never touched are not there. */
  readonly predictions: Readonly<Record<string, PredictionProgress>>;
}

export const NO_PROGRESS: LessonProgress = { steps: {}, predictions: {} };

/** Rises when the shape of the stored value changes. One value per lesson: two windows then lose nothing of each other's. */
export const PROGRESS_VERSION = 1;

/** The key-value store behind progress: VS Code's `Memento`, a map in tests. */
export interface KeyValueStore {
  get(key: string): unknown;
  set(key: string, value: unknown): Promise<void>;
}
