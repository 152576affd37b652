import type { StatementResult } from '../../core/run/result';
import type { Statement } from '../../core/sql/statement';
import { placeAt } from '../place';
import { heading } from '../sql/heading';
import type { StatementCall } from '../sql/sqlDialect';
import { commandName } from './commandName';
import type { MysqlSession } from './mysqlWire';
import { ResultSets } from './resultSets';
import { problemOf } from './serverProblem';

/** Statements that do nothing but give rows. */
const READS = /^[\s(]*(?:select|table|values|with|show)\b/iu;

/** Statements whose count of affected rows says something even when it is zero. */
const COUNTED = new Set(['INSERT', 'UPDATE', 'DELETE', 'REPLACE', 'LOAD', 'CALL']);

/** These show the warnings of the statement before. */
const SHOWS_WARNINGS = /^show\s+(?:count\s*\(\s*\*\s*\)\s+)?(?:warnings|errors)\b/iu;

type Outcome = Pick<StatementResult, 'rowCount' | 'rowSet'>;

/**
 * Runs one statement and gathers all there is to tell about it. Each set of rows is a result of its own. What else the
 * server says, errors included, stands with the last.
 */
export async function runStatement(
  statement: Statement,
  call: StatementCall<MysqlSession>,
  product: string,
): Promise<readonly StatementResult[]> {
  const { script, session, newRows, signal } = call;
  const sets = new ResultSets(newRows, READS.test(statement.text));
  const started = performance.now();
  const { error, stopped, warnings } = await session.run(statement.text, sets, signal);
  const durationMs = performance.now() - started;
  const asked = warnings > 0 && !error && !SHOWS_WARNINGS.test(statement.text);
  const notices = [...infoOf(sets), ...(asked ? await warningsOf(session) : [])];
  const command = error ? '' : commandName(statement.text);
  const common = { statement: heading(statement.text), line: placeAt(script, statement.offset).line, command, durationMs };
  const outcomes = outcomesOf(sets, command, error !== null, stopped);
  return outcomes.map((outcome, index) => {
    const last = index === outcomes.length - 1;
    const problem = last ? problemOf(error, statement, script, product, signal.aborted) : null;
    return { ...common, ...outcome, notices: last ? notices : [], error: problem };
  });
}

/** At least one. The end of a `CALL` is worth a result of its own when rows were changed or none were given. */
function outcomesOf(sets: ResultSets, command: string, failed: boolean, stopped: boolean): readonly Outcome[] {
  const outcomes: Outcome[] = sets.finish(stopped).map(({ count, rowSet }) => ({ rowCount: stopped || failed ? null : count, rowSet }));
  const last = outcomes.at(-1);
  if (failed) {
    if (last?.rowSet?.kept === 0) outcomes.splice(-1, 1, { rowCount: null, rowSet: null });
    return outcomes.length > 0 ? outcomes : [{ rowCount: null, rowSet: null }];
  }
  const affected = sets.header?.affectedRows ?? 0;
  if (outcomes.length > 0 && affected === 0) return outcomes;
  return [...outcomes, { rowCount: affected > 0 || COUNTED.has(command) ? affected : null, rowSet: null }];
}

/** What the `mysql` client prints below the count, such as `Rows matched: 2  Changed: 1  Warnings: 0`. */
function infoOf({ header }: ResultSets): readonly string[] {
  return header && header.info !== '' ? [header.info] : [];
}

/** As the `mysql` client prints them: `Warning (Code 1365): Division by 0`. The server keeps a thousand. */
async function warningsOf(session: MysqlSession): Promise<readonly string[]> {
  const rows = await session.ask('SHOW WARNINGS').catch(() => []);
  return rows.map(([level, code, message]) => `${level ?? ''} (Code ${code ?? ''}): ${message ?? ''}`);
}
