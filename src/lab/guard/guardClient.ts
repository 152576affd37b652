import { connect, type Socket } from 'node:net';
import { UserError } from '../../core/errors';
import type { LabCall, LabStatus } from '../../core/lab/lab';
import { msg } from '../../core/message';
import { lineReader } from './lines';
import { decodeGuardLine, encodeLine, type ClientMessage, type GuardFailure, type GuardMessage, type GuardRequest } from './protocol';

/** Undoing a start means ending its processes, which is quick. */
const CANCEL_WITHIN_MS = 30_000;

interface Waiting {
  readonly call: LabCall;
  readonly resolve: (status: LabStatus) => void;
  readonly reject: (error: unknown) => void;
}

/** A connection to the guard. */
export class GuardClient {
  private nextId = 1;
  private readonly waiting = new Map<number, Waiting>();
  private onStatus: (status: LabStatus) => void = () => undefined;
  private onClosed: () => void = () => undefined;

  private constructor(private readonly socket: Socket) {
    const read = lineReader((line) => {
      const message = decodeGuardLine(line);
      if (message) this.receive(message);
    });
    socket.setEncoding('utf8').on('data', read);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.failAll();
      this.onClosed();
    });
  }

  /** Rejects with the socket's error when no guard listens. */
  static open(path: string): Promise<GuardClient> {
    return new Promise((resolve, reject) => {
      const socket = connect(path);
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject);
        resolve(new GuardClient(socket));
      });
    });
  }

  /**
   * Asks the guard and gives the status after it has done so. Aborting asks the guard to cancel and rejects when it has:
   * what was begun is undone by then.
   */
  request(request: GuardRequest, call: LabCall): Promise<LabStatus> {
    const id = this.nextId++;
    const { signal } = call;
    return new Promise<LabStatus>((resolve, reject) => {
      let limit: NodeJS.Timeout | undefined;
      const onAbort = (): void => {
        this.send({ type: 'cancel', id });
        // A guard that hangs must not make its client hang.
        limit = setTimeout(() => {
          this.waiting.get(id)?.reject(abortReason(signal));
          this.waiting.delete(id);
        }, CANCEL_WITHIN_MS);
      };
      const settled = (): void => {
        clearTimeout(limit);
        signal.removeEventListener('abort', onAbort);
      };
      this.waiting.set(id, {
        call,
        resolve: (status) => {
          settled();
          resolve(status);
        },
        reject: (error) => {
          settled();
          reject(error instanceof Error ? error : new Error(String(error)));
        },
      });
      if (this.socket.destroyed) this.failAll();
      else this.send({ type: 'request', id, request });
      signal.addEventListener('abort', onAbort, { once: true });
      if (signal.aborted) onAbort();
    });
  }

  /** Tells every change of the status from now on, and the end of the connection. */
  async watch(onStatus: (status: LabStatus) => void, onClosed: () => void): Promise<void> {
    this.onStatus = onStatus;
    this.onClosed = onClosed;
    onStatus(await this.request({ kind: 'watch' }, { signal: new AbortController().signal }));
  }

  close(): void {
    this.onClosed = () => undefined;
    this.socket.destroy();
  }

  private send(message: ClientMessage): void {
    if (!this.socket.destroyed) this.socket.write(encodeLine(message));
  }

  private receive(message: GuardMessage): void {
    if (message.type === 'status') {
      this.onStatus(message.status);
      return;
    }
    const waiting = this.waiting.get(message.id);
    if (!waiting) return;
    if (message.type === 'progress') {
      waiting.call.onProgress?.({ message: message.message });
      return;
    }
    this.waiting.delete(message.id);
    if (message.type === 'done') waiting.resolve(message.status);
    else waiting.reject(failureError(message.failure, waiting.call.signal));
  }

  private failAll(): void {
    for (const { reject } of this.waiting.values()) reject(new GuardGone());
    this.waiting.clear();
  }
}

/** The guard ended, or was killed, before it had answered. */
export class GuardGone extends UserError {
  constructor() {
    super({
      what: msg('The lab’s guard ended before it had answered.'),
      why: msg('Something ended its process, or the machine ran out of memory.'),
      fix: msg('Start the lab again: what was left running is ended first.'),
      action: 'startLab',
    });
  }
}

function failureError(failure: GuardFailure, signal: AbortSignal): Error {
  switch (failure.kind) {
    case 'problem':
      return new UserError(failure.problem);
    case 'aborted':
      return abortReason(signal);
    case 'bug':
      return new Error(`in the lab's guard: ${failure.text}`);
  }
}

function abortReason(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new DOMException('Aborted', 'AbortError');
}
