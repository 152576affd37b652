import { beforeEach, describe, expect, test } from 'vitest';
import { isUserError, UserError } from '../../../src/core/errors';
import type { Endpoints } from '../../../src/core/lab/endpoints';
import { silentLog } from '../../../src/core/log';
import { english, msg } from '../../../src/core/message';
import type { Run, RunOutput } from '../../../src/core/run/result';
import type { RunContext, Runner } from '../../../src/core/run/runner';
import { RunService } from '../../../src/core/run/runService';
import type { RunnableSnippet } from '../../../src/core/snippet/snippet';
import { settle } from '../check/manualTimers';

const ENDPOINTS: Endpoints = {
  kafka: { bootstrap: '127.0.0.1:9092', internalBootstrap: 'kafka:29092' },
  connect: { url: 'http://127.0.0.1:8083' },
};
const HTTP_OK: RunOutput = { kind: 'http', method: 'GET', path: '/', status: 200, contentType: '', body: '' };

let endpoints: Endpoints | null;
let behave: (snippet: RunnableSnippet, context: RunContext) => Promise<RunOutput>;
let seen: RunnableSnippet[];
let clock: number;
let errors: string[];
let runs: RunService;

beforeEach(() => {
  endpoints = ENDPOINTS;
  behave = () => Promise.resolve(HTTP_OK);
  seen = [];
  clock = 0;
  errors = [];
  const runner: Runner = {
    run: (snippet, context) => {
      seen.push(snippet);
      return behave(snippet, context);
    },
  };
  runs = new RunService({
    runners: () => Promise.resolve({ http: runner, python: runner, kafka: runner }),
    endpoints: () => Promise.resolve(endpoints),
    log: { ...silentLog, error: (text) => void errors.push(text), warn: (text) => void errors.push(text) },
    now: () => clock,
  });
});

const request = (name = 'l/a', code = 'GET /', target: 'http' | 'python' | 'kafka' | 'promql' = 'http') => ({
  name,
  target,
  attributes: {},
  code,
});
const finish = (name?: string, code?: string): Promise<Run> => runs.done(runs.start(request(name, code)).id);

/** A runner that works until it is aborted, as every driver does. */
function untilAborted(_snippet: RunnableSnippet, { signal }: RunContext): Promise<RunOutput> {
  return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new DOMException('stop', 'AbortError'))));
}

describe('a run', () => {
  test('is running at once, and ends with its output, its time and one line', async () => {
    behave = () => {
      clock = 84.4;
      return Promise.resolve(HTTP_OK);
    };
    const run = runs.start(request());
    expect(run).toMatchObject({ name: 'l/a', state: 'running', durationMs: null, output: null, problem: null, summary: null });
    const ended = await runs.done(run.id);
    expect(ended).toMatchObject({ id: run.id, state: 'succeeded', durationMs: 84, output: HTTP_OK, problem: null });
    expect(ended.summary && english(ended.summary)).toBe('200 · GET /');
    expect(runs.latest('l/a')).toBe(ended);
  });

  test('gets addresses in place of placeholders, in code and attributes', async () => {
    const run = runs.start({
      name: 'l/a',
      target: 'kafka',
      attributes: { topic: 't-{{connect.url}}' },
      code: 'to {{kafka.bootstrap}} {{unknown}}',
    });
    await runs.done(run.id);
    expect(seen[0]).toMatchObject({ code: 'to 127.0.0.1:9092 {{unknown}}', attributes: { topic: 't-http://127.0.0.1:8083' } });
  });

  test('is not sent when the lab lacks a service it names', async () => {
    const run = await finish('l/a', 'GET /{{mysql.host}}');
    expect(run).toMatchObject({ state: 'failed', problem: { action: 'startLab' } });
    expect(run.problem && english(run.problem.what)).toBe('The running lab has nothing for {{mysql.host}}.');
    expect(seen).toHaveLength(0);
  });

  test('says that the lab is down, and runs once it is up', async () => {
    endpoints = null;
    expect(await finish()).toMatchObject({ state: 'failed', problem: { action: 'startLab' }, output: null, summary: null });
    endpoints = ENDPOINTS;
    expect(await finish()).toMatchObject({ state: 'succeeded' });
  });

  test('fails with a message for a target without a runner', async () => {
    const run = await runs.done(runs.start(request('l/a', '', 'promql')).id);
    expect(run.state).toBe('failed');
    expect(run.problem && english(run.problem.what)).toContain('promql');
  });

  test('fails where its output tells of a failure, and keeps the output', async () => {
    behave = () => Promise.resolve({ ...HTTP_OK, status: 500 });
    expect(await finish()).toMatchObject({ state: 'failed', problem: null, output: { status: 500 } });
  });

  test('shows a user error as it is, and a bug as a fault whose details are in the log', async () => {
    behave = () => Promise.reject(new UserError({ what: msg('Connect does not answer.'), action: 'retry' }));
    expect(await finish()).toMatchObject({ state: 'failed', problem: { action: 'retry' } });
    expect(errors).toEqual([]);
    behave = () => Promise.reject(new TypeError('secret password in here'));
    const run = await finish();
    expect(run).toMatchObject({ state: 'failed', problem: { action: 'showLog' } });
    expect(JSON.stringify(run)).not.toContain('secret');
    expect(errors).toEqual(['Running l/a failed']);
  });
});

describe('stopping', () => {
  test('a run that is stopped ends as cancelled', async () => {
    behave = untilAborted;
    const { id } = runs.start(request());
    await settle();
    runs.cancel(id);
    expect(await runs.done(id)).toMatchObject({ state: 'cancelled', problem: null });
  });

  test('a run stopped before it was sent is not sent', async () => {
    const { id } = runs.start(request());
    runs.cancel(id);
    expect((await runs.done(id)).state).toBe('cancelled');
    expect(seen).toHaveLength(0);
  });

  test('a process that ends by itself after Stop is cancelled too, and keeps its output', async () => {
    behave = (_snippet, { signal }) =>
      new Promise((resolve) => signal.addEventListener('abort', () => resolve({ kind: 'process', exitCode: null, output: 'so far' })));
    const { id } = runs.start(request());
    await settle();
    runs.cancel(id);
    expect(await runs.done(id)).toMatchObject({ state: 'cancelled', output: { output: 'so far' } });
  });

  test('stopping twice or after the end does nothing', async () => {
    const run = await finish();
    runs.cancel(run.id);
    runs.cancel(run.id);
    expect(runs.latest('l/a')?.state).toBe('succeeded');
  });

  test('disposing stops everything under way', async () => {
    behave = untilAborted;
    const ids = [runs.start(request('l/a')).id, runs.start(request('l/b')).id];
    await settle();
    runs.dispose();
    expect((await Promise.all(ids.map((id) => runs.done(id)))).map((run) => run.state)).toEqual(['cancelled', 'cancelled']);
  });
});

describe('several runs', () => {
  test('the same snippet is refused while it runs, and the first run goes on', async () => {
    behave = untilAborted;
    const first = runs.start(request());
    await settle();
    expect(() => runs.start(request())).toThrow('“l/a” is still running.');
    try {
      runs.start(request());
    } catch (error) {
      expect(isUserError(error)).toBe(true);
    }
    expect(runs.latest('l/a')).toBe(first);
    runs.cancel(first.id);
    await runs.done(first.id);
    expect(runs.start(request()).state).toBe('running');
  });

  test('different snippets run beside each other', async () => {
    behave = untilAborted;
    runs.start(request('l/consumer', '', 'python'));
    await settle();
    behave = () => Promise.resolve(HTTP_OK);
    expect((await finish('l/b')).state).toBe('succeeded');
    expect(runs.latest('l/consumer')?.state).toBe('running');
  });

  test('ids are never used again, not in another service either', async () => {
    const ids = new Set([(await finish()).id, (await finish()).id, (await finish('l/b')).id]);
    expect(ids.size).toBe(3);
  });

  test('an unknown id is a fault of the caller', async () => {
    await expect(runs.done('nobody')).rejects.toThrow('unknown run');
  });
});

describe('listening', () => {
  test('tells beginning and end, with the run reachable under its id from the first call', async () => {
    const states: string[] = [];
    const ends: Promise<Run>[] = [];
    runs.onChange((run) => {
      states.push(run.state);
      if (run.state === 'running') ends.push(runs.done(run.id));
    });
    await finish();
    expect(states).toEqual(['running', 'succeeded']);
    expect((await ends[0])?.state).toBe('succeeded');
  });

  test('output arrives as it is printed, and is kept', async () => {
    const pieces: string[] = [];
    runs.onOutput((run, text) => pieces.push(`${run.name}:${text}`));
    behave = (_snippet, context) => {
      context.onOutput('one ');
      context.onOutput('');
      context.onOutput('two');
      return Promise.resolve({ kind: 'process', exitCode: 0, output: 'one two' });
    };
    expect(runs.output('l/a')).toBeNull();
    const run = await finish();
    expect(pieces).toEqual(['l/a:one ', 'l/a:two']);
    expect(runs.output('l/a')).toBe('one two');
    expect(runs.transcript('l/a')).toEqual({ run: run.id, text: 'one two', printed: 7 });
  });

  test('a process that reports its output only at the end has it in the transcript too', async () => {
    behave = () => Promise.resolve({ kind: 'process', exitCode: 0, output: 'late' });
    await finish();
    expect(runs.output('l/a')).toBe('late');
  });

  test('a disposed listener hears nothing more', async () => {
    const states: string[] = [];
    const listener = runs.onChange((run) => {
      states.push(run.state);
      listener.dispose();
    });
    await finish();
    expect(states).toEqual(['running']);
  });
});

describe('before a run', () => {
  test('a hook is awaited before anything is sent', async () => {
    let open: () => void = () => undefined;
    runs.onBefore(() => new Promise((resolve) => (open = resolve)));
    const { id } = runs.start(request());
    await settle();
    expect(seen).toHaveLength(0);
    open();
    await runs.done(id);
    expect(seen).toHaveLength(1);
  });

  test('a hook that fails does not keep the snippet from running', async () => {
    runs.onBefore(() => Promise.reject(new Error('no baseline')));
    expect((await finish()).state).toBe('succeeded');
    expect(errors.join()).toContain('no baseline');
  });

  test('hooks are not called for a snippet that cannot be sent', async () => {
    let calls = 0;
    const hook = runs.onBefore(() => {
      calls++;
      return Promise.resolve();
    });
    endpoints = null;
    await finish();
    expect(calls).toBe(0);
    endpoints = ENDPOINTS;
    hook.dispose();
    await finish();
    expect(calls).toBe(0);
  });
});

test('placeholders are known exactly while the lab is up', async () => {
  expect((await runs.placeholders())?.get('connect.url')).toBe('http://127.0.0.1:8083');
  endpoints = null;
  expect(await runs.placeholders()).toBeNull();
});
