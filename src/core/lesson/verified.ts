import * as z from 'zod';
import { parseJson } from '../events/json';
import { msg } from '../message';
import { VERIFIED_FILE, type Finding, type LessonFile } from './lesson';

const Verified = z.strictObject({
  /** ISO date. */
  date: z.string().regex(/^\d{4}-\d\d-\d\d$/u),
  /** What it was played on, as the systems themselves said: name and version, in the order they are shown. */
  systems: z.record(z.string().min(1), z.string().min(1)),
});

/** When a lesson was last played without a fault, and on what. */
export type Verified = Readonly<z.infer<typeof Verified>>;

const VerifiedFile = z.record(z.string(), Verified);

export interface ReadVerified {
  /** By lesson id. */
  readonly verified: ReadonlyMap<string, Verified>;
  readonly findings: readonly Finding[];
}

/** Reads the file if it is among those of the course; a lesson may be missing from it. */
export function readVerified(files: readonly LessonFile[]): ReadVerified {
  const file = files.find(({ path }) => path === VERIFIED_FILE);
  if (!file) return { verified: new Map(), findings: [] };
  const result = VerifiedFile.safeParse(parseJson(file.text));
  if (result.success) return { verified: new Map(Object.entries(result.data)), findings: [] };
  const message = msg('The file does not say on what the lessons were verified.');
  const fix = msg('Write it anew: npm run play -- all --record new.');
  return { verified: new Map(), findings: [{ file: file.path, line: 1, rule: 'verified', message, fix }] };
}
