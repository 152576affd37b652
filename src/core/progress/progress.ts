/** How far a student has come. `doing` is the step whose checks are being watched. */
export type StepState = 'todo' | 'doing' | 'done' | 'skipped';

export interface StepProgress {
  readonly state: StepState;
  /** ISO 8601, when the state was reached. */
  readonly at: string;
}

export interface LessonProgress {
  readonly steps: Readonly<Record<string, StepProgress>>;
}

/** The stored value; `version` rises when its shape changes. */
export interface Progress {
  readonly version: 1;
  readonly lessons: Readonly<Record<string, LessonProgress>>;
}

/** The key-value store behind progress: VS Code's `Memento`, a map in tests. */
export interface KeyValueStore {
  get(key: string): unknown;
  set(key: string, value: unknown): Promise<void>;
}
