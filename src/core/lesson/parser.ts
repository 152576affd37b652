/** What reads the files of lessons: a bundle of its own, because an installed extension has them read already. */
export { buildCourse } from './course';
export { isCourseFile } from './courseFile';
export { parseLesson } from './parseLesson';
