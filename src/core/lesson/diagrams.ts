import { splitFrontMatter } from './frontMatter';
import type { LessonFile } from './lesson';
import { outline } from './outline';

export interface Diagram {
  readonly file: string;
  /** One-based line of the first line of its source. */
  readonly line: number;
  readonly source: string;
  /** What a reader who cannot see it is told; empty where the author wrote nothing. */
  readonly alternative: string;
}

/** The Mermaid fences of a lesson. */
export function findDiagrams({ path, text }: LessonFile): readonly Diagram[] {
  const { body, bodyLine } = splitFrontMatter(text);
  return outline(body, bodyLine).flatMap((block) => {
    if (block.kind !== 'fence' || block.info.language !== 'mermaid') return [];
    return [{ file: path, line: block.line + 1, source: block.code, alternative: block.info.attributes.get('alt') ?? '' }];
  });
}
