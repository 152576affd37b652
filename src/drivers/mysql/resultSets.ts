import type { ResultSetHeader } from 'mysql2';
import type { RowSet } from '../../core/run/result';
import type { RowCollector } from '../results/rowCollector';
import { rowText } from './cellText';
import { columnOf } from './columnType';
import type { Field, RawRow, ResultSink } from './mysqlWire';

/** One set of rows of a statement; a `CALL` may give several. */
interface Gathered {
  readonly fields: readonly Field[];
  readonly write: ReturnType<typeof rowText>;
  readonly rows: RowCollector;
  count: number;
}

/** Gathers what a statement gives. */
export class ResultSets implements ResultSink {
  /** The last result without rows; every `CALL` ends with one. */
  header: ResultSetHeader | null = null;
  private readonly sets: Gathered[] = [];
  private tooMany = false;

  /** `stoppable` tells that the statement only reads: what a procedure does behind its rows must not be cut off. */
  constructor(
    private readonly newRows: () => RowCollector,
    private readonly stoppable: boolean,
  ) {}

  fields(fields: readonly Field[]): void {
    this.sets.push({ fields, write: rowText(fields), rows: this.newRows(), count: 0 });
  }

  row(row: RawRow): void {
    const set = this.sets.at(-1);
    if (!set) return;
    set.count += 1;
    // A row beyond the limit is only counted: the collector takes note that there was one.
    this.tooMany ||= set.rows.full;
    set.rows.add(set.rows.full ? [] : set.write(row));
  }

  done(header: ResultSetHeader): void {
    this.header = header;
  }

  enough(): boolean {
    return this.stoppable && this.tooMany;
  }

  /** No row may come afterwards. `more` tells that rows of the last set stayed on the server. */
  finish(more: boolean): readonly { readonly count: number; readonly rowSet: RowSet }[] {
    return this.sets.map(({ fields, rows, count }) => ({ count, rowSet: rows.finish(fields.map(columnOf), more) }));
  }
}
