import type { Course, Lesson } from './lesson';

export function findLesson(course: Course, id: string): Lesson | undefined {
  return course.modules.flatMap(({ lessons }) => lessons).find((lesson) => lesson.id === id);
}
