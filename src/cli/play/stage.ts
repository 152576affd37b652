import type { Probes } from '../../core/check/probes';
import type { Lesson } from '../../core/lesson/lesson';
import type { RunService } from '../../core/run/runService';
import type { PredictionPlayer } from './predictionPlayer';
import type { Report } from './report';
import type { SnippetPlayer } from './snippetPlayer';

/** What a lesson is played with. */
export interface Stage {
  readonly lesson: Lesson;
  readonly runs: RunService;
  readonly probes: Probes;
  readonly snippets: SnippetPlayer;
  readonly predictions: PredictionPlayer;
  readonly report: Report;
  /** Path of Kafka Connect's log. */
  readonly connectLog: string;
  /** Milliseconds a step may take to be seen in the lab. */
  readonly limit: number;
  /** Waits; rejects with the signal's reason. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly now: () => number;
}

/** Milliseconds between two looks. */
export const PACE = 250;
