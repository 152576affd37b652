import type { Endpoints } from '../lab/endpoints';
import type { RunnableSnippet } from '../snippet/snippet';
import type { Cell, RunOutput } from './result';

export interface RunContext {
  readonly endpoints: Endpoints;
  /** Aborted when the user presses Stop. A runner then cancels on the server too and leaves its connection usable. */
  readonly signal: AbortSignal;
  /** Output of a long-running process as it comes, and the partial output of a run with several parts. */
  onOutput(text: string): void;
}

/**
 * Executes snippets of one target. Rejects with a `UserError` when nothing could be run; a failure inside the snippet
 * (a statement, a field) is part of the output.
 */
export interface Runner {
  run(snippet: RunnableSnippet, context: RunContext): Promise<RunOutput>;
}

/** Rows that were too many for the first page, kept on disk so that memory stays bounded. */
export interface ResultStore {
  page(handle: string, from: number, count: number): Promise<readonly (readonly Cell[])[]>;
  release(handle: string): Promise<void>;
}
