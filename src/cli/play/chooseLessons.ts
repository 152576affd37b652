import { buildCourse } from '../../core/lesson/course';
import type { Lesson, LessonFile } from '../../core/lesson/lesson';
import { english } from '../../core/message';

export interface Choice {
  readonly lessons: readonly Lesson[];
  /** Why the wish cannot be met in full. */
  readonly problems: readonly string[];
}

/** @param wish a lesson's id, a module's id or its name without the number, or `all` */
export function chooseLessons(files: readonly LessonFile[], wish: string): Choice {
  const course = buildCourse(files);
  const lessons = course.modules.flatMap((module) => module.lessons);
  const broken = course.modules.flatMap((module) => module.broken);
  const findingsOf = (path: string): readonly string[] =>
    course.findings.filter(({ file }) => file === path).map(({ line, message }) => `${path}:${String(line)}  ${english(message)}`);
  const id = wish.replace(/^(\w{2}\/)?/u, '').replace(/\.md$/u, '');
  const ofModule = (module: string): boolean => id === module || id === module.replace(/^\d+-/u, '');
  const chosen = wish === 'all' ? lessons : lessons.filter((lesson) => lesson.id === id || ofModule(lesson.module));
  const unreadable = broken.filter((lesson) => wish === 'all' || lesson.id === id).flatMap(({ path }) => findingsOf(path));
  if (chosen.length > 0 || unreadable.length > 0) return { lessons: chosen, problems: unreadable };
  return { lessons: [], problems: [`There is no lesson "${wish}". There are: ${lessons.map((lesson) => lesson.id).join(', ')}`] };
}
