import { UserError } from '../../core/errors';
import type { Log } from '../../core/log';
import { msg, type Message } from '../../core/message';
import type { RunOutput, StatementResult } from '../../core/run/result';
import type { RunContext, Runner } from '../../core/run/runner';
import { allowWrite, onlyReads } from '../../core/sharing/writes';
import type { RunnableSnippet } from '../../core/snippet/snippet';
import type { Statement } from '../../core/sql/statement';
import { placeAt } from '../place';
import type { ResultFiles } from '../results/resultFiles';
import { notInLab } from '../unreachable';
import { SessionPool } from './sessionPool';
import type { SqlDialect, SqlSession } from './sqlDialect';

/** Runs `sql` snippets on one server: every statement in order, each with its own result, up to the first that fails. */
export class SqlRunner<S extends SqlSession> implements Runner {
  private readonly pool: SessionPool<S>;

  constructor(
    private readonly dialect: SqlDialect<S>,
    private readonly results: ResultFiles,
    log: Log,
  ) {
    this.pool = new SessionPool(dialect, log);
  }

  async run(snippet: RunnableSnippet, context: RunContext): Promise<RunOutput> {
    const { sharing } = context.endpoints;
    const present = this.dialect.endpoint(context.endpoints);
    if (!present) throw notInLab(this.dialect.product);
    const endpoint = sharing && !sharing.writable ? { ...present, readOnly: true } : present;
    // The first splitting may load a scanner: it does so while the connection is made.
    const splitting = this.split(snippet.code);
    const [split, acquired] = await Promise.allSettled([splitting, this.pool.acquire(endpoint, context.signal)]);
    if (acquired.status === 'rejected') throw acquired.reason;
    const session = acquired.value;
    try {
      if (split.status === 'rejected') throw split.reason;
      // All before the first: a script is not to stop halfway.
      if (!split.value.every(({ text }) => onlyReads(text))) allowWrite(sharing);
      const statements = await this.runAll(split.value, snippet.code, session, context.signal);
      return { kind: 'sql', statements, note: noteOf(session) ?? (await this.caveat(session, context.signal)) };
    } finally {
      this.pool.release(session);
    }
  }

  private async caveat(session: S, signal: AbortSignal): Promise<Message | undefined> {
    if (!session.usable || signal.aborted) return undefined;
    return (await this.dialect.caveat?.(session, signal)) ?? undefined;
  }

  dispose(): Promise<void> {
    return this.pool.dispose();
  }

  private async split(script: string): Promise<readonly Statement[]> {
    const zero = script.indexOf('\0');
    if (zero >= 0) {
      throw new UserError({ what: msg('The text has a NUL character, which SQL cannot have.'), place: placeAt(script, zero) });
    }
    const statements = await this.dialect.split(script);
    if (statements.length === 0) throw new UserError({ what: msg('There is no SQL statement to run.') });
    return statements;
  }

  private async runAll(
    statements: readonly Statement[],
    script: string,
    session: S,
    signal: AbortSignal,
  ): Promise<readonly StatementResult[]> {
    const results: StatementResult[] = [];
    for (const statement of statements) {
      signal.throwIfAborted();
      results.push(...(await this.dialect.run(statement, { script, session, newRows: () => this.results.collector(), signal })));
      if (results.at(-1)?.error || signal.aborted) break;
    }
    return results;
  }
}

function noteOf(session: SqlSession): Message | undefined {
  if (!session.usable || !session.inTransaction) return undefined;
  return msg('The snippet left its transaction open: it was rolled back. End it with COMMIT to keep the changes.');
}
