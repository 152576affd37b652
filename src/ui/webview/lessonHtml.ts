import type { Endpoints } from '../../core/lab/endpoints';
import { placeholderValues } from '../../core/lab/placeholders';
import type { LessonContext } from '../../core/lesson/labels';
import type { Course, Lesson } from '../../core/lesson/lesson';
import { msg } from '../../core/message';
import { lessonLabels } from '../course/lessonLabels';
import type { LessonEngine } from '../engines';
import type { Words } from '../views/words';
import { escapeHtml } from './shell';

export interface LessonSurroundings {
  readonly course: Course;
  /** Addresses of the lab while it runs: the page shows them in place of `{{…}}`. */
  readonly endpoints: Endpoints | null;
  readonly words: Words;
  /** The address on the page of a file of the course. */
  readonly assetUrl: (path: string) => string;
}

/** "Verified on Debezium 3.6.1.Final, PostgreSQL 15.18, Kafka 4.3.0 · 2026-11-22", for a lesson that was. */
function badge({ verified }: Lesson, words: Words): string | undefined {
  if (!verified) return undefined;
  const systems = Object.entries(verified.systems).map(([name, version]) => `${name} ${version}`);
  // With hyphens at which a line does not break: the date stays whole.
  return words.text(msg('verified on {0} · {1}', systems.join(', '), verified.date.replaceAll('-', '\u2011')));
}

export function lessonContext(lesson: Lesson, { course, endpoints, words, assetUrl }: LessonSurroundings): LessonContext {
  const titles = new Map(course.modules.flatMap(({ lessons }) => lessons.map(({ id, title }) => [id, title] as const)));
  return {
    moduleTitle: course.modules.find(({ id }) => id === lesson.module)?.title,
    badge: badge(lesson, words),
    placeholders: endpoints ? placeholderValues(endpoints) : new Map(),
    titleOf: (id) => titles.get(id),
    glossary: course.glossary,
    assetUrl,
  };
}

/**
 * {@link lessonBody} that keeps what it made: rendering takes longer than all else that opening a lesson again needs.
 * A lesson that was read again is another object, so nothing stale is kept.
 */
export function keptBodies(): typeof lessonBody {
  const kept = new WeakMap<Lesson, { readonly endpoints: string; readonly body: string }>();
  return (engine, lesson, surroundings) => {
    const endpoints = JSON.stringify(surroundings.endpoints);
    const known = kept.get(lesson);
    if (known?.endpoints === endpoints) return known.body;
    const body = lessonBody(engine, lesson, surroundings);
    kept.set(lesson, { endpoints, body });
    return body;
  };
}

/** The whole content of a lesson page. */
export function lessonBody(engine: LessonEngine, lesson: Lesson, surroundings: LessonSurroundings): string {
  const content = engine.renderLesson(lesson, lessonLabels(surroundings.words), lessonContext(lesson, surroundings));
  return `<main class="lesson" data-lesson="${escapeHtml(lesson.id)}">\n${content}\n</main>`;
}
