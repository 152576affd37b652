import type { Lesson, Step } from '../lesson/lesson';
import type { RunService } from '../run/runService';
import type { LessonSession } from './lessonSession';
import { runName } from './runSolution';

export interface Rewinding {
  readonly lesson: Lesson;
  readonly session: Pick<LessonSession, 'reset' | 'completeStep'>;
  readonly runs: RunService;
  /** Throws the lab's data away; resolves when the lab is ready again. */
  readonly resetLab: () => Promise<void>;
  /** Called before a step is done. `index` counts from zero. */
  readonly onStep: (step: Step, index: number) => void;
  readonly signal: AbortSignal;
}

/** What still runs, a consumer above all, would go on with a lab that is gone. */
async function stopRuns({ lesson, runs }: Rewinding): Promise<void> {
  for (const { id } of lesson.snippets) {
    const run = runs.latest(runName(lesson, id));
    if (run?.state !== 'running') continue;
    runs.cancel(run.id);
    await runs.done(run.id);
  }
}

/**
 * Brings lab and lesson to where they were when the step began: fresh data, then the solutions of the steps before it.
 * Databases, slots, binlog, offsets and topics agree because all of them begin anew.
 *
 * @throws UserError when a solution fails; the signal's reason when it is aborted
 */
export async function rewind(step: string, rewinding: Rewinding): Promise<void> {
  const { lesson, session, resetLab, onStep, signal } = rewinding;
  await stopRuns(rewinding);
  await resetLab();
  await session.reset();
  const before = lesson.steps.slice(
    0,
    lesson.steps.findIndex(({ id }) => id === step),
  );
  for (const [index, one] of before.entries()) {
    onStep(one, index);
    await session.completeStep(one.id, signal);
  }
}
