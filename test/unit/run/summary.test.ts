import { describe, expect, test } from 'vitest';
import { msg, english } from '../../../src/core/message';
import type { RunOutput, StatementResult } from '../../../src/core/run/result';
import { hasSucceeded, summarize } from '../../../src/core/run/summary';

function statement(change: Partial<StatementResult>): StatementResult {
  return { statement: 's', line: 1, command: 'SELECT', rowCount: null, rowSet: null, notices: [], durationMs: 1, error: null, ...change };
}
const sql = (...statements: StatementResult[]): RunOutput => ({ kind: 'sql', statements });
const rowSet = { columns: [], rows: [], kept: 3, truncated: false, handle: null };
const failed = statement({ line: 7, error: { what: msg('no such table') } });
const connector = (outcome: 'created' | 'updated' | 'unchanged' | 'invalid', httpStatus: number): RunOutput => ({
  kind: 'connector',
  name: 'inventory',
  outcome,
  httpStatus,
  fieldErrors: outcome === 'invalid' ? [{ field: 'snapshot.mode', value: 'never', errors: ['Value must be one of …'], place: null }] : [],
});
const http = (status: number): RunOutput => ({
  kind: 'http',
  method: 'GET',
  path: '/connectors',
  status,
  contentType: 'application/json',
  body: '',
});
const exit = (exitCode: number | null): RunOutput => ({ kind: 'process', exitCode, output: '' });

describe('one line for every output', () => {
  const cases: readonly (readonly [RunOutput, string, boolean])[] = [
    [sql(), 'nothing to run', true],
    [sql(statement({ rowSet, rowCount: 3 })), '3 rows', true],
    [sql(statement({ rowSet: { ...rowSet, kept: 50_000, truncated: true }, rowCount: null })), '50000+ rows', true],
    [sql(statement({ command: 'INSERT', rowCount: 10_000 })), 'INSERT: 10000 rows', true],
    [sql(statement({ command: 'CREATE TABLE' })), 'CREATE TABLE done', true],
    [sql(statement({}), statement({}), statement({})), '3 statements done', true],
    [sql(statement({}), failed), 'statement 2 failed (line 7)', false],
    [{ kind: 'records', topic: 'a.b', scanned: 3, rowSet }, '3 records from a.b', true],
    [{ kind: 'records', topic: 'a.b', scanned: 9, rowSet }, '3 of 9 records from a.b', true],
    [{ kind: 'metrics', query: 'up', rowSet, chart: null, warnings: [] }, '3 series', true],
    [{ kind: 'metrics', query: 'up', rowSet: { ...rowSet, kept: 0 }, chart: [], warnings: [] }, 'no series', true],
    [connector('created', 201), '201 · connector inventory created', true],
    [connector('updated', 200), '200 · connector inventory updated', true],
    [connector('unchanged', 200), '200 · connector inventory is the same as before', true],
    [connector('invalid', 200), 'connector inventory was not deployed: fields with errors: 1', false],
    [{ kind: 'produce', topic: 't', records: [{ partition: 0, offset: '5' }] }, '1 records sent to t', true],
    [http(200), '200 · GET /connectors', true],
    [http(404), '404 · GET /connectors', false],
    [exit(0), 'exit code 0', true],
    [exit(1), 'exit code 1', false],
    [exit(null), 'ended by a signal', false],
    [{ kind: 'terminal' }, 'sent to the terminal', true],
  ];
  test.each(cases)('%j', (output, text, succeeded) => {
    expect(english(summarize(output))).toBe(text);
    expect(hasSucceeded(output)).toBe(succeeded);
  });
});
