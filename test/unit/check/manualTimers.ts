import type { Timers } from '../../../src/core/check/timers';

/** Timers that the test lets run out. */
export class ManualTimers implements Timers {
  private readonly pending = new Map<object, { readonly ms: number; readonly action: () => void }>();

  /** Delays asked for and not yet run out. */
  get delays(): readonly number[] {
    return [...this.pending.values()].map(({ ms }) => ms);
  }

  after(ms: number, action: () => void): { dispose(): void } {
    const key = {};
    this.pending.set(key, { ms, action });
    return { dispose: () => void this.pending.delete(key) };
  }

  /** Lets every pending timer run out, and what follows from it settle. */
  async elapse(): Promise<void> {
    const due = [...this.pending.values()];
    this.pending.clear();
    for (const { action } of due) action();
    await settle();
  }
}

/** Lets all promises under way settle that wait for nothing from outside. */
export async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
