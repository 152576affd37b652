import type { ProblemView } from './protocol';

/** What the helpers of a page show: text in the reader's language, made by the host. */

/** A fact with its name, as text. */
export interface FactView {
  readonly label: string;
  readonly value: string;
}

/** Text to be put into a file, with the heading above it. */
export interface FragmentView {
  readonly title: string;
  readonly language: 'json' | 'sql';
  readonly text: string;
}

/** What the chunk-size helper shows. */
export interface ChunkSizeView {
  readonly helper: 'chunk-size';
  readonly tables: readonly string[];
  readonly table: string | null;
  /** What to do, while nothing was measured; what the figures mean, once they are there. */
  readonly text: string;
  readonly facts: readonly FactView[];
  /** The lesson's formula with the figures in it; empty while there are none. */
  readonly formula: string;
  readonly fragments: readonly FragmentView[];
  readonly problem: ProblemView | null;
}

export interface HelperQuestionView {
  readonly id: string;
  readonly text: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
  readonly chosen: string | null;
}

/** What the snapshot helper shows. */
export interface SnapshotChoiceView {
  readonly helper: 'snapshot-choice';
  readonly questions: readonly HelperQuestionView[];
  /** Null while a question is open. */
  readonly advice: {
    readonly title: string;
    readonly text: string;
    readonly facts: readonly FactView[];
    readonly fragments: readonly FragmentView[];
  } | null;
}

export type HelperView = ChunkSizeView | SnapshotChoiceView;
