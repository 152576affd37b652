import { setTimeout as delay } from 'node:timers/promises';

export interface WaitOptions {
  readonly signal: AbortSignal;
  readonly everyMs: number;
}

/** Asks again and again until the answer is not null. Rejects with the signal's reason. */
export async function waitUntil<T>(ask: () => Promise<T | null> | T | null, { signal, everyMs }: WaitOptions): Promise<T> {
  for (;;) {
    signal.throwIfAborted();
    const answer = await ask();
    if (answer !== null) return answer;
    await pause(everyMs, signal);
  }
}

/** Waits; rejects with the signal's own reason, where Node's timer would wrap it in an error of its own. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}
