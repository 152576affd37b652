import { beforeEach, describe, expect, test } from 'vitest';
import { jsonReport } from '../../../src/cli/play/jsonReport';
import { playLesson } from '../../../src/cli/play/playLesson';
import type { PlayedCheck, PlayedOutput, PlayedPrediction, PlayedSnippet, Report } from '../../../src/cli/play/report';
import { tally } from '../../../src/cli/play/tally';
import type { Endpoints } from '../../../src/core/lab/endpoints';
import { parseLesson } from '../../../src/core/lesson/parseLesson';
import type { Lesson } from '../../../src/core/lesson/lesson';
import { silentLog } from '../../../src/core/log';
import type { RunOutput } from '../../../src/core/run/result';
import type { RunContext } from '../../../src/core/run/runner';
import { RunService } from '../../../src/core/run/runService';
import { MemoryLab } from '../check/memoryLab';

const ENDPOINTS: Endpoints = { kafka: { bootstrap: 'k', internalBootstrap: 'k' }, connect: { url: 'c' } };
const OK: RunOutput = { kind: 'http', method: 'GET', path: '/', status: 200, contentType: '', body: '' };

/** A lesson as its author writes it: two steps, a consumer that goes on, and a snippet that no step uses. */
const TEXT = `---
title: T
description: D
order: 1
difficulty: beginner
duration: 5min
topics: [t]
lab: postgres
---

\`\`\`http id=intro
GET /intro
\`\`\`

## One

\`\`\`yaml step=one
checks:
  - { kind: topic, topic: t, match: { op: r }, count: { min: 2 }, why: no events yet }
hints: [h]
solution: [send]
\`\`\`

\`\`\`http id=send
GET /send
\`\`\`

\`\`\`http id=extra
GET /extra
\`\`\`

## Two

\`\`\`yaml step=two
checks:
  - { kind: output, snippet: consume, pattern: seen, why: nothing seen }
hints: [h]
solution: [consume]
\`\`\`

\`\`\`python id=consume background=true
consume
\`\`\`
`;

let lab: MemoryLab;
let acts: Record<string, (context: RunContext) => Promise<RunOutput> | RunOutput>;
let snippets: PlayedSnippet[];
let checks: PlayedCheck[];
let predictions: PlayedPrediction[];
let outputs: PlayedOutput[];
let problems: string[];
let clock: number;

beforeEach(() => {
  lab = new MemoryLab();
  snippets = [];
  checks = [];
  predictions = [];
  outputs = [];
  problems = [];
  clock = 0;
  acts = {
    'GET /send': () => {
      lab.send('t', { op: 'r', source: {} });
      lab.send('t', { op: 'r', source: {} });
      return OK;
    },
    consume: (context) => {
      context.onOutput('seen\n');
      return new Promise((_resolve, reject) => context.signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError'))));
    },
  };
});

const report: Report = {
  lesson: () => undefined,
  step: () => undefined,
  snippet: (played) => void snippets.push(played),
  check: (played) => void checks.push(played),
  prediction: (played) => void predictions.push(played),
  output: (played) => void outputs.push(played),
  trouble: () => undefined,
  problem: (text) => void problems.push(text),
  note: () => undefined,
  summary: () => undefined,
};

function lesson(text: string): Lesson {
  const parsed = parseLesson({ path: 'ru/01-module-1/01-t.md', text }).lesson;
  if (!parsed) throw new Error('the lesson is broken');
  return parsed;
}

async function play(text = TEXT, signal = new AbortController().signal) {
  const runner = { run: async ({ code }: { code: string }, context: RunContext) => (await acts[code.trim()]?.(context)) ?? OK };
  const runs = new RunService({
    runners: () => Promise.resolve({ http: runner, python: runner }),
    endpoints: () => Promise.resolve(ENDPOINTS),
    log: silentLog,
    now: () => clock,
  });
  const counted = tally(report, () => clock);
  const wait = (ms: number): Promise<void> => {
    clock += ms;
    return Promise.resolve();
  };
  await playLesson(
    lesson(text),
    { runs, probes: lab, connectLog: '/none', report: counted.report, limit: 5000, wait, now: () => clock },
    signal,
  );
  runs.dispose();
  return counted.summary();
}

describe('a lesson that works', () => {
  test('is played step by step, each check unmet before and met after', async () => {
    const summary = await play();
    expect(checks.map(({ step, before, after, saw }) => ({ step: step.id, before, after, saw }))).toEqual([
      { step: 'one', before: false, after: true, saw: { count: 2 } },
      { step: 'two', before: false, after: true, saw: 'seen' },
    ]);
    expect(problems).toEqual([]);
    expect(summary).toMatchObject({ lessons: 1, steps: 2, snippets: 4, checks: 2, passed: 6, failed: 0 });
  });

  test('has every snippet run, those of no solution in their place', async () => {
    await play();
    expect(snippets.map(({ snippet, ok }) => `${snippet.id} ${String(ok)}`)).toEqual([
      'intro true',
      'send true',
      'extra true',
      'consume true',
    ]);
  });

  test('a consumer that goes on is stopped at the end, which is no failure', async () => {
    await play();
    expect(snippets.at(-1)).toMatchObject({ printed: 'seen\n', run: { state: 'cancelled' }, ok: true });
  });

  test('waits for what takes a while', async () => {
    acts['GET /send'] = () => OK;
    const endOffsets = (topic: string) => MemoryLab.prototype.endOffsets.call(lab, topic);
    lab.endOffsets = (topic) => {
      if (clock >= 3000 && !lab.topics.has('t')) for (let i = 0; i < 2; i++) lab.send('t', { op: 'r', source: {} });
      return endOffsets(topic);
    };
    expect((await play()).failed).toBe(0);
    expect(clock).toBeGreaterThanOrEqual(3000);
  });
});

describe('a lesson that does not work', () => {
  test('stops at the step whose check stays unmet, after the limit', async () => {
    acts['GET /send'] = () => OK;
    const summary = await play();
    expect(checks).toMatchObject([{ check: 0, before: false, after: false, saw: { count: 0 } }]);
    expect(problems).toEqual(['01-module-1/01-t stopped at step one.']);
    expect(snippets.map(({ snippet }) => snippet.id)).not.toContain('consume');
    expect(summary.failed).toBeGreaterThan(0);
    expect(clock).toBeGreaterThanOrEqual(5000);
  });

  test('a check that is met before anything was done fails: it proves nothing', async () => {
    const summary = await play(TEXT.replace('count: { min: 2 }', 'count: { min: 0 }'));
    expect(checks[0]).toMatchObject({ before: true, after: true });
    expect(summary.failed).toBe(1);
  });

  test('a snippet that fails stops its step at once', async () => {
    acts['GET /send'] = () => ({ ...OK, status: 500 });
    await play();
    expect(snippets.find(({ snippet }) => snippet.id === 'send')?.ok).toBe(false);
    expect(problems).toHaveLength(1);
    expect(clock).toBe(0);
  });

  test('a snippet beside the steps that fails counts, and the lesson goes on', async () => {
    acts['GET /extra'] = () => ({ ...OK, status: 404 });
    const summary = await play();
    expect(summary).toMatchObject({ failed: 1, steps: 2 });
  });

  test('a consumer that breaks off is a failure', async () => {
    acts['consume'] = (context) => {
      context.onOutput('seen\n');
      return { kind: 'process', exitCode: 1, output: '' };
    };
    expect((await play()).failed).toBe(1);
  });

  test('an interruption ends it in the middle, with the snippet under way stopped', async () => {
    const controller = new AbortController();
    acts['GET /send'] = ({ signal }) => {
      const stopped = new Promise<RunOutput>((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError'))),
      );
      controller.abort();
      return stopped;
    };
    await expect(play(TEXT, controller.signal)).rejects.toThrow();
    expect(checks).toEqual([]);
  });
});

describe('a question', () => {
  const question = (value: string, snippet = 'send') => `\`\`\`yaml predict=op
question: Which?
options:
  - { text: one, value: ${value} }
  - { text: other, value: x }
snippet: ${snippet}
answer: { kind: topic, topic: t, path: op }
\`\`\`

`;
  const withQuestion = (text: string): string => TEXT.replace('## One', `${text}## One`);

  test('is answered by the run, and passes when one option fits', async () => {
    const summary = await play(withQuestion(question('r')));
    expect(predictions.map(({ prediction, value, right }) => [prediction.id, value, right])).toEqual([['op', 'r', [0]]]);
    expect(summary).toMatchObject({ predictions: 1, passed: 7, failed: 0 });
  });

  test('with no option for what happened fails', async () => {
    const summary = await play(withQuestion(question('c')));
    expect(predictions[0]).toMatchObject({ value: 'r', right: [] });
    expect(summary).toMatchObject({ passed: 6, failed: 1 });
  });

  test('that nothing answers is a problem', async () => {
    await play(withQuestion(question('r', 'extra')));
    expect(problems).toEqual(['01-module-1/01-t: the run of "extra" has not answered the question "op".']);
  });
});

test('the report for machines is one JSON object a line', async () => {
  await play();
  const lines: string[] = [];
  const print = console.log;
  console.log = (line: string) => void lines.push(line);
  try {
    const json = jsonReport();
    for (const played of snippets) json.snippet(played);
    for (const played of checks) json.check(played);
    json.summary({
      lessons: 1,
      steps: 2,
      snippets: 4,
      checks: 2,
      predictions: 0,
      outputs: 0,
      troubles: 0,
      passed: 6,
      failed: 0,
      seconds: 1.5,
    });
  } finally {
    console.log = print;
  }
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    { lesson: '01-module-1/01-t', snippet: 'intro', target: 'http', ok: true, ms: 0 },
    { lesson: '01-module-1/01-t', snippet: 'send', target: 'http', ok: true, ms: 0 },
    { lesson: '01-module-1/01-t', snippet: 'extra', target: 'http', ok: true, ms: 0 },
    { lesson: '01-module-1/01-t', snippet: 'consume', target: 'python', ok: true, ms: 0 },
    { lesson: '01-module-1/01-t', step: 'one', check: 0, before: false, after: true, saw: { count: 2 } },
    { lesson: '01-module-1/01-t', step: 'two', check: 0, before: false, after: true, saw: 'seen' },
    {
      summary: {
        lessons: 1,
        steps: 2,
        snippets: 4,
        checks: 2,
        predictions: 0,
        outputs: 0,
        troubles: 0,
        passed: 6,
        failed: 0,
        seconds: 1.5,
      },
    },
  ]);
});
