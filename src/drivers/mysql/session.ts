import type { Socket } from 'node:net';
import type { Connection } from 'mysql2';
import type { DatabaseEndpoint } from '../../core/lab/endpoints';
import type { Log } from '../../core/log';
import type { Cell } from '../../core/run/result';
import { abortable } from '../abort';
import { serverOf } from '../sql/sqlDialect';
import { rowText } from './cellText';
import { connectProblem } from './connectProblem';
import { CHARSET, openConnection } from './connection';
import { sendQuery, type Completion, type MysqlSession, type ResultSink, type ServerState } from './mysqlWire';
import { ER_QUERY_INTERRUPTED, errorNumber } from './serverProblem';

/** How long a statement may take to end after it was told to, before its connection is given up. */
const KILL_GRACE_MS = 5000;

/** `SERVER_STATUS_IN_TRANS` of the protocol. */
const IN_TRANSACTION = 1;

/** One connection and what is known about it. */
interface Line {
  readonly connection: Connection;
  readonly socket: Socket;
  readonly state: State;
}

interface State extends ServerState {
  usable: boolean;
  /** Ends the statement that runs when the connection breaks off under it: `mysql2` tells the connection only. */
  onLost: (error: Error) => void;
}

export async function openSession(product: string, endpoint: DatabaseEndpoint, log: Log, signal: AbortSignal): Promise<MysqlSession> {
  const state: State = { usable: true, status: 0, warnings: 0, onLost: () => {} };
  const lost = (error: Error): void => {
    state.usable = false;
    state.onLost(error);
  };
  const line: Line = { ...(await openConnection(product, endpoint, log, signal, lost)), state };
  line.socket.once('close', () => {
    lost(new Error('Connection lost: the server closed the connection.'));
  });
  if (endpoint.readOnly) {
    try {
      await abortable(beReadOnly(line), signal);
    } catch (error) {
      line.socket.destroy();
      signal.throwIfAborted();
      throw connectProblem(product, endpoint, error);
    }
  }
  const kill = (): Promise<void> => killQuery(product, endpoint, line.connection.threadId, log);
  return {
    server: serverOf(endpoint),
    get usable() {
      return state.usable;
    },
    get inTransaction() {
      return (state.status & IN_TRANSACTION) !== 0;
    },
    run: (text, sink, runSignal) => runStoppable(line, text, sink, runSignal, kill),
    ask: (text) => ask(line, text),
    reset: async () => {
      await reset(line, endpoint);
      if (endpoint.readOnly) await beReadOnly(line);
    },
    close: () => close(line),
  };
}

async function runStoppable(
  line: Line,
  text: string,
  sink: ResultSink,
  signal: AbortSignal,
  kill: () => Promise<void>,
): Promise<Completion> {
  const stopping: Promise<void>[] = [];
  const left = { rows: false };
  const stop = (): void => {
    if (stopping.length === 0) stopping.push(kill().then(() => giveUpUnlessDone(line, done)));
  };
  const row: ResultSink['row'] = (cells) => {
    sink.row(cells);
    if (stopping.length > 0 || !sink.enough()) return;
    left.rows = true;
    // The rows that come until the server has stopped need not be read one by one.
    line.connection.pause();
    stop();
  };
  const done = send(line, text, { fields: sink.fields.bind(sink), row, done: sink.done.bind(sink) });
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  const error = await done;
  signal.removeEventListener('abort', stop);
  // The order to stop must have been dealt with before the connection runs anything else.
  await Promise.all(stopping);
  const { warnings } = line.state;
  if (!error) return { error, stopped: false, warnings };
  // An error says neither whether the transaction is still open nor, after KILL, that the connection is about to end.
  const after = line.state.usable ? await ask(line, 'DO 0').then(() => null, toError) : error;
  const interrupted = errorNumber(error) === ER_QUERY_INTERRUPTED;
  if (left.rows && interrupted && !signal.aborted) return { error: null, stopped: true, warnings: 0 };
  return { error: interrupted && after && !line.state.usable ? after : error, stopped: false, warnings: 0 };
}

function toError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}

/** Resolves with the server's error, or the connection's, or null. */
function send(line: Line, text: string, sink: Pick<ResultSink, 'fields' | 'row' | 'done'>): Promise<Error | null> {
  return new Promise((resolve) => {
    line.state.onLost = resolve;
    line.state.warnings = 0;
    sendQuery(line.connection, text, sink, line.state, resolve);
  });
}

async function ask(line: Line, text: string): Promise<readonly (readonly Cell[])[]> {
  const rows: (readonly Cell[])[] = [];
  let write: ReturnType<typeof rowText> = () => [];
  const error = await send(line, text, {
    fields: (fields) => {
      write = rowText(fields);
    },
    row: (row) => {
      rows.push(write(row));
    },
    done: () => {},
  });
  if (error) throw error;
  return rows;
}

/** A server that does not react is left: the socket's end then settles the statement. */
async function giveUpUnlessDone(line: Line, done: Promise<unknown>): Promise<void> {
  line.connection.resume();
  const timer = setTimeout(() => {
    line.socket.destroy();
  }, KILL_GRACE_MS);
  await done;
  clearTimeout(timer);
}

/** The protocol has no word for it: a statement is ended by another connection of the same user. */
async function killQuery(product: string, endpoint: DatabaseEndpoint, thread: number, log: Log): Promise<void> {
  try {
    const killer = await openSession(product, endpoint, log, AbortSignal.timeout(KILL_GRACE_MS));
    await killer.ask(`KILL QUERY ${thread.toString()}`).finally(() => killer.close());
  } catch (error) {
    log.warn(`${product} did not take the order to stop a statement: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** As a new connection of the same user: the protocol's own reset would keep the database and lose the character set. */
function reset(line: Line, endpoint: DatabaseEndpoint): Promise<void> {
  return new Promise((resolve, reject) => {
    line.state.onLost = reject;
    line.connection.changeUser(
      { user: endpoint.user, password: endpoint.password, database: endpoint.database, charset: CHARSET },
      (error: Error | null) => {
        line.state.status = 0;
        if (error) reject(error);
        else resolve();
      },
    );
  });
}

async function beReadOnly(line: Line): Promise<void> {
  await ask(line, 'SET SESSION TRANSACTION READ ONLY');
}

/** Takes leave of the server, and of a server that does not answer after a while. */
function close(line: Line): Promise<void> {
  if (line.socket.closed) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => line.socket.destroy(), KILL_GRACE_MS);
    line.socket.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    if (line.state.usable) line.connection.end();
    else line.socket.destroy();
  });
}
