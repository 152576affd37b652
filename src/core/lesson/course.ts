import { glossaryLocale, readGlossary } from '../glossary/readGlossary';
import { crossCheck } from './crossCheck';
import { FIRST_LOCALE, type BrokenLesson, type Course, type Finding, type Lesson, type LessonFile, type Module } from './lesson';
import { parseLessonPath, parseModulePath } from './lessonPath';
import { readModule } from './moduleFile';
import { parseLesson, type ParsedLesson } from './parseLesson';
import { readVerified } from './verified';

/** Every lesson file, read; files that are no lessons (a module's title, a README) are left out. */
export function parseFiles(files: readonly LessonFile[]): readonly ParsedLesson[] {
  return files.filter(({ path }) => path.endsWith('.md') && !path.endsWith('README.md')).map(parseLesson);
}

function byNumber(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

/** One lesson per id: in the wanted language, else in the first language, else in whichever there is. */
function inLocale<T extends { readonly path: string }>(lessons: readonly T[], locale: string, keyOf: (lesson: T) => string): readonly T[] {
  const rank = ({ path }: T): number => (path.startsWith(`${locale}/`) ? 0 : path.startsWith(`${FIRST_LOCALE}/`) ? 1 : 2);
  const best = new Map<string, T>();
  for (const lesson of lessons) {
    const key = keyOf(lesson);
    const known = best.get(key);
    if (!known || rank(lesson) < rank(known)) best.set(key, lesson);
  }
  return [...best.values()];
}

function brokenLesson({ path, lesson }: ParsedLesson): readonly BrokenLesson[] {
  if (lesson) return [];
  const place = parseLessonPath(path);
  const name = path.replace(/\.md$/u, '');
  return [{ id: place?.id ?? name, path, module: place?.module ?? name.split('/').at(-2) ?? '' }];
}

function modules(lessons: readonly Lesson[], broken: readonly BrokenLesson[], titles: ReadonlyMap<string, string>): readonly Module[] {
  const ids = [...new Set([...lessons, ...broken].map(({ module }) => module))].sort(byNumber);
  return ids.map((id) => ({
    id,
    title: titles.get(id) ?? id,
    lessons: lessons.filter(({ module }) => module === id).sort((a, b) => a.order - b.order || byNumber(a.id, b.id)),
    broken: broken.filter(({ module }) => module === id),
  }));
}

/**
 * The course that the files make: modules by number, lessons by their order, each lesson once in the wanted language.
 * The findings are those of every file, whatever its language, and what only shows when lessons are seen together.
 */
export function buildCourse(files: readonly LessonFile[], locale: string = FIRST_LOCALE): Course {
  const parsed = parseFiles(files);
  const moduleFiles = files.flatMap((file) => {
    const place = parseModulePath(file.path);
    return place ? [{ path: file.path, module: place.module, ...readModule(file) }] : [];
  });
  const titled = inLocale(moduleFiles, locale, ({ module }) => module);
  const titles = new Map(titled.flatMap(({ module, title }) => (title === null ? [] : [[module, title] as const])));
  const { verified, findings: unread } = readVerified(files);
  const lessons = inLocale(
    parsed.flatMap(({ lesson }) => (lesson ? [{ ...lesson, verified: verified.get(lesson.id) ?? null }] : [])),
    locale,
    ({ id }) => id,
  );
  const shown = new Set(lessons.map(({ id }) => id));
  const broken = inLocale(parsed.flatMap(brokenLesson), locale, ({ id }) => id).filter(({ id }) => !shown.has(id));
  const glossaries = files.filter(({ path }) => glossaryLocale(path) !== null).map(readGlossary);
  const [glossary] = inLocale(glossaries, locale, () => '');
  const findings: readonly Finding[] = [...parsed, ...moduleFiles, ...glossaries].flatMap((file) => file.findings);
  return {
    modules: modules(lessons, broken, titles),
    glossary: glossary?.terms ?? [],
    findings: [...findings, ...unread, ...crossCheck(parsed)],
  };
}
