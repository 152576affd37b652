import { msg, type Message } from '../../core/message';
import type { OutputView, RunView, StatementView } from '../../core/protocol/protocol';
import type { FieldError, Run, RunOutput, RunState, StatementResult } from '../../core/run/result';
import { problemView } from './problemView';
import { formatDuration, formatNumber, joinParts, type Words } from './words';

const STATES: Readonly<Record<Exclude<RunState, 'succeeded'>, Message>> = {
  running: msg('Running'),
  failed: msg('Failed'),
  cancelled: msg('Stopped'),
};

function statementView(statement: StatementResult, words: Words): StatementView {
  const count = statement.rowCount === null ? null : words.text(msg('rows: {0}', formatNumber(statement.rowCount, words.locale)));
  return {
    statement: statement.statement,
    summary: joinParts([statement.command, count, formatDuration(statement.durationMs, words)]),
    notices: statement.notices,
    rowSet: statement.rowSet,
    problem: statement.error ? problemView(statement.error, words) : null,
  };
}

/** What the runner did on its own afterwards stands with the last statement. */
function statementViews(statements: readonly StatementResult[], note: Message | undefined, words: Words): readonly StatementView[] {
  const views = statements.map((statement) => statementView(statement, words));
  const last = views.at(-1);
  if (!note || !last) return views;
  return [...views.slice(0, -1), { ...last, notices: [...last.notices, words.text(note)] }];
}

function fieldsView(errors: readonly FieldError[]): OutputView {
  if (errors.length === 0) return { kind: 'none' };
  return { kind: 'fields', errors };
}

function recordsView({ topic, rowSet }: RunOutput & { kind: 'records' }): OutputView {
  if (rowSet.kept === 0) return { kind: 'none' };
  return { kind: 'statements', statements: [{ statement: topic, summary: '', notices: [], rowSet, problem: null }] };
}

function metricsView({ query, rowSet, chart, warnings }: RunOutput & { kind: 'metrics' }, words: Words): OutputView {
  const more = chart && rowSet.kept > chart.length ? [words.text(msg('The chart shows the first {0} series.', chart.length))] : [];
  return { kind: 'metrics', query, rowSet, chart, notices: [...warnings, ...more] };
}

/** A body is coloured as JSON when its server says it is. */
function languageOf(contentType: string): 'json' | 'plain' {
  return /\bjson\b/iu.test(contentType) ? 'json' : 'plain';
}

export function outputView(output: RunOutput | null, words: Words): OutputView {
  if (!output) return { kind: 'none' };
  switch (output.kind) {
    case 'sql':
      return { kind: 'statements', statements: statementViews(output.statements, output.note, words) };
    case 'connector':
      return fieldsView(output.fieldErrors);
    case 'produce':
      return {
        kind: 'text',
        language: 'plain',
        text: output.records.map(({ partition, offset }) => words.text(msg('partition {0}, offset {1}', partition, offset))).join('\n'),
      };
    case 'records':
      return recordsView(output);
    case 'metrics':
      return metricsView(output, words);
    case 'http':
      return output.body === '' ? { kind: 'none' } : { kind: 'text', language: languageOf(output.contentType), text: output.body };
    case 'process':
      return output.output === '' ? { kind: 'none' } : { kind: 'text', language: 'plain', text: output.output };
    case 'terminal':
      return { kind: 'none' };
  }
}

/** The run in one line: state, count, time. */
export function runSummary(run: Run, words: Words): string {
  const state = run.state === 'succeeded' ? null : words.text(STATES[run.state]);
  const summary = run.summary ? words.text(run.summary) : null;
  const duration = run.durationMs === null ? null : formatDuration(run.durationMs, words);
  return joinParts([state, summary, duration]);
}

/**
 * A run as a page shows it.
 *
 * @param lesson Id of the lesson the page shows, or null: then the run belongs to no snippet of the page.
 */
export function runView(run: Run, lesson: string | null, words: Words): RunView {
  const prefix = lesson === null ? null : `${lesson}/`;
  return {
    id: run.id,
    snippet: prefix !== null && run.name.startsWith(prefix) ? run.name.slice(prefix.length) : null,
    name: run.name,
    state: run.state,
    summary: runSummary(run, words),
    output: outputView(run.output, words),
    problem: run.problem ? problemView(run.problem, words) : null,
  };
}
