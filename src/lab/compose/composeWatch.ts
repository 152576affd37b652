import type { Disposable } from '../../core/disposable';
import { isUserError } from '../../core/errors';
import type { LabStatus } from '../../core/lab/lab';
import type { Log } from '../../core/log';
import type { ComposeState } from './composeState';
import { composeStatus, type ContainerFacts } from './composeView';
import type { Container } from './containers';

export interface ComposeWatchSource {
  readonly state: () => ComposeState;
  readonly containers: (signal: AbortSignal) => Promise<readonly Container[]>;
  readonly failures: (containers: readonly Container[], signal: AbortSignal) => Promise<ReadonlyMap<string, ContainerFacts>>;
  readonly memory: (containers: readonly Container[], signal: AbortSignal) => Promise<ReadonlyMap<string, number>>;
  readonly listener: (status: LabStatus) => void;
  readonly log: Log;
}

const EVERY_MS = 2_000;
/** Measuring memory takes the engine longer than all the rest: only at every so many looks. */
const MEMORY_EVERY = 10;

/**
 * Follows the lab's containers by asking every two seconds, from the end of one look to the next. While the lab is down it
 * only reads the state file, which another window may change. The listener hears only changes.
 */
export class ComposeWatch implements Disposable {
  private readonly abort = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private looking = false;
  private again = false;
  private looks = 0;
  private last = '';
  private memory: ReadonlyMap<string, number> = new Map();
  private unanswered = '';

  constructor(private readonly source: ComposeWatchSource) {
    void this.look();
  }

  /** Looks at once: something was just changed. */
  lookNow(): void {
    if (this.looking) this.again = true;
    else void this.look();
  }

  dispose(): void {
    this.abort.abort();
    clearTimeout(this.timer);
  }

  private async look(): Promise<void> {
    const { signal } = this.abort;
    if (signal.aborted) return;
    this.looking = true;
    clearTimeout(this.timer);
    try {
      this.tell(await this.status(signal));
      this.unanswered = '';
    } catch (error) {
      this.engineGone(error);
    }
    this.looking = false;
    if (this.isOver()) return;
    const wait = this.again ? 0 : EVERY_MS;
    this.again = false;
    this.timer = setTimeout(() => void this.look(), wait);
  }

  private async status(signal: AbortSignal): Promise<LabStatus> {
    const state = this.source.state();
    if (state.profile === null) return composeStatus(state, []);
    const containers = await this.source.containers(signal);
    const facts = await this.source.failures(containers, signal);
    if (this.looks++ % MEMORY_EVERY === 0) void this.measure(containers, signal);
    return composeStatus(state, containers, ({ name }) => ({ ...facts.get(name), memoryMb: this.memory.get(name) }));
  }

  private async measure(containers: readonly Container[], signal: AbortSignal): Promise<void> {
    try {
      this.memory = await this.source.memory(containers, signal);
    } catch {
      // Memory is shown where it is known.
    }
  }

  /** The engine was stopped, or is busy: nothing that can be shown runs. Logged once. */
  private engineGone(error: unknown): void {
    if (this.isOver()) return;
    const text = isUserError(error) ? error.message : String(error);
    if (text !== this.unanswered) this.source.log.warn(`Docker does not tell how the lab is: ${text}`);
    this.unanswered = text;
    this.tell(composeStatus(this.source.state(), []));
  }

  private tell(status: LabStatus): void {
    const text = JSON.stringify(status);
    if (this.isOver() || text === this.last) return;
    this.last = text;
    this.source.listener(status);
  }

  private isOver(): boolean {
    return this.abort.signal.aborted;
  }
}
