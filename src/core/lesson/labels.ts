import type { HelperKind } from '../advisor/helper';
import type { Term } from '../glossary/term';
import type { Callout } from '../markdown/callouts';
import type { Difficulty } from './lesson';

/** All words that a lesson page has beside the lesson itself, in the reader's language. */
export interface LessonLabels {
  readonly run: string;
  readonly copy: string;
  readonly openInEditor: string;
  /** Heads the list of checks of a step. */
  readonly checks: string;
  readonly hint: string;
  readonly solution: string;
  readonly doStep: string;
  readonly skip: string;
  /** Heads a question that the lab answers. */
  readonly predict: string;
  /** Opens the snippet that brings a trouble about. */
  readonly reproduce: string;
  readonly helpers: {
    readonly titles: Readonly<Record<HelperKind, string>>;
    readonly table: string;
    readonly memory: string;
    readonly measure: string;
  };
  /** Stands before the links to prerequisites, colon included. */
  readonly prerequisites: string;
  readonly callouts: Readonly<Record<Callout, string>>;
  readonly difficulty: Readonly<Record<Difficulty, string>>;
  /** A duration in words, such as "45 min". */
  minutes(count: number): string;
}

/** What a page knows beyond its lesson. Everything may be left out. */
export interface LessonContext {
  readonly moduleTitle?: string | undefined;
  /** A short remark behind the duration, such as "verified on Debezium 3.6.1.Final". */
  readonly badge?: string | undefined;
  /** What placeholders stand for in this lab; secrets among them are never shown. */
  readonly placeholders?: ReadonlyMap<string, string> | undefined;
  /** The title of another lesson, for links to prerequisites. */
  readonly titleOf?: ((lessonId: string) => string | undefined) | undefined;
  /** The terms to be explained where the text has them first. */
  readonly glossary?: readonly Term[] | undefined;
  /** The address on the page of a file of the course; `path` is relative to `lessons/`. Without it there are no images. */
  readonly assetUrl?: ((path: string) => string) | undefined;
}
