import type { SnippetOutput } from '../check/probes';
import type { Disposable } from '../disposable';
import { isAbort, isUserError, UserError, type Problem } from '../errors';
import { Emitter } from '../emitter';
import type { Endpoints } from '../lab/endpoints';
import { placeholderValues } from '../lab/placeholders';
import type { Log } from '../log';
import { msg } from '../message';
import type { Target } from '../snippet/snippet';
import { labDown, prepare, type RunRequest } from './prepare';
import type { Run, RunOutput } from './result';
import type { Runner } from './runner';
import { hasSucceeded, summarize } from './summary';
import { Transcript } from './transcript';

export interface RunServiceOptions {
  /** Loaded on the first run. */
  readonly runners: () => Promise<Partial<Record<Target, Runner>>>;
  /** Null while the lab is down. */
  readonly endpoints: () => Promise<Endpoints | null>;
  readonly log: Log;
  /** Milliseconds, from any beginning. */
  readonly now?: () => number;
}

/** Called before a snippet is sent, and awaited: the last moment at which the lab is as it was. */
export type BeforeRun = (request: RunRequest, signal: AbortSignal) => Promise<void>;

interface Entry {
  run: Run;
  readonly startedAt: number;
  readonly controller: AbortController;
  readonly transcript: Transcript;
}

interface Known {
  readonly entry: Entry;
  readonly done: Promise<Run>;
}

type Ending = Pick<Run, 'state' | 'output' | 'problem'>;

/** The one path on which snippets run, wherever they were started: page, CodeLens, palette, `play`. */
export class RunService implements Disposable {
  private readonly latestByName = new Map<string, Known>();
  private readonly before = new Set<BeforeRun>();
  private readonly changed = new Emitter<[Run]>();
  private readonly printed = new Emitter<[Run, string]>();
  private readonly now: () => number;

  constructor(private readonly options: RunServiceOptions) {
    this.now = options.now ?? (() => performance.now());
  }

  /**
   * Starts a snippet and returns at once.
   *
   * @throws UserError when a run of the same name is still under way; that run goes on
   */
  start(request: RunRequest): Run {
    if (this.latest(request.name)?.state === 'running') {
      throw new UserError({
        what: msg('“{0}” is still running.', request.name),
        fix: msg('Wait for it to end, or stop it first.'),
      });
    }
    const run: Run = {
      // Unique beyond this process too: stored baselines name runs.
      id: crypto.randomUUID(),
      name: request.name,
      state: 'running',
      durationMs: null,
      output: null,
      problem: null,
      summary: null,
    };
    const entry: Entry = { run, startedAt: this.now(), controller: new AbortController(), transcript: new Transcript() };
    const done = this.execute(request, entry).then((ending) => this.end(entry, ending));
    this.latestByName.set(request.name, { entry, done });
    this.changed.fire(run);
    return run;
  }

  /** The run once it has ended, however it did: never rejects for a known run. Only the latest run of a name is known. */
  async done(runId: string): Promise<Run> {
    return this.known(runId).done;
  }

  /** Asks the run to stop; it ends as `cancelled`. Does nothing when it has ended already. */
  cancel(runId: string): void {
    this.known(runId).entry.controller.abort();
  }

  latest(name: string): Run | undefined {
    return this.latestByName.get(name)?.entry.run;
  }

  /** The text printed by the latest run; null when there was none. */
  output(name: string): string | null {
    return this.transcript(name)?.text ?? null;
  }

  /** The text printed by the latest run, with what tells it from another run. */
  transcript(name: string): SnippetOutput | null {
    const entry = this.latestByName.get(name)?.entry;
    return entry ? { run: entry.run.id, text: entry.transcript.text(), printed: entry.transcript.printed } : null;
  }

  /** What each placeholder stands for now; null while the lab is down. */
  async placeholders(): Promise<ReadonlyMap<string, string> | null> {
    const endpoints = await this.options.endpoints();
    return endpoints && placeholderValues(endpoints);
  }

  onBefore(hook: BeforeRun): Disposable {
    this.before.add(hook);
    return { dispose: () => void this.before.delete(hook) };
  }

  onChange(listener: (run: Run) => void): Disposable {
    return this.changed.on(listener);
  }

  onOutput(listener: (run: Run, text: string) => void): Disposable {
    return this.printed.on(listener);
  }

  /** Stops everything under way. */
  dispose(): void {
    this.changed.dispose();
    this.printed.dispose();
    this.before.clear();
    for (const { entry } of this.latestByName.values()) entry.controller.abort();
  }

  private known(runId: string): Known {
    for (const known of this.latestByName.values()) if (known.entry.run.id === runId) return known;
    throw new Error(`unknown run ${runId}`);
  }

  private async execute(request: RunRequest, entry: Entry): Promise<Ending> {
    const { signal } = entry.controller;
    try {
      const output = await this.runOnLab(request, entry);
      if (output.kind === 'process' && entry.transcript.printed === 0) this.print(entry, output.output);
      if (signal.aborted) return { state: 'cancelled', output, problem: null };
      return { state: hasSucceeded(output) ? 'succeeded' : 'failed', output, problem: null };
    } catch (error) {
      if (signal.aborted || isAbort(error)) return { state: 'cancelled', output: null, problem: null };
      return { state: 'failed', output: null, problem: this.problemOf(request, error) };
    }
  }

  private async runOnLab(request: RunRequest, entry: Entry): Promise<RunOutput> {
    const { signal } = entry.controller;
    const endpoints = await this.options.endpoints();
    if (!endpoints) throw labDown();
    const runner = (await this.options.runners())[request.target];
    if (!runner) throw new UserError({ what: msg('Nothing here can run a snippet for {0} yet.', request.target) });
    const snippet = prepare(request, endpoints);
    for (const hook of this.before) await this.callBefore(hook, request, signal);
    signal.throwIfAborted();
    return runner.run(snippet, { endpoints, signal, onOutput: (text) => this.print(entry, text) });
  }

  private async callBefore(hook: BeforeRun, request: RunRequest, signal: AbortSignal): Promise<void> {
    try {
      await hook(request, signal);
    } catch (error) {
      // Watching a run must not keep it from running.
      if (!signal.aborted) this.options.log.warn(`Preparing for ${request.name} failed: ${String(error)}`);
    }
  }

  private print(entry: Entry, text: string): void {
    if (text === '') return;
    entry.transcript.append(text);
    this.printed.fire(entry.run, text);
  }

  private problemOf(request: RunRequest, error: unknown): Problem {
    if (isUserError(error)) return error.problem;
    this.options.log.error(`Running ${request.name} failed`, error);
    return {
      what: msg('Something went wrong while “{0}” ran.', request.name),
      why: msg('This is a fault in Debezium Lab; the log has the details.'),
      action: 'showLog',
    };
  }

  private end(entry: Entry, ending: Ending): Run {
    const { output } = ending;
    const durationMs = Math.max(0, Math.round(this.now() - entry.startedAt));
    entry.run = { ...entry.run, ...ending, durationMs, summary: output && summarize(output) };
    this.changed.fire(entry.run);
    return entry.run;
  }
}
