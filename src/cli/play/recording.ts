import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../../core/errors';
import { lasting, readGolden, recordGolden, writeGolden, type Golden, type Seen } from '../../core/recording/golden';
import { VERIFIED_FILE, type Lesson } from '../../core/lesson/lesson';
import { readVerified, type Verified } from '../../core/lesson/verified';
import { msg } from '../../core/message';

/** `new` begins a recording; `again` marks as varying what is not as it was recorded. */
export const RECORD = ['new', 'again'] as const;
export type RecordMode = (typeof RECORD)[number];

async function textOf(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
}

/** The recording of a lesson in the folder. Null when there is none; rejects with a UserError when it cannot be read. */
export async function readRecording(folder: string, lesson: Lesson): Promise<Golden | null> {
  const file = path.join(folder, `${lesson.id}.json`);
  const text = await textOf(file);
  if (text === null) return null;
  const golden = readGolden(text);
  if (golden) return golden;
  throw new UserError({ what: msg('{0} is not a recording of a lesson.', file), fix: msg('Remove it and record the lesson anew.') });
}

export async function writeRecording(folder: string, lesson: Lesson, seen: Seen, record: RecordMode): Promise<void> {
  const file = path.join(folder, `${lesson.id}.json`);
  const golden = recordGolden(lasting(lesson, seen), record === 'again' ? await readRecording(folder, lesson) : null);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, writeGolden(golden));
}

/** Adds to the lessons' folder on what the lesson was played without a fault; the other lessons' entries are kept. */
export async function writeVerified(lessons: string, lesson: Lesson, verified: Verified): Promise<void> {
  const file = path.join(lessons, VERIFIED_FILE);
  const text = await textOf(file);
  const { verified: known } = readVerified(text === null ? [] : [{ path: VERIFIED_FILE, text }]);
  const all = [...known, [lesson.id, verified] as const].sort(([a], [b]) => a.localeCompare(b, 'en'));
  await writeFile(file, `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`);
}
