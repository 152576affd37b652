import { msg, type Message } from '../message';
import type { RunOutput, StatementResult } from './result';

type SqlOutput = RunOutput & { readonly kind: 'sql' };
type ConnectorOutput = RunOutput & { readonly kind: 'connector' };

function summarizeStatement({ command, rowCount, rowSet }: StatementResult): Message {
  if (rowSet) return msg('{0} rows', rowSet.truncated ? `${rowSet.kept}+` : (rowCount ?? rowSet.kept));
  return rowCount === null ? msg('{0} done', command) : msg('{0}: {1} rows', command, rowCount);
}

function summarizeSql({ statements }: SqlOutput): Message {
  const failed = statements.findIndex((statement) => statement.error !== null);
  if (failed >= 0) return msg('statement {0} failed (line {1})', failed + 1, statements[failed]?.line ?? 1);
  const [first] = statements;
  if (!first) return msg('nothing to run');
  return statements.length === 1 ? summarizeStatement(first) : msg('{0} statements done', statements.length);
}

function summarizeConnector({ name, outcome, httpStatus, fieldErrors }: ConnectorOutput): Message {
  switch (outcome) {
    case 'created':
      return msg('{0} · connector {1} created', httpStatus, name);
    case 'updated':
      return msg('{0} · connector {1} updated', httpStatus, name);
    case 'unchanged':
      return msg('{0} · connector {1} is the same as before', httpStatus, name);
    case 'invalid':
      return msg('connector {0} was not deployed: fields with errors: {1}', name, fieldErrors.length);
  }
}

/** The result in one line, without the time: the place that shows it adds that. */
export function summarize(output: RunOutput): Message {
  switch (output.kind) {
    case 'sql':
      return summarizeSql(output);
    case 'connector':
      return summarizeConnector(output);
    case 'produce':
      return msg('{0} records sent to {1}', output.records.length, output.topic);
    case 'records':
      return output.rowSet.kept === output.scanned
        ? msg('{0} records from {1}', output.scanned, output.topic)
        : msg('{0} of {1} records from {2}', output.rowSet.kept, output.scanned, output.topic);
    case 'metrics':
      return output.rowSet.kept === 0 ? msg('no series') : msg('{0} series', output.rowSet.kept);
    case 'http':
      return msg('{0} · {1} {2}', output.status, output.method, output.path);
    case 'process':
      return output.exitCode === null ? msg('ended by a signal') : msg('exit code {0}', output.exitCode);
    case 'terminal':
      return msg('sent to the terminal');
  }
}

/** True when everything the snippet asked for was done. */
export function hasSucceeded(output: RunOutput): boolean {
  switch (output.kind) {
    case 'sql':
      return output.statements.every((statement) => statement.error === null);
    case 'connector':
      return output.outcome !== 'invalid';
    case 'http':
      return output.status < 400;
    case 'process':
      return output.exitCode === 0;
    case 'produce':
    case 'records':
    case 'metrics':
    case 'terminal':
      return true;
  }
}
