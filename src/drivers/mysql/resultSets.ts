import type { ResultSetHeader } from 'mysql2';
import type { Cell, RowSet } from '../../core/run/result';
import type { RowCollector } from '../results/rowCollector';
import { cellText } from './cellText';
import { columnOf } from './columnType';
import type { Field, RawRow, ResultSink } from './mysqlWire';

/** One set of rows of a statement; a `CALL` may give several. */
interface Gathered {
  readonly fields: readonly Field[];
  readonly write: readonly ((cell: Buffer) => string)[];
  readonly rows: RowCollector;
  count: number;
}

/** Gathers what a statement gives. */
export class ResultSets implements ResultSink {
  /** The last result without rows; every `CALL` ends with one. */
  header: ResultSetHeader | null = null;
  private readonly sets: Gathered[] = [];

  /** `stoppable` tells that the statement only reads: what a procedure does behind its rows must not be cut off. */
  constructor(
    private readonly newRows: () => RowCollector,
    private readonly stoppable: boolean,
  ) {}

  fields(fields: readonly Field[]): void {
    this.sets.push({ fields, write: fields.map(cellText), rows: this.newRows(), count: 0 });
  }

  row(cells: RawRow): void {
    const set = this.sets.at(-1);
    if (!set) return;
    set.count += 1;
    // Rows beyond the limit are counted and dropped.
    set.rows.add(set.rows.full ? [] : cells.map((cell, index): Cell => (cell ? (set.write[index]?.(cell) ?? null) : null)));
  }

  done(header: ResultSetHeader): void {
    this.header = header;
  }

  enough(): boolean {
    return this.stoppable && (this.sets.at(-1)?.rows.full ?? false);
  }

  /** No row may come afterwards. `more` tells that rows of the last set stayed on the server. */
  finish(more: boolean): readonly { readonly count: number; readonly rowSet: RowSet }[] {
    return this.sets.map(({ fields, rows, count }) => ({ count, rowSet: rows.finish(fields.map(columnOf), more) }));
  }
}
