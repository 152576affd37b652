import type { Endpoints } from '../../core/lab/endpoints';
import type { Log } from '../../core/log';
import type { Cell } from '../../core/run/result';
import { notInLab } from '../unreachable';
import { SessionPool } from './sessionPool';
import type { SqlDialect, SqlSession } from './sqlDialect';

/** Asks one server for checks: read-only, with a time limit, on a connection apart from the one that runs snippets. */
export class SqlProbe<S extends SqlSession> {
  private readonly pool: SessionPool<S>;

  constructor(
    private readonly dialect: SqlDialect<S>,
    log: Log,
  ) {
    this.pool = new SessionPool(dialect, log);
  }

  /** The server's name for the user. */
  get product(): string {
    return this.dialect.product;
  }

  /** Rejects with a `UserError` carrying the server's message, or with the signal's reason. */
  async query(endpoints: Endpoints, sql: string, signal: AbortSignal): Promise<readonly (readonly Cell[])[]> {
    const endpoint = this.dialect.endpoint(endpoints);
    if (!endpoint) throw notInLab(this.dialect.product);
    const session = await this.pool.acquire(endpoint, signal);
    try {
      return await this.dialect.ask(session, sql, signal);
    } finally {
      this.pool.release(session);
    }
  }

  dispose(): Promise<void> {
    return this.pool.dispose();
  }
}
