import type { Disposable } from '../disposable';
import { isAbort } from '../errors';
import type { Log } from '../log';
import { systemTimers, type Timers } from './timers';

/**
 * What a look found: `changed` something new, `same` nothing new, `blocked` a system that does not answer, `idle` nothing
 * left to look at.
 */
export type Look = 'changed' | 'same' | 'blocked' | 'idle';

export interface StepWatcherOptions {
  /** Looks at the lab once. Never called while an earlier look is under way. */
  readonly look: (signal: AbortSignal) => Promise<Look>;
  readonly log: Log;
  readonly timers?: Timers;
}

/** Milliseconds between two looks while things move; the limit when nothing moves; the limit when the lab is down. */
export const PACE = { busy: 1000, calm: 4000, blocked: 15_000 } as const;
const SLOWER = 1.5;

function nextDelay(look: Look, delay: number): number {
  if (look === 'changed') return PACE.busy;
  return Math.min(delay * SLOWER, look === 'blocked' ? PACE.blocked : PACE.calm);
}

/** Repeats a look while someone watches: one at a time, less often while nothing moves. */
export class StepWatcher implements Disposable {
  private readonly timers: Timers;
  private visible = false;
  private disposed = false;
  private delay: number = PACE.busy;
  private timer: Disposable | null = null;
  private current: AbortController | null = null;
  private again = false;

  constructor(private readonly options: StepWatcherOptions) {
    this.timers = options.timers ?? systemTimers;
  }

  /** Looks at once when it becomes visible; ends the look under way when it no longer is. */
  setVisible(visible: boolean): void {
    if (this.visible === visible || this.disposed) return;
    this.visible = visible;
    if (visible) this.nudge();
    else this.stop();
  }

  /** Something has happened: look now, or again right after the look under way. */
  nudge(): void {
    if (!this.visible || this.disposed) return;
    this.delay = PACE.busy;
    if (this.current) {
      this.again = true;
      return;
    }
    this.timer?.dispose();
    this.timer = null;
    void this.run();
  }

  dispose(): void {
    this.disposed = true;
    this.stop();
  }

  private stop(): void {
    this.timer?.dispose();
    this.timer = null;
    this.again = false;
    this.current?.abort();
  }

  private async run(): Promise<void> {
    const controller = new AbortController();
    this.current = controller;
    const look = await this.look(controller.signal);
    this.current = null;
    if (!this.visible || this.disposed) return;
    // Became invisible and visible again during the look: its end was cut off, so look anew.
    if (this.again || controller.signal.aborted) {
      this.again = false;
      void this.run();
      return;
    }
    if (look === 'idle') return;
    this.delay = nextDelay(look, this.delay);
    this.timer = this.timers.after(this.delay, () => void this.run());
  }

  private async look(signal: AbortSignal): Promise<Look> {
    try {
      return await this.options.look(signal);
    } catch (error) {
      if (!signal.aborted && !isAbort(error)) this.options.log.error('Looking at the step failed', error);
      return 'blocked';
    }
  }
}
