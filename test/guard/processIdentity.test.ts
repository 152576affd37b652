import { afterEach, describe, expect, it } from 'vitest';
import { identityOf, isAlive, signalProcess } from '../../src/lab/process/processIdentity';
import { startSleeper, type Sleeper } from './processes';

describe('a process is known by its pid and start time', () => {
  const sleepers: Sleeper[] = [];
  afterEach(() => Promise.all(sleepers.splice(0).map((sleeper) => sleeper.end())));

  async function sleeper(): Promise<Sleeper> {
    const started = await startSleeper();
    sleepers.push(started);
    return started;
  }

  it('tells a living process from an ended one', async () => {
    const { identity, child } = await sleeper();
    expect(await isAlive(identity)).toBe(true);
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    expect(await isAlive(identity)).toBe(false);
    expect(await identityOf(identity.pid)).toBeNull();
  });

  it('reads the same start time every time', async () => {
    const { identity } = await sleeper();
    expect(await identityOf(identity.pid)).toEqual(identity);
  });

  it('does not touch a process that only has the same pid', async () => {
    const { identity } = await sleeper();
    const recycled = { ...identity, startTime: `${identity.startTime}1` };
    expect(await signalProcess(recycled, 'SIGKILL')).toBe(false);
    expect(await isAlive(identity)).toBe(true);
  });

  it('signals the very process', async () => {
    const { identity, child } = await sleeper();
    const exit = new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
    expect(await signalProcess(identity, 'SIGTERM')).toBe(true);
    expect(await exit).toBe('SIGTERM');
  });
});
