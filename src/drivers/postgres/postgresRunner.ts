import { UserError } from '../../core/errors';
import type { Log } from '../../core/log';
import { msg } from '../../core/message';
import type { RunOutput, StatementResult } from '../../core/run/result';
import type { RunContext, Runner } from '../../core/run/runner';
import type { RunnableSnippet } from '../../core/snippet/snippet';
import { placeAt } from '../place';
import type { ResultFiles } from '../results/resultFiles';
import { notInLab } from '../unreachable';
import { SessionPool } from './sessionPool';
import { splitStatements, type Statement } from '../../core/sql/splitStatements';
import type { Session } from './session';
import { runStatement } from './statementRun';
import { TypeNames } from './typeNames';

/** Runs `sql target=postgres`: every statement in order, each with its own result, up to the first that fails. */
export class PostgresRunner implements Runner {
  private readonly pool: SessionPool;
  private readonly types = new TypeNames();

  constructor(
    private readonly results: ResultFiles,
    log: Log,
  ) {
    this.pool = new SessionPool(log);
  }

  async run(snippet: RunnableSnippet, context: RunContext): Promise<RunOutput> {
    const endpoint = context.endpoints.postgres;
    if (!endpoint) throw notInLab('PostgreSQL');
    // The first splitting loads the scanner: it does so while the connection is made.
    const splitting = readStatements(snippet.code);
    const [split, acquired] = await Promise.allSettled([splitting, this.pool.acquire(endpoint, context.signal)]);
    if (acquired.status === 'rejected') throw acquired.reason;
    const session = acquired.value;
    try {
      if (split.status === 'rejected') throw split.reason;
      const statements = await this.runAll(split.value, snippet.code, session, context.signal);
      return { kind: 'sql', statements, note: noteOf(session) };
    } finally {
      this.pool.release(session);
    }
  }

  dispose(): Promise<void> {
    return this.pool.dispose();
  }

  private async runAll(
    statements: readonly Statement[],
    script: string,
    session: Session,
    signal: AbortSignal,
  ): Promise<readonly StatementResult[]> {
    const results: StatementResult[] = [];
    for (const statement of statements) {
      signal.throwIfAborted();
      const call = { script, session, types: this.types, rows: this.results.collector(), signal };
      const result = await runStatement(statement, call);
      results.push(result);
      if (result.error || signal.aborted) break;
    }
    return results;
  }
}

async function readStatements(script: string): Promise<readonly Statement[]> {
  const zero = script.indexOf('\0');
  if (zero >= 0) {
    throw new UserError({ what: msg('The text has a NUL character, which SQL cannot have.'), place: placeAt(script, zero) });
  }
  const statements = await splitStatements(script);
  if (statements.length === 0) throw new UserError({ what: msg('There is no SQL statement to run.') });
  return statements;
}

function noteOf(session: Session): ReturnType<typeof msg> | undefined {
  if (!session.usable || !session.inTransaction) return undefined;
  return msg('The snippet left its transaction open: it was rolled back. End it with COMMIT to keep the changes.');
}
