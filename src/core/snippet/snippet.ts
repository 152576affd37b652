/** What a snippet is sent to. */
export const TARGETS = ['postgres', 'mysql', 'mysql-replica', 'connect', 'kafka', 'consume', 'http', 'python', 'bash', 'promql'] as const;
export type Target = (typeof TARGETS)[number];

/** A runnable fence of a lesson. */
export interface Snippet {
  /** Unique within its lesson. */
  readonly id: string;
  readonly target: Target;
  readonly language: string;
  /** The attributes behind the language, without `id` and `target`: `topic`, `key`, … Placeholders are not filled. */
  readonly attributes: Readonly<Record<string, string>>;
  /** The text as the author wrote it, placeholders and all. */
  readonly code: string;
  /** One-based line of the first line of code in the lesson file. */
  readonly line: number;
  /** The step it stands in; null before the first step. */
  readonly step: string | null;
}

/** A snippet of a lesson, named from anywhere: page button, CodeLens, palette, `play`. */
export interface SnippetRef {
  readonly lesson: string;
  readonly snippet: string;
}

/** A snippet with placeholders filled in: what a runner gets. */
export interface RunnableSnippet {
  readonly target: Target;
  readonly attributes: Readonly<Record<string, string>>;
  readonly code: string;
  /** A name for messages and for files: `lesson/snippet`, or the document's name for an opted-in file. */
  readonly name: string;
}
