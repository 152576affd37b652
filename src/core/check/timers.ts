import type { Disposable } from '../disposable';

/** Calls back later. A port, so that tests decide when later is. */
export interface Timers {
  after(ms: number, action: () => void): Disposable;
}

export const systemTimers: Timers = {
  after(ms, action) {
    const timer = setTimeout(action, ms);
    return { dispose: () => clearTimeout(timer) };
  },
};
