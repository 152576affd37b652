import type { Snippet, SnippetRef } from '../../core/snippet/snippet';
import { TARGET_TABLE } from '../../core/snippet/targetTable';

/**
 * The file of a snippet, relative to the workbook: `02-module-2/07-name/create-table.sql`. Named after the id alone, so
 * that a lesson which moves its snippets about still finds the student's files.
 */
export function workbookFile(lesson: string, snippet: Pick<Snippet, 'id' | 'target'>): string {
  return `${lesson}/${snippet.id}${TARGET_TABLE[snippet.target].extension}`;
}

/** The snippet of a file, by its path relative to the workbook; null when it is not a snippet's. */
export function parseWorkbookFile(path: string): SnippetRef | null {
  const [module, name, file, ...rest] = path.split('/');
  if (!module || !name || !file || rest.length > 0) return null;
  const dot = file.indexOf('.');
  return dot <= 0 ? null : { lesson: `${module}/${name}`, snippet: file.slice(0, dot) };
}

export interface WorkbookTexts {
  /** What the file holds; null when there is none. */
  readonly current: string | null;
  /** What was written there last; null when that is not known. */
  readonly written: string | null;
  /** What the lesson says now. */
  readonly lesson: string;
}

/** A file is written when it is not there, and when the lesson has changed but the student has not changed the file. */
export function isToBeWritten({ current, written, lesson }: WorkbookTexts): boolean {
  if (current === null) return true;
  return current === written && current !== lesson;
}

/** Editors end a file with a line break, fences do not: that alone is no change. */
export function isSameText(a: string, b: string): boolean {
  const normal = (text: string): string => text.replace(/\r\n?/gu, '\n').trimEnd();
  return normal(a) === normal(b);
}
