import type { Timers } from '../check/timers';

/**
 * Waits for a task at most so long. The task's own signal is aborted at the limit and when the outer signal is, and the
 * returned promise does not wait for the task to notice.
 */
export async function withTimeLimit(
  ms: number,
  timers: Timers,
  outer: AbortSignal,
  task: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  const timer = timers.after(ms, abort);
  outer.addEventListener('abort', abort, { once: true });
  if (outer.aborted) abort();
  const aborted = new Promise<void>((resolve) => controller.signal.addEventListener('abort', () => resolve(), { once: true }));
  try {
    if (!controller.signal.aborted) await Promise.race([task(controller.signal), aborted]);
  } finally {
    timer.dispose();
    outer.removeEventListener('abort', abort);
  }
}
