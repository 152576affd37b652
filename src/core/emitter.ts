import type { Disposable } from './disposable';

/** Tells listeners, in the order in which they came. A listener that leaves during a call is not called any more. */
export class Emitter<Args extends readonly unknown[]> implements Disposable {
  private readonly listeners = new Set<{ readonly call: (...args: Args) => void }>();

  on(call: (...args: Args) => void): Disposable {
    const listener = { call };
    this.listeners.add(listener);
    return { dispose: () => void this.listeners.delete(listener) };
  }

  fire(...args: Args): void {
    for (const listener of [...this.listeners]) if (this.listeners.has(listener)) listener.call(...args);
  }

  dispose(): void {
    this.listeners.clear();
  }
}
