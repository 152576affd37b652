import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { buildCourse } from '../../../src/core/lesson/course';
import type { LessonFile } from '../../../src/core/lesson/lesson';
import type { LessonProgress } from '../../../src/core/progress/progress';
import { courseNodes } from '../../../src/ui/trees/courseModel';
import type { TreeNode } from '../../../src/ui/trees/treeNode';
import { root } from './messages';
import { childrenOf, treeText, words } from './treeText';

const STEP = (id: string): string => `\`\`\`yaml step=${id}
checks:
  - { kind: sql, query: select 1, expect: 1, why: not yet }
hints: [Look]
solution: [run-${id}]
\`\`\`

\`\`\`sql target=postgres id=run-${id}
select 1
\`\`\`
`;

const LESSON = `---
title: First steps
description: What happens to a row
order: 1
difficulty: beginner
duration: 15min
topics: [cdc]
lab: postgres
prerequisites: []
---

## Шаг 1. Subscribe

${STEP('subscribe')}
## Шаг 2. Offsets

${STEP('offsets')}
## Шаг 3. Optional

${STEP('optional')}`;

const files = [
  { path: 'ru/01-start/module.yaml', text: 'title: Start' },
  { path: 'ru/01-start/01-first.md', text: LESSON },
  { path: 'ru/01-start/02-broken.md', text: 'no front matter' },
];

function progress(...states: readonly (readonly [string, 'doing' | 'done' | 'skipped'])[]): LessonProgress {
  return { steps: Object.fromEntries(states.map(([step, state]) => [step, { state, at: '2026-01-01T00:00:00Z' }])), predictions: {} };
}

function courseText(known: LessonProgress): Promise<string> {
  return treeText(courseNodes(buildCourse(files), () => known, words));
}

/** The rows of the first module. */
async function lessonRows(of: readonly LessonFile[]): Promise<readonly TreeNode[]> {
  const [module] = courseNodes(buildCourse(of), () => null, words);
  return module ? childrenOf(module) : [];
}

it('shows a course that nobody began', async () => {
  expect(await courseText(progress())).toBe(
    `
Start  (0 of 1)
  [circle-large-outline] First steps  (15 min · beginner)
    [circle-large-outline] 1. Subscribe
    [circle-large-outline] 2. Offsets
    [circle-large-outline] 3. Optional
  [error] 02-broken  (cannot be read · The lesson has no front matter.)`.slice(1),
  );
});

it('shows a lesson in progress, each step by icon and word', async () => {
  expect(await courseText(progress(['subscribe', 'done'], ['offsets', 'doing']))).toContain(
    `
  [circle-large-filled] First steps  (1 of 3 · 15 min · beginner)
    [pass] 1. Subscribe  (done)
    [circle-large-filled] 2. Offsets  (in progress)
    [circle-large-outline] 3. Optional`,
  );
});

it('counts a lesson as done when nothing is left, skipped steps included', async () => {
  const text = await courseText(progress(['subscribe', 'done'], ['offsets', 'done'], ['optional', 'skipped']));
  expect(text).toContain('Start  (1 of 1)');
  expect(text).toContain('[pass] First steps  (done · 15 min · beginner)');
  expect(text).toContain('[debug-step-over] 3. Optional  (skipped)');
});

it('leads from a broken lesson to the place of its first mistake', async () => {
  const rows = await lessonRows(files);
  const broken = rows.find(({ context }) => context === 'brokenLesson');
  expect(broken?.ref).toEqual({ kind: 'file', path: 'ru/01-start/02-broken.md', line: 1 });
  expect(broken?.tooltip).toContain('Line 1');
});

it('ends with the glossary, where there is one', async () => {
  const term = { term: 'слот', english: 'slot', forms: ['слот*'], lesson: '01-start/01-first', text: 'A bookmark.' };
  const glossary = { path: 'ru/glossary.yaml', text: JSON.stringify({ terms: [term] }) };
  const rows = courseNodes(buildCourse([...files, glossary]), () => null, words);
  expect(await treeText(rows.slice(-1))).toBe('[library] Glossary  (terms: 1)');
  expect(rows.at(-1)?.ref).toEqual({ kind: 'glossary' });
});

it('takes markup in titles for text', async () => {
  const hostile = LESSON.replace('First steps', '"[x](command:evil) <b>"');
  const [lesson] = await lessonRows([{ path: 'ru/01-start/01-first.md', text: hostile }]);
  expect(lesson?.tooltip).toContain('\\[x\\]\\(command:evil\\) \\<b\\>');
});

it('shows the course that comes with the extension', async () => {
  const lesson = 'ru/02-module-2/07-incremental-snapshot-lab.md';
  const text = readFileSync(path.join(root, 'lessons', lesson), 'utf8');
  const tree = await treeText(courseNodes(buildCourse([{ path: lesson, text }]), () => null, words));
  expect(tree).toContain('45 min · advanced');
});
