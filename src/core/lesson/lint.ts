import { buildCourse, parseFiles } from './course';
import type { Finding, LessonFile } from './lesson';
import { lintDiagramText, lintPlaceholders, lintUnused } from './lintContent';
import { anchorsOf, lintLinks, type LinkWorld } from './lintLinks';
import { lintParity } from './lintParity';

function byPlace(a: Finding, b: Finding): number {
  return a.file.localeCompare(b.file, 'en') || a.line - b.line;
}

/**
 * Every mistake in the lessons, by file and line: those that keep one from working, and those that only spoil it.
 * Diagrams are parsed by the command line, because their parser is far larger than all of this.
 * @param assets paths of all files below `lessons/`, to look for images; null when they are not known
 */
export function lintLessons(files: readonly LessonFile[], assets: ReadonlySet<string> | null = null): readonly Finding[] {
  const parsed = parseFiles(files);
  const lessons = parsed.flatMap(({ lesson }) => (lesson ? [lesson] : []));
  const world: LinkWorld = {
    // A link to a lesson that is there but cannot be read is not the fault of the link.
    anchors: new Map([
      ...parsed.map(({ path }) => [path, new Set<string>()] as const),
      ...lessons.map((lesson) => [lesson.path, anchorsOf(lesson)] as const),
    ]),
    assets,
  };
  const ofLessons = lessons.flatMap((lesson) => [...lintPlaceholders(lesson), ...lintLinks(lesson, world)]);
  // A step that could not be read may use any snippet, so nothing is said before it is mended.
  const unused = parsed.flatMap(({ lesson, findings: own }) =>
    lesson && !own.some(({ rule }) => rule.startsWith('step-')) ? lintUnused(lesson) : [],
  );
  const lessonFiles = files.filter(({ path }) => parsed.some((file) => file.path === path));
  const findings = [
    ...buildCourse(files).findings,
    ...ofLessons,
    ...unused,
    ...lessonFiles.flatMap(lintDiagramText),
    ...lintParity(lessons),
  ];
  return findings.sort(byPlace);
}
