import { beforeEach, describe, expect, test } from 'vitest';
import type { KeyValueStore } from '../../../src/core/progress/progress';
import { ProgressStore } from '../../../src/core/progress/progressStore';
import { silentLog } from '../../../src/core/log';

const LESSON = '02-module-2/07-incremental-snapshot-lab';
const KEY = `debeziumLab.progress.${LESSON}`;

/** Keeps JSON, as VS Code's Memento does. */
class MemoryStore implements KeyValueStore {
  readonly values = new Map<string, string>();
  refuse: (key: string) => boolean = () => false;

  get(key: string): unknown {
    const text = this.values.get(key);
    return text === undefined ? undefined : (JSON.parse(text) as unknown);
  }

  set(key: string, value: unknown): Promise<void> {
    if (this.refuse(key)) return Promise.reject(new Error(`disk full: ${key}`));
    this.values.set(key, JSON.stringify(value));
    return Promise.resolve();
  }
}

let store: MemoryStore;
let time: Date;
let errors: string[];
beforeEach(() => {
  store = new MemoryStore();
  time = new Date('2026-11-21T10:00:00Z');
  errors = [];
});

const open = (): ProgressStore => new ProgressStore(store, { ...silentLog, error: (text) => void errors.push(text) }, () => time);
const damagedKeys = (): string[] => [...store.values.keys()].filter((key) => key.startsWith(`${KEY}.damaged`));

describe('ProgressStore', () => {
  test('a lesson never opened has no steps', () => {
    expect(open().lesson(LESSON)).toEqual({ steps: {}, predictions: {} });
    expect(store.values.size).toBe(0);
  });

  test('what was set is there after a reload, baseline and hints included', async () => {
    const baseline = [
      { kind: 'records', start: { 0: '17' }, next: { 0: '17' }, count: 0 },
      { kind: 'output', run: null, printed: 0 },
    ] as const;
    await open().setStep(LESSON, 'signal-table', { state: 'done', hints: 2, solutionShown: true });
    await open().setStep(LESSON, 'orders', { state: 'doing', baseline });
    expect(open().lesson(LESSON).steps).toEqual({
      'signal-table': { state: 'done', at: '2026-11-21T10:00:00.000Z', hints: 2, solutionShown: true },
      orders: { state: 'doing', at: '2026-11-21T10:00:00.000Z', baseline },
    });
  });

  test('the time moves with the state, not with a hint', async () => {
    const progress = open();
    await progress.setStep(LESSON, 's', { state: 'doing' });
    time = new Date('2026-11-21T11:00:00Z');
    await progress.setStep(LESSON, 's', { state: 'doing', hints: 1 });
    expect(progress.lesson(LESSON).steps['s']?.at).toBe('2026-11-21T10:00:00.000Z');
    await progress.setStep(LESSON, 's', { state: 'done' });
    expect(progress.lesson(LESSON).steps['s']?.at).toBe('2026-11-21T11:00:00.000Z');
  });

  test('lessons are stored apart: two windows do not overwrite each other’s', async () => {
    const one = open();
    const two = open();
    one.lesson('a');
    two.lesson('b');
    await one.setStep('a', 's', { state: 'done' });
    await two.setStep('b', 's', { state: 'done' });
    expect(open().lesson('a').steps['s']?.state).toBe('done');
    expect(open().lesson('b').steps['s']?.state).toBe('done');
  });

  test('tells which lesson changed, with the new state readable', async () => {
    const progress = open();
    const heard: string[] = [];
    const listener = progress.onChange((lesson) => heard.push(`${lesson} ${progress.lesson(lesson).steps['s']?.state}`));
    await progress.setStep('a', 's', { state: 'doing' });
    listener.dispose();
    await progress.setStep('a', 's', { state: 'done' });
    expect(heard).toEqual(['a doing']);
  });

  test('reset forgets one lesson', async () => {
    const progress = open();
    await progress.setStep('a', 's', { state: 'done' });
    await progress.setStep('b', 's', { state: 'done' });
    await progress.reset('a');
    expect(open().lesson('a').steps).toEqual({});
    expect(open().lesson('b').steps).toHaveProperty('s');
  });
});

describe('a damaged value', () => {
  test.each(['"text"', '[]', '17', '{"version":2,"steps":{}}', '{"steps":{}}', '{"version":1,"steps":[]}'])(
    '%s reads as no progress and is set aside before it is replaced',
    async (text) => {
      store.values.set(KEY, text);
      const progress = open();
      expect(progress.lesson(LESSON)).toEqual({ steps: {}, predictions: {} });
      expect(store.values.get(KEY)).toBe(text);
      await progress.setStep(LESSON, 's', { state: 'done' });
      expect(damagedKeys()).toHaveLength(1);
      expect(store.values.get(damagedKeys()[0] ?? '')).toBe(text);
      expect(open().lesson(LESSON).steps['s']?.state).toBe('done');
    },
  );

  test('a bad step does not take the good ones with it', async () => {
    const good = { state: 'done', at: '2026-11-21T10:00:00.000Z' };
    const stored = { version: 1, steps: { good, bad: { state: 'finished', at: 5 }, worse: null } };
    store.values.set(KEY, JSON.stringify(stored));
    const progress = open();
    expect(progress.lesson(LESSON)).toEqual({ steps: { good }, predictions: {} });
    await progress.setStep(LESSON, 'next', { state: 'doing' });
    expect(Object.keys(open().lesson(LESSON).steps)).toEqual(['good', 'next']);
    expect(JSON.parse(store.values.get(damagedKeys()[0] ?? '') ?? '')).toEqual(stored);
  });

  test('is not replaced while it cannot be set aside; progress then lives in memory', async () => {
    store.values.set(KEY, '"text"');
    store.refuse = (key) => key.includes('.damaged.');
    const progress = open();
    await progress.setStep(LESSON, 's', { state: 'done' });
    expect(store.values.get(KEY)).toBe('"text"');
    expect(progress.lesson(LESSON).steps['s']?.state).toBe('done');
    expect(errors).toHaveLength(1);
    store.refuse = () => false;
    await progress.setStep(LESSON, 't', { state: 'done' });
    expect(damagedKeys()).toHaveLength(1);
    expect(Object.keys(open().lesson(LESSON).steps)).toEqual(['s', 't']);
  });

  test('is set aside once, not at every write', async () => {
    store.values.set(KEY, '17');
    const progress = open();
    await progress.setStep(LESSON, 's', { state: 'doing' });
    time = new Date('2026-11-21T12:00:00Z');
    await progress.setStep(LESSON, 's', { state: 'done' });
    expect(damagedKeys()).toHaveLength(1);
  });
});

test('a write that fails is logged, and the next one carries everything', async () => {
  const progress = open();
  store.refuse = () => true;
  await progress.setStep(LESSON, 'one', { state: 'done' });
  store.refuse = () => false;
  await progress.setStep(LESSON, 'two', { state: 'done' });
  expect(errors).toHaveLength(1);
  expect(Object.keys(open().lesson(LESSON).steps)).toEqual(['one', 'two']);
});
