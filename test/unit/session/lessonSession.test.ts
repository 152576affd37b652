import { beforeEach, describe, expect, test } from 'vitest';
import { Check } from '../../../src/core/check/check';
import type { Endpoints } from '../../../src/core/lab/endpoints';
import type { Lesson, Step } from '../../../src/core/lesson/lesson';
import { silentLog } from '../../../src/core/log';
import { english } from '../../../src/core/message';
import type { KeyValueStore } from '../../../src/core/progress/progress';
import { ProgressStore } from '../../../src/core/progress/progressStore';
import type { RunOutput } from '../../../src/core/run/result';
import type { RunContext } from '../../../src/core/run/runner';
import { RunService } from '../../../src/core/run/runService';
import { BEGIN_LIMIT, LessonSession } from '../../../src/core/session/lessonSession';
import type { SessionState, StepStatus } from '../../../src/core/session/sessionState';
import type { Snippet, Target } from '../../../src/core/snippet/snippet';
import { ManualTimers, settle } from '../check/manualTimers';
import { MemoryLab } from '../check/memoryLab';

const ENDPOINTS: Endpoints = { kafka: { bootstrap: 'k', internalBootstrap: 'k' }, connect: { url: 'http://127.0.0.1:8083' } };
const OK: RunOutput = { kind: 'http', method: 'GET', path: '/', status: 200, contentType: '', body: '' };
const why = 'not yet';

function snippet(id: string, step: string, target: Target = 'http'): Snippet {
  return { id, target, language: 'http', attributes: {}, code: id, line: 1, step };
}

function step(id: string, solution: readonly string[], ...checks: readonly unknown[]): Step {
  return { id, title: id, line: 1, checks: checks.map((check) => Check.parse(check)), hints: ['one', 'two'], solution };
}

const LESSON: Lesson = {
  id: '02-module-2/07-lab',
  locale: 'ru',
  path: 'ru/02-module-2/07-lab.md',
  module: '02-module-2',
  title: 'Lab',
  description: '',
  order: 7,
  difficulty: 'advanced',
  duration: 45,
  topics: [],
  lab: 'postgres',
  prerequisites: [],
  steps: [
    step('table', ['make-table'], { kind: 'sql', query: 'table?', expect: 1, why }),
    step('events', ['send', 'send-more'], { kind: 'topic', topic: 't', match: { op: 'r' }, count: { min: 2 }, why }),
    step('consumer', ['consume'], { kind: 'output', snippet: 'consume', pattern: 'seen', why }),
  ],
  snippets: [
    snippet('make-table', 'table'),
    snippet('send', 'events'),
    snippet('send-more', 'events'),
    { ...snippet('consume', 'consumer', 'python'), attributes: { background: 'true' } },
  ],
  predictions: [],
  outputs: [],
  verified: null,
  helpers: [],
  troubles: [],
  body: '',
  bodyLine: 1,
};

class MapStore implements KeyValueStore {
  readonly values = new Map<string, string>();
  get(key: string): unknown {
    const text = this.values.get(key);
    return text === undefined ? undefined : (JSON.parse(text) as unknown);
  }
  set(key: string, value: unknown): Promise<void> {
    this.values.set(key, JSON.stringify(value));
    return Promise.resolve();
  }
}

let lab: MemoryLab;
let isLabUp: boolean;
let timers: ManualTimers;
let store: MapStore;
let runs: RunService;
let session: LessonSession;
let told: SessionState[];
/** What each snippet does to the lab; those not named do nothing. */
let acts: Record<string, (context: RunContext) => Promise<RunOutput> | RunOutput>;

const event = { op: 'r', source: {} };

beforeEach(() => {
  lab = new MemoryLab();
  isLabUp = true;
  store = new MapStore();
  acts = {
    'make-table': () => {
      lab.cells.set('table?', '1');
      return OK;
    },
    send: () => {
      lab.send('t', event);
      return OK;
    },
    'send-more': () => {
      lab.send('t', event);
      return OK;
    },
    consume: (context) => {
      context.onOutput('seen 1\n');
      return { kind: 'process', exitCode: 0, output: '' };
    },
  };
  open();
});

/** A window: its own runs and session on the same lab and the same stored progress. */
function open(): void {
  const runner = { run: async (code: { code: string }, context: RunContext) => (await acts[code.code]?.(context)) ?? OK };
  timers = new ManualTimers();
  told = [];
  runs = new RunService({
    runners: () => Promise.resolve({ http: runner, python: runner }),
    endpoints: () => Promise.resolve(isLabUp ? ENDPOINTS : null),
    log: silentLog,
    now: () => 0,
  });
  session = new LessonSession({
    lesson: LESSON,
    probes: lab,
    runs,
    progress: new ProgressStore(store, silentLog, () => new Date(0)),
    log: silentLog,
    timers,
  });
  session.onChange((state) => told.push(state));
}

async function reload(): Promise<void> {
  await settle();
  session.dispose();
  runs.dispose();
  open();
}

async function show(): Promise<void> {
  session.setVisible(true);
  await settle();
}

async function run(id: string): Promise<void> {
  const found = LESSON.snippets.find((candidate) => candidate.id === id);
  if (!found) throw new Error(id);
  await runs.done(runs.start({ name: `${LESSON.id}/${id}`, target: found.target, attributes: {}, code: found.code }).id);
  await settle();
}

const states = (): string => session.state.steps.map(({ state }) => state).join(' ');
const stepOf = (id: string): StepStatus => {
  const found = session.state.steps.find((candidate) => candidate.id === id);
  if (!found) throw new Error(id);
  return found;
};

describe('the way through a lesson', () => {
  test('begins with the first step, its sentence shown', async () => {
    expect(states()).toBe('doing todo todo');
    await show();
    expect(session.state.current).toBe('table');
    expect(stepOf('table').checks).toEqual([{ met: false, why, saw: null, obstacle: null }]);
    expect(stepOf('table')).toMatchObject({ hintsShown: 0, hintsLeft: 2, solution: null, busy: false, failure: null });
  });

  test('a step is done when the lab shows it, at the run’s end and not at the next interval', async () => {
    await show();
    await run('make-table');
    expect(states()).toBe('done doing todo');
    await run('send');
    expect(stepOf('events').checks[0]).toMatchObject({ met: false, saw: { count: 1 } });
    await run('send-more');
    await run('consume');
    expect(states()).toBe('done done done');
    expect(session.state.current).toBeNull();
    expect(timers.delays).toEqual([]);
  });

  test('what somebody else did in the lab counts as well', async () => {
    await show();
    lab.cells.set('table?', '1');
    await timers.elapse();
    expect(states()).toBe('done doing todo');
  });

  test('every step it is told of is new', async () => {
    await show();
    for (let i = 0; i < 5; i++) await timers.elapse();
    await run('make-table');
    const texts = told.map((state) => JSON.stringify(state));
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts.at(-1)).toBe(JSON.stringify(session.state));
  });

  test('looks at nothing while nobody watches', async () => {
    await show();
    session.setVisible(false);
    lab.cells.set('table?', '1');
    await timers.elapse();
    expect(states()).toBe('doing todo todo');
    await show();
    expect(states()).toBe('done doing todo');
  });
});

describe('old data', () => {
  test('does not pass a step that counts', async () => {
    for (let i = 0; i < 5; i++) lab.send('t', event);
    await show();
    await run('make-table');
    await timers.elapse();
    expect(states()).toBe('done doing todo');
    expect(stepOf('events').checks[0]?.saw).toEqual({ count: 0 });
  });

  test('does not pass it after a reload in mid-step either, and what was done before the reload counts', async () => {
    lab.send('t', event);
    await show();
    await run('make-table');
    await run('send');
    await reload();
    expect(states()).toBe('done doing todo');
    await show();
    expect(stepOf('events').checks[0]?.saw).toEqual({ count: 1 });
    await run('send-more');
    expect(states()).toBe('done done doing');
  });

  test('what happened while the window was closed counts: the step had begun', async () => {
    await show();
    await run('make-table');
    session.dispose();
    lab.send('t', event);
    lab.send('t', event);
    open();
    await show();
    expect(states()).toBe('done done doing');
  });

  test('a baseline of other checks is not used after the lesson was updated', async () => {
    await show();
    await run('make-table');
    const key = [...store.values.keys()][0] ?? '';
    store.values.set(key, (store.values.get(key) ?? '').replace('"records"', '"present"'));
    lab.send('t', event);
    lab.send('t', event);
    await reload();
    await show();
    expect(states()).toBe('done doing todo');
    expect(stepOf('events').checks[0]?.saw).toEqual({ count: 0 });
  });

  test('a snippet run before the first look still counts: the step begins before the snippet is sent', async () => {
    const progress = new ProgressStore(store, silentLog, () => new Date(0));
    await progress.setStep(LESSON.id, 'table', { state: 'done' });
    await reload();
    lab.send('t', event);
    await run('send');
    await run('send-more');
    await show();
    expect(states()).toBe('done done doing');
  });
});

describe('a student faster than the watcher', () => {
  test('running the next step’s snippet right behind loses nothing', async () => {
    await show();
    session.setVisible(false);
    await run('make-table');
    await run('send');
    await run('send-more');
    expect(states()).toBe('done doing todo');
    await show();
    expect(states()).toBe('done done doing');
  });

  test('running the next step’s snippet first begins that step early', async () => {
    lab.send('t', event);
    await show();
    await run('send');
    await run('send-more');
    expect(states()).toBe('doing todo todo');
    await run('make-table');
    expect(states()).toBe('done done doing');
  });

  test('a lab that hangs delays a snippet no longer than the limit', async () => {
    lab.endOffsets = () => new Promise(() => undefined);
    const progress = new ProgressStore(store, silentLog, () => new Date(0));
    await progress.setStep(LESSON.id, 'table', { state: 'done' });
    await reload();
    let sent = false;
    acts['send'] = () => {
      sent = true;
      return OK;
    };
    const running = run('send');
    await settle();
    expect(sent).toBe(false);
    expect(timers.delays).toEqual([BEGIN_LIMIT]);
    await timers.elapse();
    await running;
    expect(sent).toBe(true);
  });
});

describe('when the lab does not answer', () => {
  test('a lab that is down is said at each check, and looked for less often', async () => {
    isLabUp = false;
    await show();
    const [check] = stepOf('table').checks;
    expect(check?.obstacle && english(check.obstacle.what)).toBe('The lab is not running.');
    expect(check?.obstacle?.action).toBe('startLab');
    const first = timers.delays[0] ?? 0;
    await timers.elapse();
    expect(timers.delays[0]).toBeGreaterThan(first);
    isLabUp = true;
    session.nudge();
    await settle();
    expect(stepOf('table').checks[0]?.obstacle).toBeNull();
  });

  test('a system that breaks off is the reason; the count goes on when it is back', async () => {
    await show();
    await run('make-table');
    await run('send');
    lab.isUp = false;
    await timers.elapse();
    expect(stepOf('events').checks[0]?.obstacle?.action).toBe('startLab');
    expect(states()).toBe('done doing todo');
    lab.isUp = true;
    await run('send-more');
    expect(states()).toBe('done done doing');
  });
});

describe('help', () => {
  test('hints come one by one and stay after a reload', async () => {
    session.hint('table');
    expect(stepOf('table')).toMatchObject({ hintsShown: 1, hintsLeft: 1 });
    await reload();
    expect(stepOf('table')).toMatchObject({ hintsShown: 1, hintsLeft: 1 });
    session.hint('table');
    session.hint('table');
    expect(stepOf('table')).toMatchObject({ hintsShown: 2, hintsLeft: 0 });
  });

  test('the solution is shown when asked for, and stays', async () => {
    session.showSolution('events');
    expect(stepOf('events').solution).toEqual(['send', 'send-more']);
    await reload();
    expect(stepOf('events').solution).toEqual(['send', 'send-more']);
    expect(stepOf('table').solution).toBeNull();
  });

  test('a hint does not disturb the step’s beginning', async () => {
    lab.send('t', event);
    await show();
    await run('make-table');
    session.hint('events');
    await reload();
    await show();
    await run('send');
    expect(stepOf('events').checks[0]?.saw).toEqual({ count: 1 });
  });

  test('a skipped step is not watched any more; the next one begins', async () => {
    await show();
    session.skip('table');
    await settle();
    expect(states()).toBe('skipped doing todo');
    await run('make-table');
    expect(states()).toBe('skipped doing todo');
  });

  test('a step that is done cannot be skipped', async () => {
    await show();
    await run('make-table');
    session.skip('table');
    expect(states()).toBe('done doing todo');
  });

  test('reset begins the lesson anew, with old data kept out again', async () => {
    await show();
    await run('make-table');
    await run('send');
    await run('send-more');
    lab.cells.set('table?', '0');
    await session.reset();
    await settle();
    expect(states()).toBe('doing todo todo');
    await run('make-table');
    expect(states()).toBe('done doing todo');
    expect(stepOf('events').checks[0]?.saw).toEqual({ count: 0 });
  });
});

describe('do it for me', () => {
  const { signal } = new AbortController();

  test('runs the solution in order; the checks judge', async () => {
    await show();
    session.skip('table');
    await settle();
    const order: string[] = [];
    runs.onChange(({ name, state }) => state === 'running' && order.push(name.split('/').at(-1) ?? ''));
    await session.doStep('events', signal);
    await settle();
    expect(order).toEqual(['send', 'send-more']);
    expect(states()).toBe('skipped done doing');
    expect(stepOf('events').busy).toBe(false);
  });

  test('stops at the first snippet that fails and says which', async () => {
    await show();
    acts['send'] = () => ({ ...OK, status: 500 });
    await session.doStep('events', signal);
    expect(runs.latest(`${LESSON.id}/send-more`)).toBeUndefined();
    const { failure } = stepOf('events');
    expect(failure && english(failure.what)).toContain('send');
    await session.doStep('table', signal);
    expect(stepOf('events').failure).toEqual(failure);
    acts['send'] = () => OK;
    await session.doStep('events', signal);
    expect(stepOf('events').failure).toBeNull();
  });

  test('is busy meanwhile, and not begun twice', async () => {
    let finish: (output: RunOutput) => void = () => undefined;
    acts['make-table'] = () => new Promise((resolve) => (finish = resolve));
    await show();
    const first = session.doStep('table', signal);
    await settle();
    expect(stepOf('table').busy).toBe(true);
    await session.doStep('table', signal);
    finish(OK);
    await first;
    expect(stepOf('table').busy).toBe(false);
  });

  test('can be stopped: the snippet under way is cancelled, the rest not begun', async () => {
    const controller = new AbortController();
    acts['send'] = ({ signal: stop }) =>
      new Promise((_resolve, reject) => stop.addEventListener('abort', () => reject(new DOMException('', 'AbortError'))));
    const doing = session.doStep('events', controller.signal);
    await settle();
    controller.abort();
    await doing;
    expect(runs.latest(`${LESSON.id}/send`)?.state).toBe('cancelled');
    expect(runs.latest(`${LESSON.id}/send-more`)).toBeUndefined();
    expect(stepOf('events')).toMatchObject({ busy: false, failure: null });
  });

  test('does not wait for a consumer to end, only for its first output', async () => {
    await show();
    session.skip('table');
    session.skip('events');
    await settle();
    acts['consume'] = (context) => {
      context.onOutput('seen 1\n');
      return new Promise((_resolve, reject) => context.signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError'))));
    };
    await session.doStep('consumer', signal);
    expect(runs.latest(`${LESSON.id}/consume`)?.state).toBe('running');
    await timers.elapse();
    expect(states()).toBe('skipped skipped done');
    await session.doStep('consumer', signal);
    expect(stepOf('consumer').failure).toBeNull();
  });

  test('completes a step that nobody watches, and rejects where its solution fails', async () => {
    await session.completeStep('table', signal);
    expect(states()).toBe('done doing todo');
    acts['send'] = () => ({ ...OK, status: 500 });
    const failed: unknown = await session.completeStep('events', signal).catch((error: unknown) => error);
    expect(failed).toMatchObject({ problem: stepOf('events').failure });
    expect(stepOf('events').failure).not.toBeNull();
  });

  test('completing a step looks again until its checks are met, or until it is stopped', async () => {
    acts['make-table'] = () => OK;
    const controller = new AbortController();
    const completing = session.completeStep('table', controller.signal);
    await settle();
    expect(states()).toBe('doing todo todo');
    lab.cells.set('table?', '1');
    await timers.elapse();
    await completing;
    expect(states()).toBe('done doing todo');
    acts['send'] = () => OK;
    acts['send-more'] = () => OK;
    const stopped = session.completeStep('events', controller.signal);
    await settle();
    controller.abort();
    await Promise.all([timers.elapse(), expect(stopped).rejects.toThrow('abort')]);
    expect(states()).toBe('done doing todo');
  });

  test('a disposed session stops what it was doing', async () => {
    acts['make-table'] = ({ signal: stop }) =>
      new Promise((_resolve, reject) => stop.addEventListener('abort', () => reject(new DOMException('', 'AbortError'))));
    const doing = session.doStep('table', signal);
    await settle();
    session.dispose();
    await doing;
    expect(runs.latest(`${LESSON.id}/make-table`)?.state).toBe('cancelled');
  });
});

test('snippets of other lessons are none of its business', async () => {
  await show();
  const before = lab.reads;
  await runs.done(runs.start({ name: 'other/send', target: 'http', attributes: {}, code: 'send' }).id);
  await settle();
  expect(lab.reads).toBe(before);
  expect(told.filter((state) => state.current !== 'table')).toEqual([]);
});
