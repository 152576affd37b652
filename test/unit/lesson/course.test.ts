import { describe, expect, it } from 'vitest';
import { buildCourse } from '../../../src/core/lesson/course';
import { findLesson } from '../../../src/core/lesson/findLesson';
import type { Course, LessonFile } from '../../../src/core/lesson/lesson';
import { english } from '../../../src/core/message';
import { FRONT, lessonFile } from './lessonText';

interface Fields {
  readonly title?: string;
  readonly order?: number;
  readonly needs?: string;
}

function file(path: string, { title = path, order = 1, needs = '' }: Fields = {}): LessonFile {
  const front = FRONT.replace('title: Lesson', `title: ${title}`).replace('order: 7', `order: ${String(order)}`);
  return lessonFile('Text', path, front.replace('prerequisites: []', `prerequisites: [${needs}]`));
}

/** The course as a tree of text. */
function tree(course: Course): string {
  return course.modules
    .flatMap(({ id, title, lessons, broken }) => [
      `${id}: ${title}`,
      ...lessons.map((lesson) => `  ${String(lesson.order)} ${lesson.title}`),
      ...broken.map((lesson) => `  ! ${lesson.path}`),
    ])
    .join('\n');
}

function findingsOf(files: readonly LessonFile[]): readonly string[] {
  return buildCourse(files).findings.map(({ file: path, line, rule, message }) => `${path}:${String(line)} ${rule} ${english(message)}`);
}

describe('buildCourse', () => {
  it('sorts modules by number and lessons by order, and takes titles from the files of the modules', () => {
    const course = buildCourse([
      file('ru/10-module/01-z.md', { title: 'Z' }),
      file('ru/02-module/02-late.md', { title: 'Late', order: 2 }),
      file('ru/02-module/01-tie.md', { title: 'Tie', order: 12 }),
      file('ru/02-module/09-early.md', { title: 'Early', order: 1 }),
      { path: 'ru/02-module/module.yaml', text: 'title: 02 · Снимки\n' },
      { path: 'ru/02-module/README.md', text: 'Not a lesson.' },
      { path: 'ru/02-module/images/a.txt', text: 'x' },
    ]);
    expect(tree(course)).toBe(`02-module: 02 · Снимки
  1 Early
  2 Late
  12 Tie
10-module: 10-module
  1 Z`);
    expect(course.findings).toEqual([]);
  });

  it('keeps a lesson that cannot be read, and all the others', () => {
    const course = buildCourse([file('ru/01-a/01-good.md', { title: 'Good' }), { path: 'ru/01-a/02-bad.md', text: 'no front matter' }]);
    expect(tree(course)).toBe(`01-a: 01-a
  1 Good
  ! ru/01-a/02-bad.md`);
    expect(course.modules[0]?.broken).toEqual([{ id: '01-a/02-bad', path: 'ru/01-a/02-bad.md', module: '01-a' }]);
    expect(course.findings).toHaveLength(1);
  });

  it('shows each lesson once: in the wanted language, or in the first one', () => {
    const files = [
      file('ru/01-a/01-x.md', { title: 'Икс' }),
      file('ru/01-a/02-y.md', { title: 'Игрек', order: 2 }),
      file('en/01-a/01-x.md', { title: 'X' }),
      { path: 'en/01-a/module.yaml', text: 'title: Beginning' },
      { path: 'ru/01-a/module.yaml', text: 'title: Начало' },
    ];
    expect(tree(buildCourse(files, 'en'))).toBe('01-a: Beginning\n  1 X\n  2 Игрек');
    expect(tree(buildCourse(files))).toBe('01-a: Начало\n  1 Икс\n  2 Игрек');
  });

  it('shows a lesson in the first language where its translation cannot be read', () => {
    const files = [file('ru/01-a/01-x.md', { title: 'Икс' }), { path: 'en/01-a/01-x.md', text: 'broken' }];
    expect(tree(buildCourse(files, 'en'))).toBe('01-a: 01-a\n  1 Икс');
    expect(buildCourse(files, 'en').findings).toHaveLength(1);
  });

  it('finds a lesson by its id', () => {
    const course = buildCourse([file('ru/01-a/01-x.md', { title: 'X' })]);
    expect(findLesson(course, '01-a/01-x')?.title).toBe('X');
    expect(findLesson(course, '01-a/02-y')).toBeUndefined();
  });

  it.each([
    ['title: [1]', '1 module-file The field "title" must be of type string.'],
    ['name: x', '1 module-file The field "title" is missing.'],
    ['\ntitle: "x', '2 module-file The file is not YAML: Missing closing "quote'],
    ['', '1 module-file The field "title" is missing.'],
  ])('names the mistake in a module file %j', (text, finding) => {
    expect(findingsOf([{ path: 'ru/01-a/module.yaml', text }])).toContain(`ru/01-a/module.yaml:${finding}`);
  });
});

describe('lessons seen together', () => {
  it('need prerequisites that exist', () => {
    const files = [file('ru/01-a/01-x.md'), file('ru/01-a/02-y.md', { order: 2, needs: '\n  01-a/01-x,\n  01-a/99-lost,\n  01-a/02-y' })];
    expect(findingsOf(files)).toEqual([
      'ru/01-a/02-y.md:11 prerequisite There is no lesson "01-a/99-lost".',
      'ru/01-a/02-y.md:12 prerequisite The lesson is its own prerequisite.',
    ]);
  });

  it('do not need each other in a circle', () => {
    const files = [
      file('ru/01-a/01-x.md', { needs: '01-a/03-z.md' }),
      file('ru/01-a/02-y.md', { order: 2, needs: '01-a/01-x' }),
      file('ru/01-a/03-z.md', { order: 3, needs: '01-a/02-y' }),
      file('ru/01-a/04-out.md', { order: 4, needs: '01-a/02-y' }),
    ].map((one) => ({ ...one, text: one.text.replace('01-a/03-z.md', '01-a/03-z') }));
    expect(findingsOf(files)).toEqual([
      'ru/01-a/01-x.md:9 prerequisite-circle The prerequisites of the lesson lead back to it.',
      'ru/01-a/02-y.md:9 prerequisite-circle The prerequisites of the lesson lead back to it.',
      'ru/01-a/03-z.md:9 prerequisite-circle The prerequisites of the lesson lead back to it.',
    ]);
  });

  it('have orders of their own within a module and a language', () => {
    const files = [file('ru/01-a/01-x.md'), file('ru/01-a/02-y.md'), file('ru/02-b/01-z.md'), file('en/01-a/01-x.md')];
    expect(findingsOf(files)).toEqual(['ru/01-a/02-y.md:4 order-duplicate The order 1 is already that of ru/01-a/01-x.md.']);
  });

  it('have names that differ on every system', () => {
    const files = [file('ru/01-a/01-x.md'), file('ru/01-a/01-X.md', { order: 2 })];
    expect(findingsOf(files)).toEqual(['ru/01-a/01-X.md:2 lesson-duplicate The lesson ru/01-a/01-x.md has the same id.']);
  });
});
