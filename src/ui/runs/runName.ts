import type { SnippetRef } from '../../core/snippet/snippet';

/** The lesson's snippet that a run was of; null for a file outside the lessons. */
export function parseRunName(name: string): SnippetRef | null {
  const { lesson, snippet } = /^(?<lesson>[\w-]+\/[\w-]+)\/(?<snippet>[\w-]+)$/u.exec(name)?.groups ?? {};
  return lesson === undefined || snippet === undefined ? null : { lesson, snippet };
}
