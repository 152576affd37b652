import type { LessonLabels } from '../../../src/core/lesson/labels';
import type { Finding, Lesson, LessonFile } from '../../../src/core/lesson/lesson';
import { parseLesson } from '../../../src/core/lesson/parseLesson';
import { english } from '../../../src/core/message';

export const PATH = 'ru/02-module-2/07-snapshot.md';

/** Front matter without a mistake: ten lines, so that the body begins at line 11. */
export const FRONT = `---
title: Lesson
description: About it.
order: 7
difficulty: advanced
duration: 45min
topics: [cdc]
lab: postgres
prerequisites: []
---
`;

export function lessonFile(body: string, path = PATH, front = FRONT): LessonFile {
  return { path, text: front + body };
}

/** The lesson of a text that must be readable. */
export function lessonOf(body: string, path = PATH): Lesson {
  const { lesson } = parseLesson(lessonFile(body, path));
  if (!lesson) throw new Error('the lesson is not readable');
  return lesson;
}

/** A step that has nothing wrong, with its heading. */
export function stepText(id = 'one', solution = 'create'): string {
  return `## Step ${id}

\`\`\`yaml step=${id}
checks: [{ kind: sql, query: select 1, expect: 1, why: Not yet. }]
hints: [Look.]
solution: [${solution}]
\`\`\`
`;
}

export const SNIPPET = `
\`\`\`sql target=postgres id=create
select 1;
\`\`\`
`;

/** `line rule message`, one finding per line. */
export function told(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ line, rule, message }) => `${String(line)} ${rule} ${english(message)}`);
}

export const LABELS: LessonLabels = {
  run: 'Run',
  copy: 'Copy',
  openInEditor: 'Open in editor',
  checks: 'Checks',
  hint: 'Hint',
  solution: 'Solution',
  doStep: 'Do it for me',
  skip: 'Skip',
  helpers: {
    titles: { 'chunk-size': 'Chunk size', 'snapshot-choice': 'Which snapshot' },
    table: 'Table',
    memory: 'Memory, MB',
    measure: 'Measure',
  },
  reproduce: 'Bring it about',
  predict: 'Predict',
  prerequisites: 'Before this:',
  callouts: { note: 'Note', tip: 'Tip', important: 'Important', warning: 'Warning', caution: 'Danger' },
  difficulty: { beginner: 'beginner', intermediate: 'intermediate', advanced: 'advanced' },
  minutes: (count) => `${String(count)} min`,
};
