import type { Disposable } from '../disposable';
import { Emitter } from '../emitter';
import type { Log } from '../log';
import {
  NO_PROGRESS,
  PROGRESS_VERSION,
  type KeyValueStore,
  type LessonProgress,
  type PredictionProgress,
  type StepProgress,
} from './progress';
import { readProgress } from './readProgress';

function keyOf(lesson: string): string {
  return `debeziumLab.progress.${lesson}`;
}

/**
 * Progress of every lesson, one stored value each. Reading never fails: a value that cannot be read is first copied to
 * another key, and only then replaced.
 */
export class ProgressStore implements Disposable {
  private readonly lessons = new Map<string, LessonProgress>();
  /** The last write of each lesson, so that writes reach the store in order. */
  private readonly writes = new Map<string, Promise<void>>();
  /** Values that could not be read in full, until they are stored elsewhere. */
  private readonly damaged = new Map<string, unknown>();
  private readonly changed = new Emitter<[string]>();

  constructor(
    private readonly store: KeyValueStore,
    private readonly log: Log,
    private readonly now: () => Date = () => new Date(),
  ) {}

  lesson(id: string): LessonProgress {
    const known = this.lessons.get(id);
    if (known) return known;
    const stored = this.store.get(keyOf(id));
    const { progress, damaged } = readProgress(stored);
    this.lessons.set(id, progress);
    if (damaged) this.damaged.set(id, stored);
    return progress;
  }

  /** Records how a step stands; its time moves only with its state. The returned promise ends when it is stored. */
  setStep(lesson: string, step: string, progress: Omit<StepProgress, 'at'>): Promise<void> {
    const before = this.lesson(lesson);
    const known = before.steps[step];
    const at = known?.state === progress.state ? known.at : this.now().toISOString();
    return this.put(lesson, { ...before, steps: { ...before.steps, [step]: { ...progress, at } } });
  }

  /** Records how a question stands. The returned promise ends when it is stored. */
  setPrediction(lesson: string, id: string, progress: PredictionProgress): Promise<void> {
    const before = this.lesson(lesson);
    return this.put(lesson, { ...before, predictions: { ...before.predictions, [id]: progress } });
  }

  /** Forgets the lesson's progress. */
  reset(lesson: string): Promise<void> {
    this.lesson(lesson);
    return this.put(lesson, NO_PROGRESS);
  }

  onChange(listener: (lesson: string) => void): Disposable {
    return this.changed.on(listener);
  }

  dispose(): void {
    this.changed.dispose();
  }

  private put(lesson: string, progress: LessonProgress): Promise<void> {
    this.lessons.set(lesson, progress);
    this.changed.fire(lesson);
    const earlier = this.writes.get(lesson) ?? Promise.resolve();
    const written = earlier.then(() => this.write(lesson, progress));
    this.writes.set(lesson, written);
    return written;
  }

  /** Never rejects: progress that cannot be stored is still there until the window closes, and the log says so. */
  private async write(lesson: string, progress: LessonProgress): Promise<void> {
    try {
      await this.setDamagedAside(lesson);
      await this.store.set(keyOf(lesson), { version: PROGRESS_VERSION, ...progress });
    } catch (error) {
      this.log.error(`Progress of ${lesson} could not be stored`, error);
    }
  }

  /** Comes before the first write over a damaged value; when it fails, the value is not written over. */
  private async setDamagedAside(lesson: string): Promise<void> {
    if (!this.damaged.has(lesson)) return;
    const key = `${keyOf(lesson)}.damaged.${this.now().toISOString()}`;
    await this.store.set(key, this.damaged.get(lesson));
    this.damaged.delete(lesson);
    this.log.warn(`Progress of ${lesson} could not be read in full; the stored value was kept as ${key}`);
  }
}
