import { isUserError } from '../errors';
import type { Offsets, Probes } from '../check/probes';
import type { Lesson } from '../lesson/lesson';
import { rightOptions } from '../predict/grade';
import type { AnswerValue, Prediction } from '../predict/prediction';
import { answerInRun, answerInTopic } from '../predict/readAnswer';
import type { PredictionProgress } from '../progress/progress';
import type { RunService } from '../run/runService';
import { runName } from './runSolution';

/**
 * `open` may still be answered; `waiting` has had its snippet started and not yet brought a value; `answered` has its
 * value for good, until the lesson's progress is reset.
 */
export interface PredictionStatus {
  readonly id: string;
  readonly state: 'open' | 'waiting' | 'answered';
  /** Index of the option that the student chose. */
  readonly choice: number | null;
  /** What the lab brought; null for NULL and while there is nothing. */
  readonly value: AnswerValue;
  /** Options that the value makes right: one, unless the lesson is wrong. */
  readonly right: readonly number[];
}

export function describePrediction(prediction: Prediction, stored: PredictionProgress | undefined): PredictionStatus {
  const { id, options } = prediction;
  const { choice, from, value } = stored ?? {};
  return {
    id,
    state: value !== undefined ? 'answered' : from ? 'waiting' : 'open',
    // An updated lesson may have fewer options.
    choice: choice !== undefined && choice < options.length ? choice : null,
    value: value ?? null,
    right: value === undefined ? [] : rightOptions(options, value),
  };
}

export interface PredictionsOptions {
  readonly lesson: Lesson;
  readonly probes: Probes;
  readonly runs: RunService;
  readonly stored: (id: string) => PredictionProgress | undefined;
  readonly store: (id: string, progress: PredictionProgress) => void;
}

/** The questions of a lesson: notes when a deciding snippet starts, and reads from its run or its topic what came out. */
export class Predictions {
  /** How far the topics of waiting questions were read; after a reload they are read again from where the run began. */
  private readonly next = new Map<string, Offsets>();

  constructor(private readonly options: PredictionsOptions) {}

  get states(): readonly PredictionStatus[] {
    return this.options.lesson.predictions.map((prediction) => describePrediction(prediction, this.options.stored(prediction.id)));
  }

  /** Does nothing once the snippet has been started: the answer may be in sight by then. */
  choose(id: string, choice: number): void {
    const prediction = this.options.lesson.predictions.find((candidate) => candidate.id === id);
    if (prediction?.options[choice] && this.stateOf(prediction) === 'open') this.options.store(id, { choice });
  }

  /**
   * Called before a snippet is sent: what comes from now on decides the questions about it. While Kafka does not answer,
   * a question about a topic stays open: what is in the topic could not be told from what comes.
   */
  async begin(snippet: string, signal: AbortSignal): Promise<void> {
    for (const prediction of this.options.lesson.predictions) {
      if (prediction.snippet !== snippet || this.stateOf(prediction) === 'answered') continue;
      const from = await this.beginOf(prediction, signal);
      signal.throwIfAborted();
      if (!from) continue;
      this.next.delete(prediction.id);
      this.options.store(prediction.id, { ...this.options.stored(prediction.id), from });
    }
  }

  /**
   * Looks once for the values that are still to come.
   *
   * @returns true while some question waits
   */
  async look(signal: AbortSignal): Promise<boolean> {
    let waits = false;
    for (const prediction of this.options.lesson.predictions) {
      if (this.stateOf(prediction) !== 'waiting') continue;
      const value = await this.valueOf(prediction, signal);
      const stored = this.options.stored(prediction.id);
      // A reset in the meantime has made the question a new one.
      if (stored?.from === undefined) continue;
      if (value !== undefined) this.options.store(prediction.id, { ...stored, value });
      else if (this.isOver(prediction)) this.options.store(prediction.id, { ...stored, from: undefined });
      else waits = true;
    }
    return waits;
  }

  private stateOf(prediction: Prediction): PredictionStatus['state'] {
    return describePrediction(prediction, this.options.stored(prediction.id)).state;
  }

  private async beginOf({ answer }: Prediction, signal: AbortSignal): Promise<Offsets | null> {
    if (answer.kind !== 'topic') return {};
    try {
      return { ...(await this.options.probes.endOffsets(answer.topic, signal)) };
    } catch (error) {
      if (signal.aborted || !isUserError(error)) throw error;
      return null;
    }
  }

  private async valueOf({ id, snippet, answer }: Prediction, signal: AbortSignal): Promise<AnswerValue | undefined> {
    const { lesson, probes, runs, stored } = this.options;
    if (answer.kind !== 'topic') {
      const name = runName(lesson, snippet);
      return answerInRun(answer, runs.latest(name)?.output ?? null, runs.output(name) ?? '');
    }
    try {
      const { value, next } = await answerInTopic(answer, this.next.get(id) ?? stored(id)?.from ?? {}, probes, signal);
      this.next.set(id, next);
      return value;
    } catch (error) {
      // Kafka is away: the steps' own checks say so, and the question goes on waiting.
      if (signal.aborted || !isUserError(error)) throw error;
      return undefined;
    }
  }

  /** A run that has ended without a value will not bring one; what it wrote may still be on its way to a topic. */
  private isOver({ snippet, answer }: Prediction): boolean {
    const state = this.options.runs.latest(runName(this.options.lesson, snippet))?.state;
    if (answer.kind === 'topic') return state === 'failed' || state === 'cancelled';
    return state !== 'running';
  }
}
