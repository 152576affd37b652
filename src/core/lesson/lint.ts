import { lintGlossary, lintTerms } from '../glossary/lintTerms';
import { glossaryLocale, readGlossary } from '../glossary/readGlossary';
import { buildCourse, parseFiles } from './course';
import type { Finding, Lesson, LessonFile } from './lesson';
import { lintDiagramText, lintPlaceholders, lintUnused } from './lintContent';
import { anchorsOf, lintLinks, type LinkWorld } from './lintLinks';
import { lintParity } from './lintParity';
import { lintFences, lintLines } from './lintText';
import { lintTypography } from './lintTypography';
import { outline } from './outline';

/** What the glossaries lack, and what they say wrong. A course without a glossary has no terms to explain. */
function termFindings(files: readonly LessonFile[], lessons: readonly Lesson[]): readonly Finding[] {
  const glossaries = files.filter(({ path }) => glossaryLocale(path) !== null).map(readGlossary);
  return glossaries.flatMap((glossary) => {
    const own = lessons.filter(({ locale }) => locale === glossaryLocale(glossary.path));
    const anchors = new Map(own.map((lesson) => [lesson.id, anchorsOf(lesson)] as const));
    return [...lintGlossary(glossary, anchors), ...own.flatMap((lesson) => lintTerms(lesson, glossary))];
  });
}

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
  const ofLessons = lessons.flatMap((lesson) => [
    ...lintPlaceholders(lesson),
    ...lintLinks(lesson, world),
    ...lintTypography(lesson),
    ...lintFences(lesson.path, outline(lesson.body, lesson.bodyLine)),
  ]);
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
    ...lessonFiles.flatMap(lintLines),
    ...termFindings(files, lessons),
    ...lintParity(lessons),
  ];
  return findings.sort(byPlace);
}
