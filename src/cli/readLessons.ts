import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { isCourseFile } from '../core/lesson/courseFile';
import type { LessonFile } from '../core/lesson/lesson';

/** Paths of all files below the folder, relative to it, with slashes, in order. Hidden files are left out. */
export async function listFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter((file) => !file.split('/').some((part) => part.startsWith('.')))
    .sort();
}

/** The files of the courses below a `lessons/` folder. Rejects when the folder cannot be read. */
export async function readLessons(folder: string): Promise<readonly LessonFile[]> {
  const paths = (await listFiles(folder)).filter(isCourseFile);
  return Promise.all(paths.map(async (file) => ({ path: file, text: await readFile(path.join(folder, file), 'utf8') })));
}
