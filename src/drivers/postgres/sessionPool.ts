import type { DatabaseEndpoint } from '../../core/lab/endpoints';
import type { Log } from '../../core/log';
import { openSession, serverOf, type Session } from './session';

/**
 * Keeps one clean connection warm, so that a snippet does not wait for a new one; a run that finds it taken gets its
 * own. What a run leaves behind (transaction, settings, temporary tables, locks) is cleared after its result is out.
 */
export class SessionPool {
  private idle: Promise<Session | null> | null = null;
  private disposed = false;

  constructor(private readonly log: Log) {}

  /** The caller gives it back with {@link release}. */
  async acquire(endpoint: DatabaseEndpoint, signal: AbortSignal): Promise<Session> {
    const idle = this.idle;
    this.idle = null;
    const session = await idle;
    if (session?.usable && session.server === serverOf(endpoint)) return session;
    void session?.close();
    return openSession(endpoint, this.log, signal);
  }

  release(session: Session): void {
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

  private async clean(session: Session): Promise<Session | null> {
    session.onNotice = () => {};
    try {
      if (session.usable && session.inTransaction) await session.ask('ROLLBACK');
      if (session.usable) await session.ask('DISCARD ALL');
      if (session.usable && !this.disposed) return session;
    } catch (error) {
      this.log.debug(`PostgreSQL connection not reused: ${error instanceof Error ? error.message : String(error)}`);
    }
    await session.close();
    return null;
  }
}
