import type { Lesson } from '../../core/lesson/lesson';
import type { Run } from '../../core/run/result';
import type { RunService } from '../../core/run/runService';
import { endOrFirstOutput, isBackground, runName } from '../../core/session/runSolution';
import type { Snippet } from '../../core/snippet/snippet';
import type { Report } from './report';

/** Runs the snippets of a lesson by id, and reports each when it has ended. */
export class SnippetPlayer {
  private readonly played = new Set<string>();
  /** Consumers that run on beside later snippets. */
  private readonly running = new Map<string, Snippet>();

  constructor(
    private readonly lesson: Lesson,
    private readonly runs: RunService,
    private readonly report: Report,
  ) {}

  wasPlayed(id: string): boolean {
    return this.played.has(id);
  }

  /**
   * @param options.mayFail the failure is what is to be shown
   * @returns whether the snippet did what it should, as far as can be known now
   */
  async play(id: string, signal: AbortSignal, { mayFail = false } = {}): Promise<boolean> {
    signal.throwIfAborted();
    const snippet = this.lesson.snippets.find((candidate) => candidate.id === id);
    if (!snippet) {
      this.report.problem(`The lesson has no snippet "${id}".`);
      return false;
    }
    this.played.add(id);
    await this.endEarlier(snippet);
    const name = runName(this.lesson, id);
    const run = this.runs.start({ name, target: snippet.target, attributes: snippet.attributes, code: snippet.code });
    const cancel = (): void => this.runs.cancel(run.id);
    signal.addEventListener('abort', cancel, { once: true });
    const reached = isBackground(snippet) ? await endOrFirstOutput(this.runs, run) : await this.runs.done(run.id);
    signal.removeEventListener('abort', cancel);
    signal.throwIfAborted();
    if (reached.state !== 'running') return this.tell(snippet, reached, false, mayFail);
    this.running.set(run.id, snippet);
    return true;
  }

  /** Reports the consumers that have ended by themselves. */
  async tellEnded(): Promise<void> {
    for (const [id, snippet] of this.running) {
      if (this.runs.latest(runName(this.lesson, snippet.id))?.state === 'running') continue;
      this.running.delete(id);
      this.tell(snippet, await this.runs.done(id), false);
    }
  }

  /** Stops and reports what still runs: a consumer that waits for more has done its part. */
  async finish(): Promise<void> {
    for (const [id, snippet] of this.running) {
      this.runs.cancel(id);
      this.tell(snippet, await this.runs.done(id), true);
    }
    this.running.clear();
  }

  /** A later step may run the same script again: its earlier run ends first. */
  private async endEarlier(snippet: Snippet): Promise<void> {
    const earlier = [...this.running].find(([, running]) => running === snippet);
    if (!earlier) return;
    const [id] = earlier;
    this.runs.cancel(id);
    this.tell(snippet, await this.runs.done(id), true);
    this.running.delete(id);
  }

  private tell(snippet: Snippet, run: Run, wasStopped: boolean, mayFail = false): boolean {
    const ok = run.state === 'succeeded' || (mayFail && run.state === 'failed') || (wasStopped && run.state === 'cancelled');
    const isProcess = snippet.target === 'python' || snippet.target === 'bash';
    const printed = isProcess ? (this.runs.output(run.name) ?? '') : '';
    this.report.snippet({ lesson: this.lesson, snippet, run, ok, printed });
    return ok;
  }
}
