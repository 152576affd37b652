import { isRecord } from '../events/json';
import { PROGRESS_VERSION, StepProgress, type LessonProgress } from './progress';

export interface StoredProgress {
  readonly progress: LessonProgress;
  /** True when something of the stored value could not be read: the whole of it is then to be set aside. */
  readonly damaged: boolean;
}

const EMPTY: LessonProgress = { steps: {} };

/** Reads what can be read of a stored value; a bad step does not take the good ones with it. */
export function readProgress(stored: unknown): StoredProgress {
  if (stored === undefined || stored === null) return { progress: EMPTY, damaged: false };
  if (!isRecord(stored) || stored['version'] !== PROGRESS_VERSION || !isRecord(stored['steps'])) return { progress: EMPTY, damaged: true };
  const entries = Object.entries(stored['steps']).map(([id, value]) => [id, StepProgress.safeParse(value)] as const);
  const steps = entries.flatMap(([id, parsed]) => (parsed.success ? [[id, parsed.data] as const] : []));
  return { progress: { steps: Object.fromEntries(steps) }, damaged: steps.length < entries.length };
}
