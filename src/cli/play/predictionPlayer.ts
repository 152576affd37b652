import type { Disposable } from '../../core/disposable';
import { Predictions } from '../../core/session/predictions';
import { runName } from '../../core/session/runSolution';
import type { PredictionProgress } from '../../core/progress/progress';
import { PACE, type Stage } from './stage';

/** Answers the questions of a lesson as its snippets are played, and reports each once. */
export class PredictionPlayer implements Disposable {
  private readonly progress = new Map<string, PredictionProgress>();
  private readonly reported = new Set<string>();
  private readonly predictions: Predictions;
  private readonly subscription: Disposable;

  constructor(private readonly stage: Pick<Stage, 'lesson' | 'runs' | 'probes' | 'report' | 'limit' | 'wait' | 'now'>) {
    const { lesson, runs, probes } = stage;
    this.predictions = new Predictions({
      lesson,
      probes,
      runs,
      stored: (id) => this.progress.get(id),
      store: (id, progress) => void this.progress.set(id, progress),
    });
    this.subscription = runs.onBefore(async ({ name }, signal) => {
      const snippet = lesson.snippets.find(({ id }) => runName(lesson, id) === name);
      if (snippet) await this.predictions.begin(snippet.id, signal);
    });
  }

  /** Waits for the answers to questions whose snippet was run, and reports those that came. */
  async settle(signal: AbortSignal): Promise<void> {
    const { lesson, report, limit, wait, now } = this.stage;
    const deadline = now() + limit;
    while ((await this.predictions.look(signal)) && now() < deadline) await wait(PACE, signal);
    for (const { id, state, value, right } of this.predictions.states) {
      const prediction = lesson.predictions.find((candidate) => candidate.id === id);
      if (!prediction || state !== 'answered' || this.reported.has(id)) continue;
      this.reported.add(id);
      report.prediction({ lesson, prediction, value, right });
    }
  }

  /** Reports the questions to which nothing came. */
  finish(): void {
    const { lesson, report } = this.stage;
    for (const { id, snippet } of lesson.predictions) {
      if (!this.reported.has(id)) report.problem(`${lesson.id}: the run of "${snippet}" has not answered the question "${id}".`);
    }
  }

  dispose(): void {
    this.subscription.dispose();
  }
}
