import { msg } from '../message';
import type { Finding, Lesson } from './lesson';
import type { ParsedLesson } from './parseLesson';

interface Read {
  readonly lesson: Lesson;
  readonly lineOf: ParsedLesson['lineOf'];
}

function repeated(
  lessons: readonly Read[],
  keyOf: (lesson: Lesson) => string,
  tell: (lesson: Lesson, first: Lesson) => Omit<Finding, 'file' | 'line'>,
  field: string,
): readonly Finding[] {
  const first = new Map<string, Lesson>();
  return lessons.flatMap(({ lesson, lineOf }) => {
    const key = keyOf(lesson);
    const known = first.get(key);
    if (!known) first.set(key, lesson);
    return known ? [{ file: lesson.path, line: lineOf([field]), ...tell(lesson, known) }] : [];
  });
}

function prerequisiteFindings({ lesson, lineOf }: Read, known: ReadonlySet<string>): readonly Finding[] {
  return lesson.prerequisites.flatMap((id, index) => {
    const at = { file: lesson.path, line: lineOf(['prerequisites', index]), rule: 'prerequisite' };
    if (id === lesson.id) {
      return [{ ...at, message: msg('The lesson is its own prerequisite.'), fix: msg('Remove it from the prerequisites.') }];
    }
    if (known.has(id)) return [];
    const fix = msg('Write the id of a lesson, as in 01-module-1/03-lab-setup, or a relative link to its file.');
    return [{ ...at, message: msg('There is no lesson "{0}".', id), fix }];
  });
}

/** A lesson that needs itself by way of others could never be begun. */
function circleFindings(lessons: readonly Read[]): readonly Finding[] {
  const needs = new Map(lessons.map(({ lesson }) => [lesson.id, lesson.prerequisites.filter((id) => id !== lesson.id)]));
  const reaches = (from: string, goal: string): boolean => {
    const seen = new Set<string>();
    const next = [...(needs.get(from) ?? [])];
    for (let id = next.pop(); id !== undefined; id = next.pop()) {
      if (id === goal) return true;
      if (seen.has(id)) continue;
      seen.add(id);
      next.push(...(needs.get(id) ?? []));
    }
    return false;
  };
  return lessons
    .filter(({ lesson }) => reaches(lesson.id, lesson.id))
    .map(({ lesson, lineOf }) => ({
      file: lesson.path,
      line: lineOf(['prerequisites']),
      rule: 'prerequisite-circle',
      message: msg('The prerequisites of the lesson lead back to it.'),
      fix: msg('Remove one of the prerequisites of the circle.'),
    }));
}

/** What only shows when lessons are seen together. */
export function crossCheck(files: readonly ParsedLesson[]): readonly Finding[] {
  const lessons = files.flatMap(({ lesson, lineOf }) => (lesson ? [{ lesson, lineOf }] : []));
  // Windows and macOS keep one of two files whose names differ in case only.
  const names = repeated(
    lessons,
    ({ path }) => path.toLowerCase(),
    (_lesson, first) => ({
      rule: 'lesson-duplicate',
      message: msg('The lesson {0} has the same id.', first.path),
      fix: msg('Rename one of the files; names that differ in case only are one name on many systems.'),
    }),
    'title',
  );
  const orders = repeated(
    lessons,
    ({ locale, module, order }) => `${locale}/${module}/${String(order)}`,
    (lesson, first) => ({
      rule: 'order-duplicate',
      message: msg('The order {0} is already that of {1}.', lesson.order, first.path),
      fix: msg('Give every lesson of a module an order of its own.'),
    }),
    'order',
  );
  const known = new Set(lessons.map(({ lesson }) => lesson.id));
  return [...names, ...orders, ...lessons.flatMap((lesson) => prerequisiteFindings(lesson, known)), ...circleFindings(lessons)];
}
