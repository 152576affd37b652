import type { DatabaseEndpoint } from '../../core/lab/endpoints';
import type { Log } from '../../core/log';
import { serverOf, type SqlDialect, type SqlSession } from './sqlDialect';

/**
 * Keeps one clean connection warm, so that a snippet does not wait for a new one; a run that finds it taken gets its
 * own. What a run leaves behind (transaction, settings, temporary tables, locks) is cleared after its result is out.
 */
export class SessionPool<S extends SqlSession> {
  private idle: Promise<S | null> | null = null;
  private disposed = false;

  constructor(
    private readonly dialect: SqlDialect<S>,
    private readonly log: Log,
  ) {}

  /** The caller gives it back with {@link release}. */
  async acquire(endpoint: DatabaseEndpoint, signal: AbortSignal): Promise<S> {
    const idle = this.idle;
    this.idle = null;
    const session = await idle;
    if (session?.usable && session.server === serverOf(endpoint)) return session;
    void session?.close();
    return this.dialect.open(endpoint, this.log, signal);
  }

  release(session: S): void {
    const before = this.idle;
    this.idle = this.clean(session);
    void before?.then((other) => other?.close());
  }

  async dispose(): Promise<void> {
    this.disposed = true;
    const session = await this.idle;
    this.idle = null;
    await session?.close();
  }

  private async clean(session: S): Promise<S | null> {
    try {
      if (session.usable) await session.reset();
      if (session.usable && !this.disposed) return session;
    } catch (error) {
      this.log.debug(`${this.dialect.product} connection not reused: ${error instanceof Error ? error.message : String(error)}`);
    }
    await session.close();
    return null;
  }
}
