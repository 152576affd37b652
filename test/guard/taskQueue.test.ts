import { describe, expect, it } from 'vitest';
import { TaskQueue } from '../../src/lab/guard/taskQueue';

/** Runs until its signal aborts. */
function forever(signal: AbortSignal): Promise<void> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(signal.reason as Error);
    });
  });
}

describe('operations on the lab', () => {
  it('run one after another, in order', async () => {
    const queue = new TaskQueue();
    const seen: string[] = [];
    const task = (name: string) => async (): Promise<void> => {
      seen.push(`${name} begins`);
      await Promise.resolve();
      seen.push(`${name} ends`);
    };
    await Promise.all([queue.run(task('a')), queue.run(task('b'))]);
    expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
    expect(queue.isBusy()).toBe(false);
  });

  it('go on after one that failed', async () => {
    const queue = new TaskQueue();
    await expect(queue.run(() => Promise.reject(new Error('first')))).rejects.toThrow('first');
    await expect(queue.run(() => Promise.resolve())).resolves.toBeUndefined();
  });

  it('are cancelled by their caller, at work or waiting', async () => {
    const queue = new TaskQueue();
    const atWork = new AbortController();
    const waiting = new AbortController();
    const first = queue.run(forever, atWork.signal);
    const second = queue.run(() => Promise.reject(new Error('it ran')), waiting.signal);
    waiting.abort(new Error('second cancelled'));
    atWork.abort(new Error('first cancelled'));
    await expect(first).rejects.toThrow('first cancelled');
    await expect(second).rejects.toThrow('second cancelled');
  });

  it('make way for one that replaces them', async () => {
    const queue = new TaskQueue();
    const first = queue.run(forever);
    const second = queue.run(forever);
    const instead = queue.runInstead(new Error('replaced'), () => Promise.resolve());
    await expect(first).rejects.toThrow('replaced');
    await expect(second).rejects.toThrow('replaced');
    await expect(instead).resolves.toBeUndefined();
  });
});
