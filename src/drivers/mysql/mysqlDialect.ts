import { UserError } from '../../core/errors';
import type { DatabaseEndpoint, Endpoints } from '../../core/lab/endpoints';
import type { Cell } from '../../core/run/result';
import { splitMysqlStatements } from '../../core/sql/splitMysqlStatements';
import { ASK_TIMEOUT_MS, ASKED_ROWS, type SqlDialect } from '../sql/sqlDialect';
import { rowText } from './cellText';
import type { MysqlSession, ResultSink } from './mysqlWire';
import { replicaState } from './replicaState';
import { problemOf } from './serverProblem';
import { openSession } from './session';
import { runStatement } from './statementRun';

/** The server on which snippets write. */
export function primaryDialect(): SqlDialect<MysqlSession> {
  return mysqlDialect('MySQL', ({ mysql }) => mysql);
}

/** Its copy, which may be late. */
export function replicaDialect(): SqlDialect<MysqlSession> {
  return { ...mysqlDialect('MySQL replica', ({ mysqlReplica }) => mysqlReplica), caveat: replicaState };
}

function mysqlDialect(product: string, endpoint: (endpoints: Endpoints) => DatabaseEndpoint | undefined): SqlDialect<MysqlSession> {
  return {
    product,
    endpoint,
    open: (server, log, signal) => openSession(product, server, log, signal),
    split: (script) => Promise.resolve(splitMysqlStatements(script)),
    run: (statement, call) => runStatement(statement, call, product),
    ask: async (session, sql, signal) => {
      // Read-only for the session too: a procedure that ends the transaction would otherwise write in the next.
      await session.ask(`SET SESSION max_execution_time = ${ASK_TIMEOUT_MS.toString()}, SESSION transaction_read_only = ON`);
      await session.ask('START TRANSACTION READ ONLY');
      const rows: (readonly Cell[])[] = [];
      const { error } = await session.run(sql, sinkInto(rows), signal);
      signal.throwIfAborted();
      const problem = problemOf(error, { text: sql, offset: 0 }, sql, product, false);
      if (problem) throw new UserError(problem);
      return rows;
    },
  };
}

function sinkInto(rows: (readonly Cell[])[]): ResultSink {
  let write: ReturnType<typeof rowText> = () => [];
  return {
    fields: (fields) => {
      write = rowText(fields);
    },
    row: (row) => {
      rows.push(write(row));
    },
    done: () => {},
    enough: () => rows.length >= ASKED_ROWS,
  };
}
