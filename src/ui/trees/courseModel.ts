import type { BrokenLesson, Course, Difficulty, Finding, Lesson, Module, Step } from '../../core/lesson/lesson';
import { msg, type Message } from '../../core/message';
import type { LessonProgress, StepState } from '../../core/progress/progress';
import { formatNumber, joinParts, type Words } from '../views/words';
import { escapeMarkdown, treeNode, type NodeIcon, type TreeNode } from './treeNode';

type LessonState = 'todo' | 'doing' | 'done';

const STEP_ICONS: Readonly<Record<StepState, NodeIcon>> = {
  todo: { id: 'circle-large-outline' },
  doing: { id: 'circle-large-filled', color: 'charts.blue' },
  done: { id: 'pass', color: 'testing.iconPassed' },
  skipped: { id: 'debug-step-over' },
};

const STEP_WORDS: Readonly<Record<StepState, Message>> = {
  todo: msg('not started'),
  doing: msg('in progress'),
  done: msg('done'),
  skipped: msg('skipped'),
};

const DIFFICULTIES: Readonly<Record<Difficulty, Message>> = {
  beginner: msg('beginner'),
  intermediate: msg('intermediate'),
  advanced: msg('advanced'),
};

export function difficultyLabel(difficulty: Difficulty, words: Words): string {
  return words.text(DIFFICULTIES[difficulty]);
}

export function stepStateLabel(state: StepState, words: Words): string {
  return words.text(STEP_WORDS[state]);
}

/** A step without a record has not been started. */
export function stepStateOf(step: Step, progress: LessonProgress | null): StepState {
  return progress?.steps[step.id]?.state ?? 'todo';
}

function countPassed(lesson: Lesson, progress: LessonProgress | null): number {
  return lesson.steps.filter((step) => ['done', 'skipped'].includes(stepStateOf(step, progress))).length;
}

/** A lesson is done when every step is done or skipped, and in progress once any step is more than to do. */
function lessonState(lesson: Lesson, progress: LessonProgress | null): LessonState {
  if (lesson.steps.length > 0 && countPassed(lesson, progress) === lesson.steps.length) return 'done';
  return lesson.steps.some((step) => stepStateOf(step, progress) !== 'todo') ? 'doing' : 'todo';
}

function stepNode(lesson: Lesson, step: Step, index: number, progress: LessonProgress | null, words: Words): TreeNode {
  const state = stepStateOf(step, progress);
  return treeNode({
    id: `${lesson.id}#${step.id}`,
    label: `${String(index + 1)}. ${step.title.replace(/^\S+\s+\d+\.\s+/u, '')}`,
    description: state === 'todo' ? '' : stepStateLabel(state, words),
    tooltip: escapeMarkdown(step.title),
    icon: STEP_ICONS[state],
    context: 'step',
    ref: { kind: 'step', lesson: lesson.id, step: step.id },
    spoken: joinParts([step.title, stepStateLabel(state, words)]),
  });
}

function lessonTooltip(lesson: Lesson, state: LessonState, words: Words): string {
  const facts = joinParts([
    difficultyLabel(lesson.difficulty, words),
    words.text(msg('{0} min', lesson.duration)),
    words.text(msg('lab: {0}', lesson.lab)),
    stepStateLabel(state, words),
  ]);
  return [`**${escapeMarkdown(lesson.title)}**`, escapeMarkdown(lesson.description), escapeMarkdown(facts)].join('\n\n');
}

function lessonNode(lesson: Lesson, progress: LessonProgress | null, words: Words): TreeNode {
  const state = lessonState(lesson, progress);
  const passed = countPassed(lesson, progress);
  return treeNode({
    id: lesson.id,
    label: lesson.title,
    description: joinParts([
      lesson.troubles.length > 0 ? words.text(msg('entries: {0}', lesson.troubles.length)) : null,
      state === 'doing' ? words.text(msg('{0} of {1}', passed, lesson.steps.length)) : null,
      state === 'done' ? stepStateLabel(state, words) : null,
      words.text(msg('{0} min', lesson.duration)),
      difficultyLabel(lesson.difficulty, words),
    ]),
    tooltip: lessonTooltip(lesson, state, words),
    icon: lesson.steps.length === 0 ? { id: 'book' } : STEP_ICONS[state],
    context: 'lesson',
    ref: { kind: 'lesson', lesson: lesson.id },
    spoken: joinParts([lesson.title, stepStateLabel(state, words), difficultyLabel(lesson.difficulty, words)]),
    children: lesson.steps.length === 0 ? null : lesson.steps.map((step, index) => stepNode(lesson, step, index, progress, words)),
    expanded: state === 'doing',
  });
}

function brokenNode(lesson: BrokenLesson, findings: readonly Finding[], words: Words): TreeNode {
  const own = findings.filter((finding) => finding.file === lesson.path);
  const lines = own.map(({ line, message, fix }) => `${words.text(msg('Line {0}', line))}: ${words.text(message)} ${words.text(fix)}`);
  const reason = own[0] ? words.text(own[0].message) : '';
  return treeNode({
    id: `${lesson.id}!`,
    label: lesson.id.slice(lesson.id.lastIndexOf('/') + 1),
    description: joinParts([words.text(msg('cannot be read')), reason]),
    tooltip: lines.map(escapeMarkdown).join('\n\n'),
    icon: { id: 'error', color: 'problemsErrorIcon.foreground' },
    context: 'brokenLesson',
    ref: { kind: 'file', path: lesson.path, line: own[0]?.line ?? 1 },
  });
}

/** Pages without steps have nothing to be done with: they are there to be looked up. */
function moduleCount({ lessons }: Module, progressOf: ProgressOf, words: Words): string {
  const toDo = lessons.filter(({ steps }) => steps.length > 0);
  if (toDo.length === 0 && lessons.length > 0) return '';
  const done = toDo.filter((lesson) => lessonState(lesson, progressOf(lesson.id)) === 'done').length;
  return words.text(msg('{0} of {1}', formatNumber(done, words.locale), formatNumber(toDo.length, words.locale)));
}

function moduleNode(module: Module, course: Course, progressOf: ProgressOf, words: Words): TreeNode {
  return treeNode({
    id: module.id,
    label: module.title,
    description: moduleCount(module, progressOf, words),
    children: [
      ...module.lessons.map((lesson) => lessonNode(lesson, progressOf(lesson.id), words)),
      ...module.broken.map((lesson) => brokenNode(lesson, course.findings, words)),
    ],
    // What is only looked up is out of the way of what is to be done.
    expanded: module.lessons.length === 0 || module.lessons.some(({ steps }) => steps.length > 0),
  });
}

export type ProgressOf = (lesson: string) => LessonProgress | null;

function glossaryNode(course: Course, words: Words): TreeNode {
  return treeNode({
    id: 'glossary',
    label: words.text(msg('Glossary')),
    description: words.text(msg('terms: {0}', course.glossary.length)),
    icon: { id: 'library' },
    ref: { kind: 'glossary' },
  });
}

/** Module → lesson → step, in the course's order; a broken lesson stays at the end of its module. Below them the glossary. */
export function courseNodes(course: Course, progressOf: ProgressOf, words: Words): readonly TreeNode[] {
  const modules = course.modules.map((module) => moduleNode(module, course, progressOf, words));
  return course.glossary.length === 0 ? modules : [...modules, glossaryNode(course, words)];
}
