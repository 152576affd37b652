import * as z from 'zod';
import { parseJson } from '../events/json';
import type { Lesson } from '../lesson/lesson';
import { normalised, shapeOf } from './normalise';

/**
 * What the snippets of a lesson brought when it was recorded: for each snippet its runs, for each run the shape of its lines.
 * Null for a run that two recordings saw differ: it is not compared. Numbers that matter stand in the lesson, as an output.
 */
export type Golden = Readonly<Record<string, readonly (readonly string[] | null)[]>>;

/** What was seen, not normalised: for each snippet the lines of its runs. */
export type Seen = ReadonlyMap<string, readonly (readonly string[])[]>;

const GoldenFile = z.record(z.string(), z.array(z.array(z.string()).nullable()));

/** Null for a text that is no golden file. */
export function readGolden(text: string): Golden | null {
  return GoldenFile.safeParse(parseJson(text)).data ?? null;
}

export function writeGolden(golden: Golden): string {
  return `${JSON.stringify(golden, null, 1)}\n`;
}

function shapes(lines: readonly string[]): readonly string[] {
  return normalised(lines).map((line) => shapeOf(line).join(' '));
}

/**
 * The outputs that are the same on every machine. Requests and shells show a state as it is at that moment, a consumer beside
 * the others ends anywhere, and of an output that varies the lesson itself says what has to be in it.
 */
export function lasting(lesson: Pick<Lesson, 'snippets' | 'outputs'>, seen: Seen): Seen {
  const fleeting = lesson.snippets.filter(
    ({ id, target, attributes }) =>
      target === 'http' ||
      target === 'bash' ||
      attributes['background'] === 'true' ||
      lesson.outputs.some(({ snippet, varies }) => varies && snippet === id),
  );
  const ids = new Set(fleeting.map(({ id }) => id));
  return new Map([...seen].filter(([id]) => !ids.has(id)));
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, index) => line === b[index]);
}

/**
 * What to record. `earlier` is an earlier recording of the same lesson whose differences are to be marked as varying; null
 * to begin anew.
 */
export function recordGolden(seen: Seen, earlier: Golden | null): Golden {
  return Object.fromEntries(
    [...seen].map(([snippet, runs]) => {
      const known = earlier?.[snippet];
      const recorded = runs.map((lines, index) => {
        const now = shapes(lines);
        const before = known?.[index];
        return known && (!before || !same(before, now)) ? null : now;
      });
      return [snippet, recorded];
    }),
  );
}

export interface GoldenDifference {
  readonly snippet: string;
  /** Null where one of both has fewer lines. */
  readonly expected: string | null;
  readonly seen: string | null;
}

/** For each snippet the first line that is not as recorded. What was never recorded is not compared. */
export function differencesFromGolden(golden: Golden, seen: Seen): readonly GoldenDifference[] {
  return [...seen].flatMap(([snippet, runs]) => {
    for (const [index, lines] of runs.entries()) {
      const expected = golden[snippet]?.[index];
      if (!expected) continue;
      const now = shapes(lines);
      if (same(expected, now)) continue;
      const at = now.findIndex((line, position) => line !== expected[position]);
      const place = at < 0 ? now.length : at;
      return [{ snippet, expected: expected[place] ?? null, seen: now[place] ?? null }];
    }
    return [];
  });
}
