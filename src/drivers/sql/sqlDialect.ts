import type { DatabaseEndpoint, Endpoints } from '../../core/lab/endpoints';
import type { Log } from '../../core/log';
import type { Message } from '../../core/message';
import type { Cell, StatementResult } from '../../core/run/result';
import type { Statement } from '../../core/sql/statement';
import type { RowCollector } from '../results/rowCollector';

/** One connection to one server, for one run at a time. */
export interface SqlSession {
  /** The server it is connected to: see {@link serverOf}. */
  readonly server: string;
  /** False once the connection is lost. */
  readonly usable: boolean;
  /** True while a transaction is open, failed or not. */
  readonly inTransaction: boolean;
  /** Makes it as good as new: transaction, settings, temporary tables and locks are gone. Rejects when that fails. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

export interface StatementCall<S extends SqlSession> {
  readonly script: string;
  readonly session: S;
  /** A place for the rows of one result. */
  readonly newRows: () => RowCollector;
  readonly signal: AbortSignal;
}

/** What tells one SQL server from another: how to reach it, to split a script for it, and to run a statement on it. */
export interface SqlDialect<S extends SqlSession> {
  /** The server's name for the user. */
  readonly product: string;
  /** Undefined when the lab, as it runs now, does not have it. */
  endpoint(endpoints: Endpoints): DatabaseEndpoint | undefined;
  /** Rejects with a `UserError` when the server does not answer or refuses, with the signal's reason when aborted. */
  open(endpoint: DatabaseEndpoint, log: Log, signal: AbortSignal): Promise<S>;
  split(script: string): Promise<readonly Statement[]>;
  /** Runs one statement to its end. Its failure is in the last of its results, of which there is at least one. */
  run(statement: Statement, call: StatementCall<S>): Promise<readonly StatementResult[]>;
  /** Asks one query in a read-only transaction, with a time limit. Rejects with a `UserError` carrying the server's message. */
  ask(session: S, sql: string, signal: AbortSignal): Promise<readonly (readonly Cell[])[]>;
  /** What to know of the server to read its answers rightly; null when there is nothing. Does not reject for the server's sake. */
  caveat?(session: S, signal: AbortSignal): Promise<Message | null>;
}

/** A check compares one cell; more rows than this are not read. */
export const ASKED_ROWS = 1000;

/** A check that takes longer, in milliseconds, is not worth waiting for: it is asked again. */
export const ASK_TIMEOUT_MS = 5000;

/** Two endpoints of the same text are served by the same connection. */
export function serverOf(endpoint: DatabaseEndpoint): string {
  return JSON.stringify([
    endpoint.host,
    endpoint.port,
    endpoint.user,
    endpoint.password,
    endpoint.database,
    endpoint.tls,
    endpoint.readOnly,
  ]);
}
