import type { Disposable } from '../core/disposable';
import type { LabStatus } from '../core/lab/lab';
import type { GuardClient } from './guard/guardClient';

export interface WatchSource {
  readonly findGuard: () => Promise<GuardClient | null>;
  readonly status: () => Promise<LabStatus>;
  readonly listener: (status: LabStatus) => void;
}

const LOOK_AGAIN_MS = 1_000;

/**
 * Follows the lab's status: told by the guard while there is one, read once a second from the state file while there is
 * none. The listener hears only changes.
 */
export class LabWatch implements Disposable {
  private client: GuardClient | null = null;
  private timer: NodeJS.Timeout | undefined;
  private last = '';
  private disposed = false;
  private looking = false;

  constructor(private readonly source: WatchSource) {
    void this.look();
  }

  /** Looks at once instead of at the next second: a guard was just started. */
  lookNow(): void {
    if (!this.client) void this.look();
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.timer);
    this.client?.close();
  }

  private async look(): Promise<void> {
    if (this.looking || this.disposed) return;
    this.looking = true;
    clearTimeout(this.timer);
    try {
      if (!(await this.follow())) this.tell(await this.source.status());
    } catch {
      // The guard left in between; the next look tells.
    } finally {
      this.looking = false;
    }
    this.lookLater();
  }

  /** True when a guard is there and tells the changes from now on. */
  private async follow(): Promise<boolean> {
    const client = await this.source.findGuard();
    if (!client) return false;
    if (this.isDisposed()) {
      client.close();
      return true;
    }
    this.client = client;
    await client.watch(
      (status) => {
        this.tell(status);
      },
      () => {
        this.client = null;
        void this.look();
      },
    );
    return true;
  }

  private lookLater(): void {
    if (this.client || this.disposed) return;
    this.timer = setTimeout(() => void this.look(), LOOK_AGAIN_MS);
  }

  private tell(status: LabStatus): void {
    const text = JSON.stringify(status);
    if (this.isDisposed() || text === this.last) return;
    this.last = text;
    this.source.listener(status);
  }

  /** A method, so that the compiler does not take the answer for settled across an `await`. */
  private isDisposed(): boolean {
    return this.disposed;
  }
}
