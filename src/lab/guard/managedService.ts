import { UserError, isUserError } from '../../core/errors';
import type { ServiceStatus } from '../../core/lab/lab';
import { msg, type Message } from '../../core/message';
import { listensOn } from '../net/portHolder';
import { LOOPBACK } from '../net/ports';
import { startTimeOf } from '../process/processIdentity';
import { pause } from '../process/waitUntil';
import type { ServiceContext, ServiceDefinition } from '../services/service';
import { exitReason, killTree, startChild, type ChildProcess, type Exit } from './childProcess';
import type { RotatingLog } from './rotatingLog';
import type { ServiceRecord } from './stateFile';

const PROBE_EVERY_MS = 40;
/** A machine under load may take its time; a service that takes this long hangs. */
const READY_WITHIN_MS = 180_000;
const RETRY_TRANSIENT_MS = 250;
const TRANSIENT_TRIES = 20;
const TAIL_LINES = 15;

/** Thrown when another program took the service's port between the check and the start. */
export class PortClash extends Error {}

/** One service: its process, its state and the reason when it failed. Not started again by itself, ever. */
export class ManagedService {
  private status: ServiceStatus;
  private startTime: string | null = null;
  private child: ChildProcess | null = null;
  private onStopped: () => void = () => undefined;
  /** Set while the process is being ended on purpose, so that its end is not taken for a failure. */
  private stopping = false;

  constructor(
    readonly definition: ServiceDefinition,
    private readonly log: RotatingLog,
    port: number,
    private readonly changed: () => void,
  ) {
    this.status = { name: definition.name, state: 'stopped', host: LOOPBACK, port, pid: null, version: null, memoryMb: null };
  }

  record(): ServiceRecord {
    return { status: this.status, startTime: this.startTime };
  }

  isRunning(): boolean {
    return this.status.state === 'running';
  }

  hasProcess(): boolean {
    return this.child !== null;
  }

  /** The port it will listen on; only while it does not run. */
  assignPort(port: number): void {
    if (this.child === null && this.status.port !== port) this.update({ port });
  }

  setMemory(memoryMb: number | null): void {
    if (this.status.memoryMb !== memoryMb) this.update({ memoryMb });
  }

  /** Resolves once the service answers. Rejects with a {@link UserError}, a {@link PortClash} or the signal's reason. */
  async start(context: ServiceContext, signal: AbortSignal): Promise<void> {
    if (this.isRunning()) return;
    this.status = { ...idle(this.status), state: 'starting' };
    this.changed();
    try {
      const version = await this.startUntilReady(context, signal);
      this.update({ state: 'running', version });
    } catch (error) {
      if (this.child) await this.stopNow();
      if (signal.aborted) this.status = { ...idle(this.status), state: 'stopped' };
      else this.fail(isUserError(error) ? (error.problem.why ?? error.problem.what) : msg('{0}', String(error)));
      this.changed();
      throw error;
    }
  }

  /** Ends the process as its definition asks for, by SIGKILL when it takes too long. */
  async stop(): Promise<void> {
    const { child } = this;
    if (child) {
      this.stopping = true;
      if (this.isRunning()) await this.definition.stop.farewell?.(this.status.port);
      child.signal(this.definition.stop.signal);
      const limit = new AbortController();
      const late = pause(this.definition.stop.graceMs, limit.signal).then(
        () => killTree(child.pid, AbortSignal.timeout(10_000)),
        () => undefined,
      );
      await child.exited;
      limit.abort();
      await late;
      this.onStopped();
    }
    this.settleStopped();
  }

  /** Ends the process at once; for data that is thrown away, and for a start that was cancelled. */
  async stopNow(): Promise<void> {
    const { child } = this;
    if (child) {
      this.stopping = true;
      await killTree(child.pid, AbortSignal.timeout(10_000));
      await child.exited;
    }
    this.settleStopped();
  }

  /** Ends the process as a crash would: the service counts as failed afterwards. */
  async crash(): Promise<void> {
    const { child } = this;
    if (!child) return;
    await killTree(child.pid, AbortSignal.timeout(10_000));
    await child.exited;
  }

  private async startUntilReady(context: ServiceContext, signal: AbortSignal): Promise<string> {
    const deadline = AbortSignal.timeout(READY_WITHIN_MS);
    const launch = await this.definition.prepare(context, signal);
    for (let attempt = 1; ; attempt++) {
      signal.throwIfAborted();
      this.log.forgetTail();
      this.onStopped = launch.onStopped ?? (() => undefined);
      this.stopping = false;
      const child = await startChild(launch, this.log);
      await this.adopt(child);
      const outcome = await this.untilReadyOrEnd(child, context, signal, deadline);
      if (typeof outcome === 'string') return outcome;
      const tail = this.log.tail(TAIL_LINES).join('\n');
      if (/address already in use|EADDRINUSE/iu.test(tail)) throw new PortClash(this.definition.name);
      const transient = this.definition.transientFailure?.test(tail) ?? false;
      if (!transient || attempt === TRANSIENT_TRIES) throw this.startFailure(exitReason(outcome));
      await pause(RETRY_TRANSIENT_MS, signal);
    }
  }

  private async adopt(child: ChildProcess): Promise<void> {
    this.child = child;
    this.update({ pid: child.pid });
    void child.exited.then((exit) => {
      this.onExit(child, exit);
    });
    this.startTime = await startTimeOf(child.pid);
    this.changed();
  }

  private async untilReadyOrEnd(
    child: ChildProcess,
    context: ServiceContext,
    signal: AbortSignal,
    deadline: AbortSignal,
  ): Promise<string | Exit> {
    const ended = new AbortController();
    const exit = child.exited.then((value) => {
      ended.abort();
      return value;
    });
    const either = AbortSignal.any([signal, ended.signal]);
    const hasEnded = (): boolean => ended.signal.aborted;
    while (!hasEnded()) {
      signal.throwIfAborted();
      const version = await this.definition.ready(context, either);
      // Whoever else has the port may answer, until ours gives up and says that it is taken.
      if (version !== null && (await listensOn(child.pid, this.status.port)) !== false && !hasEnded()) return version;
      if (deadline.aborted) {
        throw this.startFailure(msg('It does not answer on port {0} after {1} s.', this.status.port, READY_WITHIN_MS / 1000));
      }
      await pause(PROBE_EVERY_MS, either).catch(() => undefined);
    }
    return exit;
  }

  private startFailure(why: Message): UserError {
    return new UserError({
      what: msg('{0} did not start.', this.definition.label),
      why,
      fix: msg(
        'Its log ends with “{0}”. Start the lab again to retry; a reset throws its data away.',
        this.log.tail(1)[0]?.trim().slice(0, 200) ?? '',
      ),
      action: 'showLog',
    });
  }

  private onExit(child: ChildProcess, exit: Exit): void {
    if (this.child !== child) return;
    this.child = null;
    this.startTime = null;
    if (this.stopping) this.update({ pid: null, memoryMb: null });
    else if (this.status.state === 'running') this.fail(exitReason(exit));
    else this.update({ pid: null });
  }

  private fail(reason: Message): void {
    this.status = { ...idle(this.status), state: 'failed', reason, logTail: this.log.tail(TAIL_LINES) };
    this.changed();
  }

  private settleStopped(): void {
    this.stopping = false;
    this.status = { ...idle(this.status), state: 'stopped' };
    this.changed();
  }

  private update(change: Partial<ServiceStatus>): void {
    this.status = { ...this.status, ...change };
    this.changed();
  }
}

/** The status without what belongs to a process that runs or has failed. */
function idle({ name, state, host, port, version }: ServiceStatus): ServiceStatus {
  return { name, state, host, port, pid: null, version, memoryMb: null };
}
