import { UserError } from '../../core/errors';
import type { Lesson } from '../../core/lesson/lesson';
import { msg } from '../../core/message';
import type { Snippet, SnippetRef } from '../../core/snippet/snippet';
import type { CourseStore } from './courseStore';

export interface FoundSnippet {
  readonly lesson: Lesson;
  readonly snippet: Snippet;
}

/** @throws UserError when there is no such lesson or no such snippet in it */
export async function findSnippet(store: CourseStore, ref: SnippetRef): Promise<FoundSnippet> {
  const lesson = await store.lesson(ref.lesson);
  const snippet = lesson.snippets.find(({ id }) => id === ref.snippet);
  if (snippet) return { lesson, snippet };
  throw new UserError({
    what: msg('The lesson has no snippet “{0}”.', ref.snippet),
    why: msg('The lesson was changed since, or the file was renamed.'),
  });
}
