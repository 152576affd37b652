import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

/**
 * Writes the course as its files say it, once per language, to course.json: whoever opens a lesson then waits neither for
 * the parser nor for the files of all the others.
 *
 * @param {{ root: string, out: string }} folders The repository, and the built bundles, among which the file is put.
 */
export async function writeCourse({ root, out }) {
  /** @type {typeof import('../../src/core/lesson/parser')} */
  const { buildCourse, isCourseFile } = createRequire(import.meta.url)(path.join(out, 'parser.js'));
  const lessons = path.join(root, 'lessons');
  const names = (await readdir(lessons, { recursive: true })).map((name) => name.split(path.sep).join('/')).filter(isCourseFile);
  const files = await Promise.all(names.map(async (name) => ({ path: name, text: await readFile(path.join(lessons, name), 'utf8') })));
  const locales = new Set(files.flatMap(({ path: file }) => (file.includes('/') ? [file.split('/', 1)[0] ?? ''] : [])));
  const courses = Object.fromEntries([...locales].map((locale) => [locale, buildCourse(files, locale)]));
  await writeFile(path.join(out, 'course.json'), JSON.stringify(courses));
}
