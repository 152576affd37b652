type Task = (signal: AbortSignal) => Promise<void>;

/** One operation at a time, in the order they came. */
export class TaskQueue {
  private last: Promise<unknown> = Promise.resolve();
  private pending = 0;
  private readonly controllers = new Set<AbortController>();

  isBusy(): boolean {
    return this.pending > 0;
  }

  /** Runs the task after those before it. It rejects with the caller's reason when that signal aborts. */
  run(task: Task, caller?: AbortSignal): Promise<void> {
    const controller = new AbortController();
    const signal = caller ? AbortSignal.any([caller, controller.signal]) : controller.signal;
    this.controllers.add(controller);
    this.pending++;
    const result = this.last.then(async () => {
      signal.throwIfAborted();
      await task(signal);
    });
    this.last = result
      .catch(() => undefined)
      .finally(() => {
        this.pending--;
        this.controllers.delete(controller);
      });
    return result;
  }

  /** Cancels the tasks before this one with the given reason, and runs it when they have ended. */
  runInstead(reason: Error, task: Task, caller?: AbortSignal): Promise<void> {
    for (const controller of this.controllers) controller.abort(reason);
    return this.run(task, caller);
  }
}
