import { PAGE_ROWS, type Cell, type Column, type RowSet } from '../../core/run/result';
import type { SpoolFile } from './spoolFile';

/** What is kept of one result at most; the rest stays on the server. Bytes are counted as UTF-16 units of the cells. */
export interface ResultLimits {
  readonly rows: number;
  readonly size: number;
}

export const RESULT_LIMITS: ResultLimits = { rows: 100_000, size: 64 * 1024 * 1024 };

/** A first page of wide rows ends early, at this many UTF-16 units: it is held in memory and sent to a page whole. */
const FIRST_PAGE_SIZE = 1024 * 1024;

/** Takes rows as they come: the first page into memory, and once there are more, all of them into a file. */
export class RowCollector {
  private readonly first: (readonly Cell[])[] = [];
  private firstSize = 0;
  private spool: { readonly handle: string; readonly file: SpoolFile } | null = null;
  private size = 0;
  private keptRows = 0;
  private dropped = false;

  constructor(
    private readonly openSpool: () => { readonly handle: string; readonly file: SpoolFile },
    private readonly limits: ResultLimits,
  ) {}

  /** True when no further row will be kept. */
  get full(): boolean {
    return this.keptRows >= this.limits.rows || this.size >= this.limits.size;
  }

  /** How many more rows of the width seen so far fit; for asking the server for no more than that at once. */
  get room(): number {
    const width = this.keptRows === 0 ? 1 : Math.max(1, this.size / this.keptRows);
    return Math.max(1, Math.min(this.limits.rows - this.keptRows + 1, Math.ceil((this.limits.size - this.size) / width)));
  }

  add(row: readonly Cell[]): void {
    if (this.full) {
      this.dropped = true;
      return;
    }
    const size = row.reduce((sum, cell) => sum + (cell?.length ?? 4), 0);
    this.keptRows += 1;
    this.size += size;
    if (!this.spool && this.fitsFirstPage(size)) {
      this.first.push(row);
      this.firstSize += size;
      return;
    }
    this.spool ??= this.startSpool();
    this.spool.file.add(row);
  }

  /** `more` tells that the server had rows which were never sent. */
  finish(columns: readonly Column[], more: boolean): RowSet {
    this.spool?.file.finish();
    return {
      columns,
      rows: this.first,
      kept: this.keptRows,
      truncated: more || this.dropped,
      handle: this.spool?.handle ?? null,
    };
  }

  private fitsFirstPage(size: number): boolean {
    return this.first.length === 0 || (this.first.length < PAGE_ROWS && this.firstSize + size <= FIRST_PAGE_SIZE);
  }

  private startSpool(): { readonly handle: string; readonly file: SpoolFile } {
    const spool = this.openSpool();
    for (const row of this.first) spool.file.add(row);
    return spool;
  }
}
