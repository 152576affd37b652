import type * as z from 'zod';
import { isRecord } from '../events/json';
import { NO_PROGRESS, PredictionProgress, PROGRESS_VERSION, StepProgress, type LessonProgress } from './progress';

export interface StoredProgress {
  readonly progress: LessonProgress;
  /** True when something of the stored value could not be read: the whole of it is then to be set aside. */
  readonly damaged: boolean;
}

interface Entries<T> {
  readonly good: Readonly<Record<string, T>>;
  readonly damaged: boolean;
}

function readEntries<T>(stored: Readonly<Record<string, unknown>>, schema: z.ZodType<T>): Entries<T> {
  const entries = Object.entries(stored).map(([id, value]) => [id, schema.safeParse(value)] as const);
  const good = entries.flatMap(([id, parsed]) => (parsed.success ? [[id, parsed.data] as const] : []));
  return { good: Object.fromEntries(good), damaged: good.length < entries.length };
}

/** Reads what can be read of a stored value; a bad entry does not take the good ones with it. */
export function readProgress(stored: unknown): StoredProgress {
  if (stored === undefined || stored === null) return { progress: NO_PROGRESS, damaged: false };
  if (!isRecord(stored) || stored['version'] !== PROGRESS_VERSION || !isRecord(stored['steps']))
    return { progress: NO_PROGRESS, damaged: true };
  const steps = readEntries(stored['steps'], StepProgress);
  // Progress of a version that had no questions has none.
  const questions = stored['predictions'] ?? {};
  const predictions = readEntries(isRecord(questions) ? questions : {}, PredictionProgress);
  return {
    progress: { steps: steps.good, predictions: predictions.good },
    damaged: steps.damaged || predictions.damaged || !isRecord(questions),
  };
}
