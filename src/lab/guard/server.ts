import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { dirname } from 'node:path';
import { isAbort, isUserError, UserError } from '../../core/errors';
import type { Log } from '../../core/log';
import { msg } from '../../core/message';
import { makeOwnFolder } from '../files/ownFolder';
import { lineReader } from './lines';
import { decodeClientLine, encodeLine, type GuardFailure, type GuardMessage, type GuardRequest } from './protocol';
import type { OperationCall, Supervisor } from './supervisor';

export interface GuardServerOptions {
  readonly supervisor: Supervisor;
  readonly log: Log;
  /** Someone came, asked for something or left. */
  readonly onHeard: () => void;
  /** How long to wait for a client, as the last one that started something wished. */
  readonly onIdleMs: (idleMs: number) => void;
}

/** Answers clients on the lab's local socket, which only the lab's owner can open. */
export class GuardServer {
  private readonly connections = new Set<Socket>();
  private readonly watchers = new Set<Socket>();
  private readonly server: Server;
  private closing = false;

  constructor(private readonly options: GuardServerOptions) {
    this.server = createServer((socket) => {
      this.accept(socket);
    });
    options.supervisor.onChange((status) => {
      for (const socket of this.watchers) send(socket, { type: 'status', status });
    });
  }

  get clients(): number {
    return this.connections.size;
  }

  get watching(): number {
    return this.watchers.size;
  }

  listen(path: string): Promise<void> {
    const isFile = process.platform !== 'win32';
    if (isFile) {
      makeOwnFolder(dirname(path), 0o700);
      // Ours to remove: the lock says that no other guard lives.
      rmSync(path, { force: true });
    }
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(path, () => {
        if (isFile) chmodSync(path, 0o600);
        resolve();
      });
    });
  }

  /** The guard is about to end: no new client, and no new request from those that are there. */
  stopAccepting(): void {
    this.closing = true;
    this.server.close();
  }

  close(): void {
    for (const socket of this.connections) socket.destroy();
  }

  private accept(socket: Socket): void {
    const { log, onHeard } = this.options;
    const running = new Map<number, AbortController>();
    this.connections.add(socket);
    onHeard();
    const read = lineReader((line) => {
      const message = decodeClientLine(line);
      onHeard();
      if (!message) log.warn(`a line that is no request was ignored: ${line.slice(0, 200)}`);
      else if (message.type === 'cancel') running.get(message.id)?.abort();
      else void this.answer(socket, message.id, message.request, running);
    });
    socket.setEncoding('utf8').on('data', read);
    socket.on('error', (error) => {
      log.debug(`a connection broke: ${error.message}`);
    });
    socket.on('close', () => {
      this.connections.delete(socket);
      this.watchers.delete(socket);
      onHeard();
    });
  }

  private async answer(socket: Socket, id: number, request: GuardRequest, running: Map<number, AbortController>): Promise<void> {
    const controller = new AbortController();
    running.set(id, controller);
    try {
      await this.perform(socket, request, {
        signal: controller.signal,
        onProgress: ({ message }) => {
          send(socket, { type: 'progress', id, message });
        },
      });
      if (request.kind !== 'hello') await this.options.supervisor.measureMemory();
      send(socket, { type: 'done', id, status: this.options.supervisor.status() });
    } catch (error) {
      send(socket, { type: 'failed', id, failure: this.failure(request, error) });
    } finally {
      running.delete(id);
      this.options.onHeard();
    }
  }

  private async perform(socket: Socket, request: GuardRequest, call: OperationCall): Promise<void> {
    const { supervisor, onIdleMs } = this.options;
    if (this.closing) throw new UserError({ what: msg('The lab is just being stopped. Try again in a moment.'), action: 'retry' });
    if ('tools' in request) onIdleMs(request.tools.idleMs);
    switch (request.kind) {
      case 'up':
        return supervisor.up(request.profile, request.tools, call);
      case 'reset':
        return supervisor.reset(request.profile, request.tools, call);
      case 'restart':
        return supervisor.restart(request.service, request.tools, call);
      case 'kill':
        return supervisor.kill(request.service);
      case 'down':
        return supervisor.down();
      case 'watch':
        this.watchers.add(socket);
        return;
      case 'hello':
      case 'status':
        return;
    }
  }

  private failure(request: GuardRequest, error: unknown): GuardFailure {
    if (isUserError(error)) return { kind: 'problem', problem: error.problem };
    if (isAbort(error)) return { kind: 'aborted' };
    this.options.log.error(`${request.kind} failed`, error);
    return { kind: 'bug', text: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function send(socket: Socket, message: GuardMessage): void {
  if (socket.writable) socket.write(encodeLine(message));
}
