import { beforeEach, describe, expect, test } from 'vitest';
import { PACE, StepWatcher, type Look } from '../../../src/core/check/stepWatcher';
import { silentLog } from '../../../src/core/log';
import { ManualTimers, settle } from './manualTimers';

let timers: ManualTimers;
let looks: AbortSignal[];
let answer: () => Promise<Look>;
let watcher: StepWatcher;
let errors: unknown[];

beforeEach(() => {
  timers = new ManualTimers();
  looks = [];
  errors = [];
  answer = () => Promise.resolve('changed');
  const log = { ...silentLog, error: (_text: string, error?: unknown) => void errors.push(error) };
  const look = (signal: AbortSignal): Promise<Look> => {
    looks.push(signal);
    return answer();
  };
  watcher = new StepWatcher({ look, log, timers });
});

async function show(): Promise<void> {
  watcher.setVisible(true);
  await settle();
}

describe('StepWatcher', () => {
  test('looks at nothing until someone watches', async () => {
    watcher.nudge();
    await settle();
    expect(looks).toHaveLength(0);
    expect(timers.delays).toEqual([]);
  });

  test('looks at once, then every second while things move', async () => {
    await show();
    expect(looks).toHaveLength(1);
    for (let i = 2; i < 5; i++) {
      expect(timers.delays).toEqual([PACE.busy]);
      await timers.elapse();
      expect(looks).toHaveLength(i);
    }
  });

  test('looks less often while nothing moves, up to a limit', async () => {
    answer = () => Promise.resolve('same');
    await show();
    const seen: number[] = [];
    for (let i = 0; i < 6; i++) {
      seen.push(...timers.delays);
      await timers.elapse();
    }
    expect(seen).toEqual([1500, 2250, 3375, PACE.calm, PACE.calm, PACE.calm]);
  });

  test('waits longer for a lab that is down, and is quick again when it moves', async () => {
    answer = () => Promise.resolve('blocked');
    await show();
    for (let i = 0; i < 10; i++) await timers.elapse();
    expect(timers.delays).toEqual([PACE.blocked]);
    answer = () => Promise.resolve('changed');
    await timers.elapse();
    expect(timers.delays).toEqual([PACE.busy]);
  });

  test('stops looking when there is nothing left, until nudged', async () => {
    answer = () => Promise.resolve('idle');
    await show();
    expect(timers.delays).toEqual([]);
    watcher.nudge();
    await settle();
    expect(looks).toHaveLength(2);
  });

  test('never looks twice at a time; a nudge during a look is kept for its end', async () => {
    const ends: ((look: Look) => void)[] = [];
    answer = () => new Promise((resolve) => ends.push(resolve));
    await show();
    watcher.nudge();
    watcher.nudge();
    await settle();
    expect(looks).toHaveLength(1);
    ends[0]?.('same');
    await settle();
    expect(looks).toHaveLength(2);
    ends[1]?.('same');
    await settle();
    expect(looks).toHaveLength(2);
    expect(timers.delays).toHaveLength(1);
  });

  test('a nudge replaces the wait', async () => {
    await show();
    watcher.nudge();
    await settle();
    expect(looks).toHaveLength(2);
    expect(timers.delays).toEqual([PACE.busy]);
  });

  test('ends the look under way and the wait when nobody watches any more', async () => {
    await show();
    watcher.setVisible(false);
    expect(timers.delays).toEqual([]);
    let end: (look: Look) => void = () => undefined;
    answer = () => new Promise((resolve) => (end = resolve));
    await show();
    watcher.setVisible(false);
    expect(looks[1]?.aborted).toBe(true);
    end('same');
    await settle();
    expect(timers.delays).toEqual([]);
    expect(looks).toHaveLength(2);
  });

  test('hidden and shown again during a look: the cut-off look is made anew, not beside', async () => {
    const ends: ((look: Look) => void)[] = [];
    answer = () => new Promise((resolve) => ends.push(resolve));
    await show();
    watcher.setVisible(false);
    await show();
    expect(looks).toHaveLength(1);
    ends[0]?.('same');
    await settle();
    expect(looks).toHaveLength(2);
    expect(looks[1]?.aborted).toBe(false);
  });

  test('a look that fails is logged and tried again later', async () => {
    const fault = new Error('a bug');
    answer = () => Promise.reject(fault);
    await show();
    expect(errors).toEqual([fault]);
    expect(timers.delays).toEqual([1500]);
  });

  test('an aborted look is no fault', async () => {
    answer = () => Promise.reject(new DOMException('aborted', 'AbortError'));
    await show();
    expect(errors).toEqual([]);
  });

  test('a disposed watcher does nothing', async () => {
    await show();
    watcher.dispose();
    watcher.nudge();
    watcher.setVisible(true);
    await timers.elapse();
    expect(looks).toHaveLength(1);
  });
});
