import type { Disposable } from '../../core/disposable';
import type { HostToPage } from '../../core/protocol/protocol';
import type { Run } from '../../core/run/result';
import type { RunService } from '../../core/run/runService';
import { BRIEF_RUN_MS } from '../runs/briefRun';
import { runView } from '../views/runView';
import type { Words } from '../views/words';
import { OutputBatch } from './outputBatch';

export interface RunFeedOptions {
  readonly runs: RunService;
  /** The lesson whose runs the page shows; null for a page that shows all. */
  readonly lesson: string | null;
  readonly words: Words;
  readonly post: (message: HostToPage) => void;
}

/** Tells a page of runs and their output as they happen. */
export class RunFeed implements Disposable {
  private readonly batch: OutputBatch;
  private readonly subscriptions: readonly Disposable[];
  /** Runs that the page has not been told of yet, by name. */
  private readonly untold = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(private readonly options: RunFeedOptions) {
    const { runs, post } = options;
    this.batch = new OutputBatch((run, text) => post({ type: 'output', run, text }));
    this.subscriptions = [
      runs.onChange((run) => {
        if (!this.concerns(run)) return;
        if (run.state === 'running') this.showSoon(run);
        else this.show(run);
      }),
      runs.onOutput((run, text) => {
        if (!this.concerns(run)) return;
        if (this.untold.has(run.name)) this.show(run);
        this.batch.add(run.id, text);
      }),
      this.batch,
    ];
  }

  /** Tells all that is known of the latest run of a name: for a page that has just come up. */
  replay(name: string): void {
    const run = this.options.runs.latest(name);
    if (!run) return;
    this.show(run);
    const output = run.state === 'running' ? this.options.runs.output(name) : null;
    if (output) this.options.post({ type: 'output', run: run.id, text: output });
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    for (const timer of this.untold.values()) clearTimeout(timer);
  }

  private concerns(run: Run): boolean {
    const { lesson } = this.options;
    return lesson === null || run.name.startsWith(`${lesson}/`);
  }

  private showSoon(run: Run): void {
    this.untold.set(
      run.name,
      setTimeout(() => this.show(run), BRIEF_RUN_MS),
    );
  }

  private show(run: Run): void {
    const { lesson, words, post } = this.options;
    clearTimeout(this.untold.get(run.name));
    this.untold.delete(run.name);
    // What was printed before stands above the end of the run.
    this.batch.flush();
    post({ type: 'run', run: runView(run, lesson, words) });
  }
}
