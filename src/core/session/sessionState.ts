import type { Check, Saw, Verdict } from '../check/check';
import type { Problem } from '../errors';
import type { Lesson, Step } from '../lesson/lesson';
import type { LessonProgress, StepState } from '../progress/progress';
import type { PredictionStatus } from './predictions';

export interface CheckStatus {
  readonly met: boolean;
  /** The author's sentence for a check that is not met. */
  readonly why: string;
  /** What was last seen; null before the first look. */
  readonly saw: Saw;
  /** Why the check could not look, to be shown in place of `why`. */
  readonly obstacle: Problem | null;
}

export interface StepStatus {
  readonly id: string;
  readonly state: StepState;
  readonly checks: readonly CheckStatus[];
  readonly hintsShown: number;
  readonly hintsLeft: number;
  /** The solution's snippet ids once the student asked for it. */
  readonly solution: readonly string[] | null;
  /** True while *do it for me* runs. */
  readonly busy: boolean;
  /** Why *do it for me* stopped. */
  readonly failure: Problem | null;
}

export interface SessionState {
  readonly steps: readonly StepStatus[];
  /** The step being watched; null when all are done or skipped. */
  readonly current: string | null;
  readonly predictions: readonly PredictionStatus[];
}

/** What a session knows of a step beyond its stored progress. */
export interface LiveStep {
  readonly verdicts: readonly (Verdict | null)[];
  readonly busy: boolean;
  readonly failure: Problem | null;
}

/** The first step that is neither done nor skipped. */
export function currentStep(lesson: Lesson, progress: LessonProgress): Step | null {
  const isOpen = ({ id }: Step): boolean => {
    const state = progress.steps[id]?.state;
    return state !== 'done' && state !== 'skipped';
  };
  return lesson.steps.find(isOpen) ?? null;
}

function describeCheck(check: Check, verdict: Verdict | null, isDone: boolean): CheckStatus {
  return {
    met: isDone || (verdict?.met ?? false),
    why: check.why,
    saw: verdict?.saw ?? null,
    obstacle: isDone ? null : (verdict?.obstacle ?? null),
  };
}

function describeStep(step: Step, progress: LessonProgress, current: Step | null, live: LiveStep | undefined): StepStatus {
  const stored = progress.steps[step.id];
  const ended = stored?.state === 'done' || stored?.state === 'skipped' ? stored.state : null;
  const hintsShown = Math.min(stored?.hints ?? 0, step.hints.length);
  return {
    id: step.id,
    state: ended ?? (step === current ? 'doing' : 'todo'),
    checks: step.checks.map((check, i) => describeCheck(check, live?.verdicts[i] ?? null, ended === 'done')),
    hintsShown,
    hintsLeft: step.hints.length - hintsShown,
    solution: stored?.solutionShown === true ? step.solution : null,
    busy: live?.busy ?? false,
    failure: live?.failure ?? null,
  };
}

export function describeSession(
  lesson: Lesson,
  progress: LessonProgress,
  live: ReadonlyMap<string, LiveStep>,
  predictions: readonly PredictionStatus[],
): SessionState {
  const current = currentStep(lesson, progress);
  return {
    steps: lesson.steps.map((step) => describeStep(step, progress, current, live.get(step.id))),
    current: current?.id ?? null,
    predictions,
  };
}
