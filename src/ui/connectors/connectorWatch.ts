import type { Connector } from '../../core/check/probes';
import type { Disposable } from '../../core/disposable';
import { Emitter } from '../../core/emitter';
import { isAbort, isUserError, type Problem } from '../../core/errors';
import type { Log } from '../../core/log';

/** Milliseconds from the end of one look to the next. */
export const CONNECTOR_PACE = 2000;

export interface ConnectorsNow {
  readonly connectors: readonly Connector[];
  /** Why the connectors could not be looked at. */
  readonly problem: Problem | null;
}

const NOTHING: ConnectorsNow = { connectors: [], problem: null };

/** Looks at the connectors again and again while someone sees them and there is a Connect to ask. */
export class ConnectorWatch implements Disposable {
  private current = NOTHING;
  private shown = false;
  private reachable = false;
  private look: AbortController | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly changed = new Emitter<[ConnectorsNow]>();

  constructor(
    private readonly list: (signal: AbortSignal) => Promise<readonly Connector[]>,
    private readonly log: Log,
  ) {}

  get now(): ConnectorsNow {
    return this.current;
  }

  onChange(listener: (now: ConnectorsNow) => void): Disposable {
    return this.changed.on(listener);
  }

  setVisible(visible: boolean): void {
    this.shown = visible;
    this.refresh();
  }

  /** Says whether Connect runs; without it there is nothing to show. */
  setReachable(reachable: boolean): void {
    if (reachable === this.reachable) return;
    this.reachable = reachable;
    if (!reachable) this.take(NOTHING);
    this.refresh();
  }

  /** Looks now; a look under way is given up, for it may have begun before what the caller did. */
  refresh(): void {
    this.stop();
    if (this.shown && this.reachable) void this.lookOnce();
  }

  dispose(): void {
    this.shown = false;
    this.stop();
    this.changed.dispose();
  }

  private stop(): void {
    clearTimeout(this.timer);
    this.look?.abort();
    this.look = null;
  }

  private async lookOnce(): Promise<void> {
    const look = new AbortController();
    this.look = look;
    const found = await this.ask(look.signal);
    if (look.signal.aborted) return;
    if (found) this.take(found);
    this.timer = setTimeout(() => void this.lookOnce(), CONNECTOR_PACE);
  }

  /** Null when the look was given up. */
  private async ask(signal: AbortSignal): Promise<ConnectorsNow | null> {
    try {
      return { connectors: await this.list(signal), problem: null };
    } catch (error) {
      if (signal.aborted || isAbort(error)) return null;
      if (isUserError(error)) return { ...this.current, problem: error.problem };
      this.log.error('Looking at the connectors failed', error);
      return this.current;
    }
  }

  /** Listeners hear of changes only, so that a tree does not flicker every two seconds. */
  private take(now: ConnectorsNow): void {
    if (JSON.stringify(now) === JSON.stringify(this.current)) return;
    this.current = now;
    this.changed.fire(now);
  }
}
