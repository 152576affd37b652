import { findPlaceholders, PLACEHOLDERS } from '../lab/placeholders';
import { msg } from '../message';
import { snippetsOf } from '../trouble/trouble';
import { findDiagrams } from './diagrams';
import type { Finding, Lesson, LessonFile } from './lesson';
import { outline, type Block, type Fence } from './outline';
import { isHelperFence } from './readHelper';
import { isPredictFence } from './readPredict';
import { isStepFence } from './readStep';
import { isTroubleFence } from './readTrouble';

/** Snippets that completing the lesson never runs: `play` does not prove that they work. */
export function lintUnused(lesson: Lesson): readonly Finding[] {
  const outputs = lesson.steps.flatMap(({ checks }) => checks.flatMap((check) => (check.kind === 'output' ? [check.snippet] : [])));
  const used = new Set([...lesson.steps.flatMap(({ solution }) => solution), ...outputs, ...lesson.troubles.flatMap(snippetsOf)]);
  return lesson.snippets
    .filter(({ id }) => !used.has(id))
    .map(({ id, line }) => ({
      file: lesson.path,
      line: line - 1,
      rule: 'snippet-unused',
      message: msg('No step uses the snippet "{0}", so nothing proves that it works.', id),
      fix: msg('Add it to the solution of a step, or remove its id.'),
    }));
}

export function lintDiagramText(file: LessonFile): readonly Finding[] {
  return findDiagrams(file)
    .filter(({ alternative }) => alternative.trim() === '')
    .map(({ line }) => ({
      file: file.path,
      line: line - 1,
      rule: 'diagram-text',
      message: msg('The diagram has no text alternative.'),
      fix: msg('Say what it shows: ```mermaid alt="…".'),
    }));
}

function isFence(block: Block): block is Fence {
  return block.kind === 'fence';
}

/** Whether `{{name}}` on this line is the code's own: a template of another tool, or the braces of a Python f-string. */
function isForeign(name: string, line: number, fences: readonly Fence[]): boolean {
  const fence = fences.find((one) => line > one.line && line <= one.line + one.code.split('\n').length);
  if (!fence) return false;
  if (fence.info.language === 'python' && !name.includes('.')) return true;
  return (
    !fence.info.attributes.has('id') && ![isStepFence, isPredictFence, isHelperFence, isTroubleFence].some((isSpecial) => isSpecial(fence))
  );
}

export function lintPlaceholders(lesson: Lesson): readonly Finding[] {
  const fences = outline(lesson.body, lesson.bodyLine).filter(isFence);
  return findPlaceholders(lesson.body).flatMap(({ name, offset }) => {
    const line = lesson.body.slice(0, offset).split('\n').length + lesson.bodyLine - 1;
    if (PLACEHOLDERS.has(name) || isForeign(name, line, fences)) return [];
    return [
      {
        file: lesson.path,
        line,
        rule: 'placeholder',
        message: msg('There is no placeholder {0}.', `{{${name}}}`),
        fix: msg('Known: {0}.', [...PLACEHOLDERS].join(', ')),
      },
    ];
  });
}
