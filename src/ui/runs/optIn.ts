import { TARGETS, type Target } from '../../core/snippet/snippet';
import { TARGET_TABLE } from '../../core/snippet/targetTable';

const HEADER = /^\s*--\s*debezium-lab:\s*(?<target>[\w-]+)\s*$/iu;

/** Lines at the top of a file in which the header is looked for. */
export const HEADER_LINES = 5;

/**
 * What a file of the student's own asks to be run on: an SQL file by a comment in its first lines
 * (`-- debezium-lab: postgres`), a connector's configuration by its name (`*.connector.json`). Null for all others:
 * nobody else's files are touched.
 */
export function optInTarget(fileName: string, languageId: string, firstLines: readonly string[]): Target | null {
  if (fileName.endsWith('.connector.json')) return 'connect';
  if (languageId !== 'sql') return null;
  for (const line of firstLines.slice(0, HEADER_LINES)) {
    const name = HEADER.exec(line)?.groups?.['target'];
    const target = TARGETS.find((candidate) => candidate === name);
    if (target && TARGET_TABLE[target].languages.includes('sql')) return target;
  }
  return null;
}

const LESSON_SOURCE = /\/lessons\/(?<path>[^/]+\/[^/]+\/[^/]+\.md)$/u;

/** A lesson file's path relative to its `lessons` folder; null when the document is not one. */
export function lessonSourcePath(path: string, firstLine: string): string | null {
  return firstLine.trimEnd() === '---' ? (LESSON_SOURCE.exec(path)?.groups?.['path'] ?? null) : null;
}
