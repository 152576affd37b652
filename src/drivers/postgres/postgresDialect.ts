import { UserError } from '../../core/errors';
import type { Cell } from '../../core/run/result';
import { splitStatements } from '../../core/sql/splitStatements';
import { ASK_TIMEOUT_MS, ASKED_ROWS, type SqlDialect } from '../sql/sqlDialect';
import type { RowSink } from './pagedQuery';
import { problemOf } from './serverProblem';
import { openSession, type Session } from './session';
import { runStatement } from './statementRun';
import { TypeNames } from './typeNames';

export function postgresDialect(): SqlDialect<Session> {
  const types = new TypeNames();
  return {
    product: 'PostgreSQL',
    endpoint: (endpoints) => endpoints.postgres,
    open: openSession,
    split: splitStatements,
    run: async (statement, call) => [await runStatement(statement, call, types)],
    ask: async (session, sql, signal) => {
      const rows: (readonly Cell[])[] = [];
      await session.ask(`BEGIN TRANSACTION READ ONLY; SET LOCAL statement_timeout = ${ASK_TIMEOUT_MS.toString()}`);
      const completion = await session.run(sql, sinkInto(rows), signal);
      signal.throwIfAborted();
      const problem = problemOf(completion, { text: sql, offset: 0 }, sql, false);
      if (problem) throw new UserError(problem);
      return rows;
    },
  };
}

function sinkInto(rows: (readonly Cell[])[]): RowSink {
  return {
    fields: () => {},
    row: (row) => {
      rows.push(row);
    },
    next: () => (rows.length === 0 ? ASKED_ROWS : 0),
  };
}
