import type { Disposable } from '../../core/disposable';

/** Milliseconds for which output is gathered, so that a chatty program does not flood the page with messages. */
const GATHER_MS = 50;

/** Gathers a run's output into fewer, larger pieces. The order of a run's text is kept. */
export class OutputBatch implements Disposable {
  private readonly pending = new Map<string, string>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly send: (run: string, text: string) => void) {}

  add(run: string, text: string): void {
    this.pending.set(run, (this.pending.get(run) ?? '') + text);
    this.timer ??= setTimeout(() => this.flush(), GATHER_MS);
  }

  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const pending = [...this.pending];
    this.pending.clear();
    for (const [run, text] of pending) this.send(run, text);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.pending.clear();
  }
}
