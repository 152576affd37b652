import { escapeHtml } from '../markdown/html';
import type { LessonContext, LessonLabels } from './labels';
import type { Lesson } from './lesson';
import { lessonLink } from './lessonLinks';

function meta(lesson: Lesson, labels: LessonLabels, badge: string | undefined): string {
  const parts = [
    `<span class="difficulty">${escapeHtml(labels.difficulty[lesson.difficulty])}</span>`,
    ...(lesson.duration > 0 ? [`<span class="duration">${escapeHtml(labels.minutes(lesson.duration))}</span>`] : []),
    ...(badge ? [`<span class="badge">${escapeHtml(badge)}</span>`] : []),
    ...(lesson.topics.length > 0 ? [`<span class="topics">${escapeHtml(lesson.topics.join(', '))}</span>`] : []),
  ];
  return `<p class="meta">${parts.join(' · ')}</p>`;
}

function prerequisites(lesson: Lesson, labels: LessonLabels, titleOf: LessonContext['titleOf']): string {
  if (lesson.prerequisites.length === 0) return '';
  const links = lesson.prerequisites.map((id) => {
    const attributes = lessonLink(id, null).map(([name, value]) => `${name}="${escapeHtml(value)}"`);
    return `<a ${attributes.join(' ')}>${escapeHtml(titleOf?.(id) ?? id)}</a>`;
  });
  return `<p class="prerequisites">${escapeHtml(labels.prerequisites)} ${links.join(', ')}</p>`;
}

/** Everything above the text: module, title, figures, prerequisites. `anchor` is that of the title in the text, if it has one. */
export function renderHeader(lesson: Lesson, labels: LessonLabels, context: LessonContext, anchor: string | null): string {
  return [
    '<header class="lesson-header">',
    `<p class="crumbs">${escapeHtml(context.moduleTitle ?? lesson.module)}</p>`,
    `<h1${anchor === null ? '' : ` id="${escapeHtml(anchor)}"`}>${escapeHtml(lesson.title)}</h1>`,
    lesson.description === '' ? '' : `<p class="lead">${escapeHtml(lesson.description)}</p>`,
    meta(lesson, labels, context.badge),
    prerequisites(lesson, labels, context.titleOf),
    '</header>',
  ]
    .filter((line) => line !== '')
    .join('\n');
}

/** The bar that the page's script fills; its height is reserved by the style sheet. */
export const LAB_BAR =
  '<div class="lab-bar" role="status"><span class="lab-state"></span><span class="lab-services"></span><span class="lab-progress"></span></div>';
