import type { Place, Problem } from '../errors';
import type { Message } from '../message';

/**
 * A value as the server wrote it, or null for SQL NULL. Text keeps what JavaScript numbers would lose: bigint, numeric,
 * timestamptz with its zone, bytea, arrays. An empty string is an empty string.
 */
export type Cell = string | null;

export interface Column {
  readonly name: string;
  /** The server's name of the type, such as `numeric` or `timestamptz`. */
  readonly type: string;
  /** Numbers stand on the right. */
  readonly numeric: boolean;
}

export interface RowSet {
  readonly columns: readonly Column[];
  /** The first page of rows, at most {@link PAGE_ROWS}. */
  readonly rows: readonly (readonly Cell[])[];
  /** How many rows were kept and can be paged through with `ResultStore.page`. */
  readonly kept: number;
  /** True when the server had more than the store keeps. */
  readonly truncated: boolean;
  /** Names the stored rows; null when the first page is all there is. */
  readonly handle: string | null;
}

/** Rows of one page. */
export const PAGE_ROWS = 100;

export interface StatementResult {
  /** The statement's text, shortened to one line. */
  readonly statement: string;
  /** One-based line in the snippet where it begins. */
  readonly line: number;
  /** What the server called it: `INSERT`, `CREATE TABLE`, … */
  readonly command: string;
  /** Rows affected or returned; null where the server does not say. */
  readonly rowCount: number | null;
  readonly rowSet: RowSet | null;
  readonly notices: readonly string[];
  readonly durationMs: number;
  readonly error: Problem | null;
}

/** One line of a chart. */
export interface MetricSeries {
  /** What tells it from the others: its labels, or the expression where there is but one. */
  readonly name: string;
  /** Seconds since the epoch, and the value; null where there is none, or none that can be drawn. */
  readonly points: readonly (readonly [seconds: number, value: number | null])[];
}

/** Lines that a chart can still tell apart. */
export const CHART_SERIES = 8;

export interface FieldError {
  readonly field: string;
  /** The value sent, null when it was absent. Secret fields are masked. */
  readonly value: string | null;
  readonly errors: readonly string[];
  readonly place: Place | null;
}

/** What a run came to. A discriminated union that is plain data: it crosses to the page as it is. */
export type RunOutput =
  | {
      readonly kind: 'sql';
      readonly statements: readonly StatementResult[];
      /** What the runner did on its own after the statements, such as rolling back a transaction left open. */
      readonly note?: Message | undefined;
    }
  | {
      readonly kind: 'connector';
      readonly name: string;
      readonly outcome: 'created' | 'updated' | 'unchanged' | 'invalid';
      readonly httpStatus: number;
      readonly fieldErrors: readonly FieldError[];
    }
  | {
      readonly kind: 'produce';
      readonly topic: string;
      readonly records: readonly { readonly partition: number; readonly offset: string }[];
    }
  | {
      readonly kind: 'records';
      readonly topic: string;
      /** Records that were looked at; the row set has those that match. */
      readonly scanned: number;
      readonly rowSet: RowSet;
    }
  | {
      readonly kind: 'metrics';
      readonly query: string;
      /** A row for each series: its labels, then its value, or first, last, least and greatest over the range. */
      readonly rowSet: RowSet;
      /** At most {@link CHART_SERIES} lines; null for the present value, which needs no chart. */
      readonly chart: readonly MetricSeries[] | null;
      /** What Prometheus remarks about the query, in its own words. */
      readonly warnings: readonly string[];
    }
  | {
      readonly kind: 'http';
      readonly method: string;
      readonly path: string;
      readonly status: number;
      readonly contentType: string;
      /** Pretty-printed when it is JSON; cut at 256 KiB. */
      readonly body: string;
    }
  /** Output of a `python` or `bash` process; the text itself arrives through `RunContext.onOutput`. */
  | { readonly kind: 'process'; readonly exitCode: number | null; readonly output: string }
  /** The text was sent to a terminal; what happens there is the terminal's. */
  | { readonly kind: 'terminal' };

export type RunState = 'running' | 'succeeded' | 'failed' | 'cancelled';

/** One run of one snippet, from the click to its end. */
export interface Run {
  /** Unique within the process. */
  readonly id: string;
  /** `lesson/snippet`, or a document's URI for a file outside the lessons. */
  readonly name: string;
  readonly state: RunState;
  /** Milliseconds; null while it runs. */
  readonly durationMs: number | null;
  readonly output: RunOutput | null;
  readonly problem: Problem | null;
  /** The result in one line: "5 rows", "connector inventory created". */
  readonly summary: Message | null;
}
