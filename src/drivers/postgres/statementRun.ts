import type { StatementResult } from '../../core/run/result';
import type { Statement } from '../../core/sql/statement';
import { placeAt } from '../place';
import type { RowCollector } from '../results/rowCollector';
import { heading } from '../sql/heading';
import type { StatementCall } from '../sql/sqlDialect';
import type { Completion, Field, RowSink } from './pagedQuery';
import { problemOf } from './serverProblem';
import type { Notice, Session } from './session';
import type { TypeNames } from './typeNames';

/** Rows of the first fetch: one more than a page, so that most results need a single one. */
const FIRST_FETCH = 101;
const FETCH = 1000;

/** Runs one statement and gathers all there is to tell about it. */
export async function runStatement(statement: Statement, call: StatementCall<Session>, types: TypeNames): Promise<StatementResult> {
  const { script, session, signal } = call;
  const rows = call.newRows();
  const notices: string[] = [];
  session.onNotice = (notice) => {
    notices.push(noticeText(notice));
  };
  const sink = new Sink(rows, signal);
  const started = performance.now();
  const completion = await session.run(statement.text, sink, signal);
  const durationMs = performance.now() - started;
  const columns = sink.described ? await types.columns(sink.described, session) : null;
  const { command, rowCount } = outcome(completion, sink, statement);
  return {
    statement: heading(statement.text),
    line: placeAt(script, statement.offset).line,
    command,
    rowCount,
    rowSet: columns && (!completion.error || sink.count > 0) ? rows.finish(columns, completion.more) : null,
    notices,
    durationMs,
    error: problemOf(completion, statement, script, signal.aborted),
  };
}

class Sink implements RowSink {
  described: readonly Field[] | null = null;
  count = 0;
  private asked = false;

  constructor(
    private readonly rows: RowCollector,
    private readonly signal: AbortSignal,
  ) {}

  fields(fields: readonly Field[]): void {
    this.described = fields;
  }

  row(row: Parameters<RowSink['row']>[0]): void {
    // COPY … TO STDOUT describes nothing: its lines are one column of text (OID 25).
    this.described ??= [{ name: 'COPY', type: 25 }];
    this.count += 1;
    this.rows.add(row);
  }

  next(): number {
    if (!this.asked) {
      this.asked = true;
      return FIRST_FETCH;
    }
    return this.rows.full || this.signal.aborted ? 0 : Math.min(FETCH, this.rows.room);
  }
}

/**
 * The command and its count from the tag (`INSERT 0 5`, `CREATE TABLE`). Of rows fetched in pages the tag counts only
 * the last page, with RETURNING too, so rows are counted as they come. Rows left behind come without a tag.
 */
function outcome(completion: Completion, sink: Sink, statement: Statement): { readonly command: string; readonly rowCount: number | null } {
  if (completion.error) return { command: '', rowCount: null };
  if (completion.more)
    return { command: /^(insert|update|delete|merge|fetch)\b/iu.exec(statement.text)?.[0].toUpperCase() ?? 'SELECT', rowCount: null };
  const words = completion.tag.split(' ');
  const isCount = (word: string): boolean => /^\d+$/u.test(word);
  const last = words.at(-1) ?? '';
  const counted = isCount(last) ? Number(last) : null;
  return { command: words.filter((word) => !isCount(word)).join(' '), rowCount: sink.described ? sink.count : counted };
}

/** As psql prints it: `NOTICE:  text`, with detail and hint on lines of their own. */
function noticeText(notice: Notice): string {
  return [
    `${notice.severity ?? 'NOTICE'}: ${notice.message ?? ''}`,
    ...(notice.detail === undefined ? [] : [`DETAIL: ${notice.detail}`]),
    ...(notice.hint === undefined ? [] : [`HINT: ${notice.hint}`]),
  ].join('\n');
}
