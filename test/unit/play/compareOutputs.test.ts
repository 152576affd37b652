import { expect, test } from 'vitest';
import { compareOutputs } from '../../../src/cli/play/compareOutputs';
import { jsonReport } from '../../../src/cli/play/jsonReport';
import { outputFix, placeOf, type PlayedOutput } from '../../../src/cli/play/report';
import { tally } from '../../../src/cli/play/tally';
import { parseLesson } from '../../../src/core/lesson/parseLesson';
import type { Golden } from '../../../src/core/recording/golden';
import { FRONT, lessonFile } from '../lesson/lessonText';

const TEXT = `\`\`\`python id=read
print("row 1")
\`\`\`

\`\`\`text output=read
row 1
\`\`\`
`;

const parsed = parseLesson(lessonFile(TEXT)).lesson;
if (!parsed) throw new Error('the lesson is broken');
const lesson = parsed;
const FENCE = FRONT.split('\n').length + 4;

function compare(lines: readonly string[], golden: Golden | null): readonly PlayedOutput[] {
  const outputs: PlayedOutput[] = [];
  compareOutputs(lesson, new Map([['read', [lines]]]), golden, { output: (played) => void outputs.push(played) });
  return outputs;
}

test('an output as it is printed passes', () => {
  expect(compare(['row 1'], { read: [['row #']] })).toEqual([{ lesson, snippet: 'read', line: FENCE, difference: null }]);
});

test('an output that drifted names the line of the lesson, what it prints and what came', () => {
  const [played] = compare(['row 2'], null);
  expect(played).toMatchObject({ line: FENCE, difference: { expected: 'row 1', seen: 'row 2' } });
  expect(played && placeOf(played)).toBe(`lessons/${lesson.path}:${String(FENCE)}`);
});

test('an output that the lesson has and the recording has not names how to record', () => {
  const [, played] = compare(['row 1', 'more'], { read: [['row #']] });
  expect(played).toMatchObject({ line: null, difference: { expected: null, seen: 'more' } });
  expect(played && outputFix(played)).toContain(`npm run play -- ${lesson.id} --record new`);
});

test('a snippet that was not played is not blamed', () => {
  const outputs: PlayedOutput[] = [];
  compareOutputs(lesson, new Map(), null, { output: (played) => void outputs.push(played) });
  expect(outputs).toEqual([]);
});

test('differences count as failures, and are told to machines whole', () => {
  const lines: unknown[] = [];
  const print = console.log;
  console.log = (line: string) => void lines.push(JSON.parse(line));
  const { report, summary } = tally(jsonReport(), () => 0);
  try {
    compareOutputs(lesson, new Map([['read', [['row 2']]]]), null, report);
  } finally {
    console.log = print;
  }
  expect(summary()).toMatchObject({ outputs: 1, passed: 0, failed: 1 });
  expect(lines).toMatchObject([{ lesson: lesson.id, output: 'read', ok: false, expected: 'row 1', seen: 'row 2' }]);
});
