import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/core/errors';
import type { Endpoints } from '../../../src/core/lab/endpoints';
import type { Lesson, Step } from '../../../src/core/lesson/lesson';
import { silentLog } from '../../../src/core/log';
import { msg } from '../../../src/core/message';
import { RunService } from '../../../src/core/run/runService';
import { rewind } from '../../../src/core/session/rewind';

const ENDPOINTS: Endpoints = { kafka: { bootstrap: 'k', internalBootstrap: 'k' }, connect: { url: 'http://127.0.0.1:8083' } };
const step = (id: string): Step => ({ id, title: id, line: 1, checks: [], hints: ['h'], solution: [] });

const LESSON: Lesson = {
  id: '01-a/01-l',
  locale: 'ru',
  path: 'ru/01-a/01-l.md',
  module: '01-a',
  title: 'L',
  description: '',
  order: 1,
  difficulty: 'beginner',
  duration: 5,
  topics: [],
  lab: 'postgres',
  prerequisites: [],
  steps: ['one', 'two', 'three'].map(step),
  snippets: [{ id: 'consume', target: 'python', language: 'python', attributes: {}, code: 'consume', line: 1, step: 'one' }],
  predictions: [],
  outputs: [],
  verified: null,
  helpers: [],
  troubles: [],
  body: '',
  bodyLine: 1,
};

function consumers(): RunService {
  const endless = {
    run: (_snippet: unknown, { signal }: { readonly signal: AbortSignal }) =>
      new Promise<never>((_resolve, reject) => signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError')))),
  };
  return new RunService({
    runners: () => Promise.resolve({ python: endless }),
    endpoints: () => Promise.resolve(ENDPOINTS),
    log: silentLog,
    now: () => 0,
  });
}

/** Rewinds and writes down what happened, in order. */
async function rewound(to: string, { failsAt = '', runs = consumers(), signal = new AbortController().signal } = {}): Promise<string[]> {
  const happened: string[] = [];
  const note = (what: string): Promise<void> => {
    happened.push(what);
    return what.endsWith(failsAt) && failsAt !== '' ? Promise.reject(new UserError({ what: msg('no') })) : Promise.resolve();
  };
  const session = {
    reset: () => note('progress reset'),
    completeStep: (id: string, given: AbortSignal) => {
      given.throwIfAborted();
      return note(`completed ${id}`);
    },
  };
  const rewinding = { lesson: LESSON, session, runs, signal, resetLab: () => note('lab reset') };
  await rewind(to, { ...rewinding, onStep: ({ id }, index) => happened.push(`${String(index)} ${id}`) }).catch((error: unknown) => {
    happened.push(error instanceof Error ? error.name : 'rejected');
  });
  return happened;
}

describe('rewind', () => {
  test('resets lab and progress, then completes the steps before, in order', async () => {
    expect(await rewound('three')).toEqual(['lab reset', 'progress reset', '0 one', 'completed one', '1 two', 'completed two']);
  });

  test('to the first step is a reset of both', async () => {
    expect(await rewound('one')).toEqual(['lab reset', 'progress reset']);
  });

  test('ends at the first step whose solution fails', async () => {
    expect(await rewound('three', { failsAt: 'completed one' })).toEqual([
      'lab reset',
      'progress reset',
      '0 one',
      'completed one',
      'DebeziumLab.UserError',
    ]);
  });

  test('a lab that cannot be reset leaves the progress as it is', async () => {
    expect(await rewound('two', { failsAt: 'lab reset' })).toEqual(['lab reset', 'DebeziumLab.UserError']);
  });

  test('can be stopped between two steps', async () => {
    const signal = AbortSignal.abort();
    expect(await rewound('two', { signal })).toEqual(['lab reset', 'progress reset', '0 one', 'AbortError']);
  });

  test('stops what still runs before the lab goes', async () => {
    const runs = consumers();
    runs.start({ name: `${LESSON.id}/consume`, target: 'python', attributes: {}, code: 'consume' });
    await rewound('one', { runs });
    expect(runs.latest(`${LESSON.id}/consume`)?.state).toBe('cancelled');
  });
});
