import { beforeEach, describe, expect, test } from 'vitest';
import { PredictFence, type Prediction } from '../../../src/core/predict/prediction';
import type { Lesson } from '../../../src/core/lesson/lesson';
import { parseLesson } from '../../../src/core/lesson/parseLesson';
import { silentLog } from '../../../src/core/log';
import type { PredictionProgress } from '../../../src/core/progress/progress';
import type { RunOutput } from '../../../src/core/run/result';
import type { RunContext } from '../../../src/core/run/runner';
import { RunService } from '../../../src/core/run/runService';
import { lessonProbes } from '../../../src/core/session/lessonProbes';
import { Predictions } from '../../../src/core/session/predictions';
import { runName } from '../../../src/core/session/runSolution';
import { MemoryLab } from '../check/memoryLab';
import { lessonFile } from '../lesson/lessonText';

const signal = new AbortController().signal;
const DONE: RunOutput = { kind: 'process', exitCode: 0, output: '' };

function prediction(id: string, answer: object): Prediction {
  const options = [
    { text: 'read', value: 'r' },
    { text: 'created', value: 'c' },
  ];
  return { ...PredictFence.parse({ question: '?', options, snippet: 'go', answer }), id, line: 1 };
}

function lessonWith(...predictions: readonly Prediction[]): Lesson {
  const { lesson } = parseLesson(lessonFile('```python id=go\ngo\n```\n'));
  if (!lesson) throw new Error('the lesson is broken');
  return { ...lesson, predictions };
}

const LESSON = lessonWith(
  prediction('topic', { kind: 'topic', topic: 't', path: 'op' }),
  prediction('printed', { kind: 'output', pattern: 'op=(.)' }),
);

let lab: MemoryLab;
let progress: Map<string, PredictionProgress>;
let runs: RunService;
let predictions: Predictions;
let act: (context: RunContext) => Promise<RunOutput> | RunOutput;

function open(): void {
  const endpoints = { kafka: { bootstrap: 'k', internalBootstrap: 'k' }, connect: { url: 'c' } };
  runs = new RunService({
    runners: () => Promise.resolve({ python: { run: async (_snippet: unknown, context: RunContext) => act(context) } }),
    endpoints: () => Promise.resolve(endpoints),
    log: silentLog,
  });
  predictions = new Predictions({
    lesson: LESSON,
    probes: lessonProbes(lab, LESSON, runs),
    runs,
    stored: (id) => progress.get(id),
    store: (id, value) => void progress.set(id, value),
  });
  runs.onBefore(() => predictions.begin('go', signal));
}

beforeEach(() => {
  lab = new MemoryLab();
  progress = new Map();
  lab.send('t', { op: 'r', source: {} });
  act = (context) => {
    context.onOutput('op=c\n');
    lab.send('t', { op: 'c', source: {} });
    return DONE;
  };
  open();
});

async function run(): Promise<boolean> {
  await runs.done(runs.start({ name: runName(LESSON, 'go'), target: 'python', attributes: {}, code: 'go' }).id);
  return predictions.look(signal);
}

const states = () => predictions.states.map(({ state, choice, value, right }) => ({ state, choice, value, right }));
const OPEN = { state: 'open', choice: null, value: null, right: [] };

describe('a question', () => {
  test('is answered by what came after its snippet began, and by nothing older', async () => {
    expect(states()).toEqual([OPEN, OPEN]);
    predictions.choose('topic', 0);
    expect(await run()).toBe(false);
    expect(states()).toEqual([
      { state: 'answered', choice: 0, value: 'c', right: [1] },
      { state: 'answered', choice: null, value: 'c', right: [1] },
    ]);
  });

  test('may be answered anew until the snippet is started, not later, and not with an option it does not have', async () => {
    predictions.choose('topic', 0);
    predictions.choose('topic', 1);
    predictions.choose('printed', 2);
    predictions.choose('other', 0);
    expect(states().map(({ choice }) => choice)).toEqual([1, null]);
    await predictions.begin('go', signal);
    predictions.choose('topic', 0);
    expect(states()[0]).toMatchObject({ state: 'waiting', choice: 1 });
  });

  test('keeps its first answer when the snippet is run again', async () => {
    await run();
    act = (context) => {
      context.onOutput('op=r\n');
      lab.send('t', { op: 'r', source: {} });
      return DONE;
    };
    await run();
    expect(states().map(({ value }) => value)).toEqual(['c', 'c']);
  });

  test('that has no option for what happened has nothing right', async () => {
    act = (context) => {
      context.onOutput('op=x\n');
      return DONE;
    };
    await run();
    expect(states()[1]).toEqual({ state: 'answered', choice: null, value: 'x', right: [] });
  });

  test('about a topic waits for the event; one about a run that has ended without a value is open again', async () => {
    act = () => DONE;
    expect(await run()).toBe(true);
    expect(states().map(({ state }) => state)).toEqual(['waiting', 'open']);
    lab.send('t', { op: 'c', source: {} });
    expect(await predictions.look(signal)).toBe(false);
    expect(states()[0]).toMatchObject({ state: 'answered', value: 'c' });
  });

  test('is open again when its snippet fails', async () => {
    predictions.choose('topic', 1);
    act = () => ({ ...DONE, exitCode: 1 });
    expect(await run()).toBe(false);
    expect(states()).toEqual([{ ...OPEN, choice: 1 }, OPEN]);
  });

  test('goes on waiting over a reload, from where the run began', async () => {
    act = () => DONE;
    await run();
    lab.send('t', { op: 'c', source: {} });
    open();
    expect(await predictions.look(signal)).toBe(false);
    expect(states()[0]).toMatchObject({ state: 'answered', value: 'c' });
  });

  test('stays open while Kafka does not answer: old events could not be told from new ones', async () => {
    lab.isUp = false;
    act = (context) => {
      context.onOutput('op=c\n');
      return DONE;
    };
    await run();
    expect(states().map(({ state }) => state)).toEqual(['open', 'answered']);
  });
});
