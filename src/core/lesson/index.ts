/** What shows and plays a lesson that was read: one bundle, loaded when a lesson is first opened. */
export { renderGlossary, type GlossaryPage } from '../glossary/renderGlossary';
export type { LessonContext, LessonLabels } from './labels';
export { renderLesson, renderMarkdown, type MarkdownPlace } from './render';
export { answerChunkSize, answerSnapshotChoice } from '../advisor/answerHelper';
export { LessonSession } from '../session/lessonSession';
export { rewind } from '../session/rewind';
export { ProgressStore } from '../progress/progressStore';
