import type { Probes, SystemProbes } from '../check/probes';
import { StepWatcher, type Look } from '../check/stepWatcher';
import { systemTimers, type Timers } from '../check/timers';
import type { Disposable } from '../disposable';
import { Emitter } from '../emitter';
import { isUserError, UserError, type Problem } from '../errors';
import type { Lesson, Step } from '../lesson/lesson';
import type { Log } from '../log';
import type { LessonProgress, StepProgress } from '../progress/progress';
import type { ProgressStore } from '../progress/progressStore';
import { labDown, type RunRequest } from '../run/prepare';
import type { RunService } from '../run/runService';
import { lessonProbes } from './lessonProbes';
import { Predictions } from './predictions';
import { runName, runSolution } from './runSolution';
import { currentStep, describeSession, type LiveStep, type SessionState } from './sessionState';
import { StepChecks, type PlaceholderValues } from './stepChecks';
import { withTimeLimit } from './timeLimit';
import { Turns } from './turns';

export interface LessonSessionOptions {
  readonly lesson: Lesson;
  readonly probes: SystemProbes;
  readonly runs: RunService;
  readonly progress: ProgressStore;
  readonly log: Log;
  readonly timers?: Timers;
}

/** Milliseconds a snippet waits at most for the step's beginning to be noted. */
export const BEGIN_LIMIT = 3000;

/** Milliseconds between two looks at a step that is to be completed. */
export const COMPLETE_PACE = 500;

/**
 * A lesson being worked through. The current step is the first that is neither done nor skipped; it is done when one look
 * at the lab finds all of its checks met. No click marks a step: a run changes the lab, and the look sees the change.
 */
export class LessonSession implements Disposable {
  private readonly lesson: Lesson;
  private readonly probes: Probes;
  private readonly timers: Timers;
  private readonly watcher: StepWatcher;
  private readonly predictions: Predictions;
  private readonly turns = new Turns();
  private readonly checks = new Map<string, StepChecks>();
  private readonly busy = new Map<string, AbortController>();
  private readonly failures = new Map<string, Problem>();
  private readonly changed = new Emitter<[SessionState]>();
  private readonly subscriptions: readonly Disposable[];
  private told = '';

  constructor(private readonly options: LessonSessionOptions) {
    const { lesson, probes, runs, progress, log } = options;
    this.lesson = lesson;
    this.timers = options.timers ?? systemTimers;
    this.probes = lessonProbes(probes, lesson, runs);
    this.predictions = new Predictions({
      lesson,
      probes: this.probes,
      runs,
      stored: (id) => this.stored.predictions[id],
      store: (id, change) => void progress.setPrediction(lesson.id, id, change),
    });
    this.watcher = new StepWatcher({ look: (signal) => this.turns.take(() => this.look(signal)), log, timers: this.timers });
    this.subscriptions = [
      this.watcher,
      runs.onBefore((request, signal) => this.beforeRun(request, signal)),
      runs.onChange((run) => {
        if (run.state !== 'running' && run.name.startsWith(runName(lesson, ''))) this.watcher.nudge();
      }),
      progress.onChange((changed) => {
        if (changed === lesson.id) this.tell();
      }),
    ];
  }

  get state(): SessionState {
    const live = this.lesson.steps.map((step): readonly [string, LiveStep] => [
      step.id,
      {
        verdicts: this.checks.get(step.id)?.verdicts ?? [],
        busy: this.busy.has(step.id),
        failure: this.failures.get(step.id) ?? null,
      },
    ]);
    return describeSession(this.lesson, this.stored, new Map(live), this.predictions.states);
  }

  /** Tells the state after each change of it. */
  onChange(listener: (state: SessionState) => void): Disposable {
    return this.changed.on(listener);
  }

  /** The lab is looked at only while someone watches. */
  setVisible(visible: boolean): void {
    this.watcher.setVisible(visible);
  }

  /** Something may have changed (the lab came up): look soon. */
  nudge(): void {
    this.watcher.nudge();
  }

  /** Shows one hint more. */
  hint(step: string): void {
    const shown = this.state.steps.find(({ id }) => id === step);
    if (shown && shown.hintsLeft > 0) this.store(step, { hints: shown.hintsShown + 1 });
  }

  showSolution(step: string): void {
    this.store(step, { solutionShown: true });
  }

  /** Notes the option chosen for a question, while its snippet has not been started. */
  predict(id: string, option: number): void {
    this.predictions.choose(id, option);
  }

  skip(step: string): void {
    if (this.stored.steps[step]?.state === 'done') return;
    this.store(step, { state: 'skipped', baseline: undefined });
    this.watcher.nudge();
  }

  /** Forgets the lesson's progress; the first step begins anew. */
  async reset(): Promise<void> {
    await this.turns.take(async () => {
      this.checks.clear();
      this.failures.clear();
      await this.options.progress.reset(this.lesson.id);
    });
    this.tell();
    this.watcher.nudge();
  }

  /** Runs the step's solution. Resolves when it is through, has failed (see the state) or was aborted. */
  async doStep(step: string, signal: AbortSignal): Promise<void> {
    const found = this.lesson.steps.find(({ id }) => id === step);
    if (!found || this.busy.has(step)) return;
    const controller = new AbortController();
    this.busy.set(step, controller);
    this.failures.delete(step);
    this.tell();
    try {
      const failure = await runSolution(found, this.lesson, this.options.runs, AbortSignal.any([signal, controller.signal]));
      if (failure) this.failures.set(step, failure);
    } finally {
      this.busy.delete(step);
      this.tell();
      this.watcher.nudge();
    }
  }

  /**
   * Runs the step's solution, then looks at the lab until the step is done, whether or not someone watches.
   *
   * @throws UserError when the solution fails; the signal's reason when it is aborted
   */
  async completeStep(step: string, signal: AbortSignal): Promise<void> {
    await this.doStep(step, signal);
    const failure = this.failures.get(step);
    if (failure) throw new UserError(failure);
    for (;;) {
      signal.throwIfAborted();
      await this.turns.take(() => this.look(signal));
      if (this.stored.steps[step]?.state === 'done') return;
      await new Promise<void>((resolve) => this.timers.after(COMPLETE_PACE, resolve));
    }
  }

  dispose(): void {
    for (const controller of this.busy.values()) controller.abort();
    for (const subscription of this.subscriptions) subscription.dispose();
    this.changed.dispose();
  }

  private get stored(): LessonProgress {
    return this.options.progress.lesson(this.lesson.id);
  }

  private store(step: string, change: Partial<Omit<StepProgress, 'at'>>): void {
    const before: Omit<StepProgress, 'at'> = this.stored.steps[step] ?? { state: 'todo' };
    void this.options.progress.setStep(this.lesson.id, step, { ...before, ...change });
  }

  private checksOf(step: Step): StepChecks {
    const known = this.checks.get(step.id) ?? new StepChecks(step, this.probes, this.stored.steps[step.id]?.baseline);
    this.checks.set(step.id, known);
    return known;
  }

  private async begin(step: Step, values: PlaceholderValues, signal: AbortSignal): Promise<void> {
    const checks = this.checksOf(step);
    if (!checks.hasBegun) this.store(step.id, { baseline: await checks.begin(values, signal) });
  }

  /** Looks at the current step, and at the next when that one is done. */
  private async look(signal: AbortSignal): Promise<Look> {
    let step = currentStep(this.lesson, this.stored);
    let result: Look = 'same';
    while (step && result === 'same') {
      result = await this.lookAt(step, signal);
      if (!this.checksOf(step).met) break;
      this.store(step.id, { state: 'done', baseline: undefined });
      step = currentStep(this.lesson, this.stored);
    }
    const waits = await this.predictions.look(signal);
    const hasNews = this.tell();
    if (!step && !waits) return 'idle';
    return result === 'same' && hasNews ? 'changed' : result;
  }

  private async lookAt(step: Step, signal: AbortSignal): Promise<Look> {
    const checks = this.checksOf(step);
    try {
      const values = await this.options.runs.placeholders();
      if (!values) throw labDown();
      await this.begin(step, values, signal);
      if (this.stored.steps[step.id]?.state !== 'doing') this.store(step.id, { state: 'doing' });
      await checks.look(values, signal);
    } catch (error) {
      if (signal.aborted || !isUserError(error)) throw error;
      checks.block(error.problem);
    }
    return checks.blocked ? 'blocked' : 'same';
  }

  /**
   * Runs before a snippet is sent. What it does must count: the current step has to have begun. A snippet of a later step
   * may be the student's being faster than the watcher, so the steps catch up first; if the step before is truly open
   * still, the next one begins early.
   */
  private async beforeRun(request: RunRequest, signal: AbortSignal): Promise<void> {
    const snippet = this.lesson.snippets.find(({ id }) => runName(this.lesson, id) === request.name);
    if (!snippet) return;
    await withTimeLimit(BEGIN_LIMIT, this.timers, signal, (limited) => this.predictions.begin(snippet.id, limited));
    const current = currentStep(this.lesson, this.stored);
    if (!current) return;
    const isLater = this.indexOf(snippet.step) > this.indexOf(current.id);
    if (!isLater && this.checksOf(current).hasBegun) return;
    await withTimeLimit(BEGIN_LIMIT, this.timers, signal, (limited) => this.turns.take(() => this.catchUp(snippet.step, limited)));
  }

  private async catchUp(target: string | null, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    await this.look(signal);
    const current = currentStep(this.lesson, this.stored);
    const next = this.lesson.steps[this.indexOf(current?.id ?? null) + 1];
    const values = await this.options.runs.placeholders();
    if (current && next && values && next.id === target) await this.begin(next, values, signal);
  }

  private indexOf(step: string | null): number {
    return this.lesson.steps.findIndex(({ id }) => id === step);
  }

  /** True when there was something new to tell. */
  private tell(): boolean {
    const state = this.state;
    const text = JSON.stringify(state);
    if (text === this.told) return false;
    this.told = text;
    this.changed.fire(state);
    return true;
  }
}
