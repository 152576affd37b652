import { afterEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../src/core/log';
import { endOrphans } from '../../src/lab/guard/orphans';
import { EMPTY_STATE, type LabState } from '../../src/lab/guard/stateFile';
import { isAlive, type ProcessIdentity } from '../../src/lab/process/processIdentity';
import { startSleeper, type Sleeper } from './processes';

function leftRunning({ pid, startTime }: ProcessIdentity): LabState {
  const status = { name: 'connect', state: 'running', host: '127.0.0.1', port: 8083, pid, version: null, memoryMb: null } as const;
  return { ...EMPTY_STATE, profile: 'postgres', services: [{ status, startTime }] };
}

describe('what a dead guard left running', () => {
  let sleeper: Sleeper;
  afterEach(() => sleeper.end());

  it('is ended', async () => {
    sleeper = await startSleeper();
    await endOrphans(leftRunning(sleeper.identity), silentLog);
    expect(await isAlive(sleeper.identity)).toBe(false);
  });

  it('is left alone when the pid belongs to another process by now', async () => {
    sleeper = await startSleeper();
    await endOrphans(leftRunning({ ...sleeper.identity, startTime: 'another boot:1' }), silentLog);
    expect(await isAlive(sleeper.identity)).toBe(true);
  });
});
