/** Everything about lessons that the host and the command line use: one bundle, loaded when a lesson is first needed. */
export { buildCourse, findLesson } from './course';
export type { LessonContext, LessonLabels } from './labels';
export { parseLesson } from './parseLesson';
export { renderLesson, renderMarkdown, type MarkdownPlace } from './render';
export { LessonSession } from '../session/lessonSession';
export { ProgressStore } from '../progress/progressStore';
