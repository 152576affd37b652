import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { parseLesson } from '../../../src/core/lesson/parseLesson';

const root = path.join(import.meta.dirname, '../../..');

interface Fact {
  readonly fact: string;
  readonly shownBy: string;
  readonly source: string;
}

/** The rows of the tables in `docs/facts.md`. */
function facts(): readonly Fact[] {
  const lines = readFileSync(path.join(root, 'docs/facts.md'), 'utf8').split('\n');
  const rows = lines.filter((line) => line.startsWith('| ') && !line.startsWith('| fact |'));
  return rows.map((row) => {
    const [fact = '', shownBy = '', source = ''] = row
      .split('|')
      .slice(1)
      .map((cell) => cell.trim());
    return { fact, shownBy, source };
  });
}

/** Ids of what a lesson has students run, do or answer. */
function blocksOf(file: string): ReadonlySet<string> {
  const { lesson } = parseLesson({ path: file, text: readFileSync(path.join(root, 'lessons', file), 'utf8') });
  return new Set([...(lesson?.snippets ?? []), ...(lesson?.steps ?? []), ...(lesson?.predictions ?? [])].map(({ id }) => id));
}

it('every fact is shown by a block or has a source', () => {
  expect(facts().length).toBeGreaterThan(30);
  expect(facts().filter(({ shownBy, source }) => shownBy === '' && source === '')).toEqual([]);
});

it('every block that shows a fact exists', () => {
  const named = facts().flatMap(({ fact, shownBy }) =>
    [...shownBy.matchAll(/\[`([^`]+)`\]\(\.\.\/lessons\/([^)]+)\)/gu)].map(([, id = '', file = '']) => ({ fact, id, file })),
  );
  expect(named.length).toBeGreaterThan(30);
  expect(named.filter(({ id, file }) => !blocksOf(file).has(id))).toEqual([]);
});
