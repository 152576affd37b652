import { UserError } from '../../core/errors';
import type { DatabaseEndpoint } from '../../core/lab/endpoints';
import type { Log } from '../../core/log';
import type { Cell } from '../../core/run/result';
import type { RowSink } from './pagedQuery';
import { problemOf } from './serverProblem';
import { SessionPool } from './sessionPool';

/** A check that takes longer is not worth waiting for: it is asked again. */
const STATEMENT_TIMEOUT_MS = 5000;

/** A check compares one cell; more rows than this are not read. */
const MAX_ROWS = 1000;

/** Asks PostgreSQL for checks: read-only, with a time limit, on a connection apart from the one that runs snippets. */
export class PostgresProbe {
  private readonly pool: SessionPool;

  constructor(log: Log) {
    this.pool = new SessionPool(log);
  }

  /** Rejects with a `UserError` carrying the server's message, or with the signal's reason. */
  async query(endpoint: DatabaseEndpoint, sql: string, signal: AbortSignal): Promise<readonly (readonly Cell[])[]> {
    const session = await this.pool.acquire(endpoint, signal);
    try {
      const rows: (readonly Cell[])[] = [];
      await session.ask(`BEGIN TRANSACTION READ ONLY; SET LOCAL statement_timeout = ${STATEMENT_TIMEOUT_MS.toString()}`);
      const completion = await session.run(sql, sinkInto(rows), signal);
      signal.throwIfAborted();
      const problem = problemOf(completion, { text: sql, offset: 0 }, sql, false);
      if (problem) throw new UserError(problem);
      return rows;
    } finally {
      this.pool.release(session);
    }
  }

  dispose(): Promise<void> {
    return this.pool.dispose();
  }
}

function sinkInto(rows: (readonly Cell[])[]): RowSink {
  return {
    fields: () => {},
    row: (row) => {
      rows.push(row);
    },
    next: () => (rows.length === 0 ? MAX_ROWS : 0),
  };
}
