import type { Cell } from '../run/result';
import type { Target } from '../snippet/snippet';

/** The next offset of each partition, by partition number; offsets are decimal text because they are 64-bit. */
export type Offsets = Readonly<Record<number, string>>;

export interface TopicRecord {
  readonly partition: number;
  readonly offset: string;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly key: Uint8Array | null;
  /** Null for a tombstone. */
  readonly value: Uint8Array | null;
  /** A name may come several times; a header may be without a value. */
  readonly headers: RecordHeaders;
}

export type RecordHeaders = Readonly<Record<string, HeaderValue | readonly HeaderValue[]>>;
type HeaderValue = Uint8Array | string | null | undefined;

export type ConnectorState = 'RUNNING' | 'PAUSED' | 'STOPPED' | 'FAILED' | 'UNASSIGNED' | 'RESTARTING' | 'DESTROYED';

export interface ConnectorTask {
  readonly id: number;
  readonly state: ConnectorState;
  readonly workerId: string;
  /** Stack trace of a failed task. */
  readonly trace: string | null;
}

export interface Connector {
  readonly name: string;
  readonly state: ConnectorState;
  readonly type: 'source' | 'sink' | 'unknown';
  /** Secret values are masked by the driver. */
  readonly config: Readonly<Record<string, string>>;
  readonly tasks: readonly ConnectorTask[];
  readonly trace: string | null;
}

export interface TopicBatch {
  readonly records: readonly TopicRecord[];
  /** Where to read on. */
  readonly next: Offsets;
}

/** What one run has printed so far. */
export interface SnippetOutput {
  /** The run's id: a check tells a new run from the one that was there before the step. */
  readonly run: string;
  /** The text, or the last part of it when there was much. */
  readonly text: string;
  /** Characters printed in all; `text` is the last of them. */
  readonly printed: number;
}

/**
 * How checks look at the lab. Each method may reject with a `UserError` when its system does not answer; the check is
 * then not met, and the error is the reason.
 */
export interface Probes {
  /** All rows of a query that returns few, in a read-only transaction. */
  query(
    target: Extract<Target, 'postgres' | 'mysql' | 'mysql-replica'>,
    sql: string,
    signal: AbortSignal,
  ): Promise<readonly (readonly Cell[])[]>;
  /** Null when there is no connector of that name. */
  connector(name: string, signal: AbortSignal): Promise<Connector | null>;
  /** The end of the topic; null when it does not exist. */
  endOffsets(topic: string, signal: AbortSignal): Promise<Offsets | null>;
  /** Records from the given offsets to the present end, at most some thousands a call. A partition not named is read from its beginning. */
  read(topic: string, from: Offsets, signal: AbortSignal): Promise<TopicBatch>;
  /** The present value of each series that the PromQL expression gives, as Prometheus writes it: `3`, `0.25`, `NaN`. */
  metric(query: string, signal: AbortSignal): Promise<readonly string[]>;
  /** What the latest run of a python or bash snippet has printed; null when it never ran. */
  output(snippet: string): SnippetOutput | null;
}

/** The probes that look at the lab's systems: what drivers offer. The output of snippets is known to whoever ran them. */
export type SystemProbes = Omit<Probes, 'output'>;
