import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { holdsLock, releaseLock, takeLock } from '../../src/lab/guard/guardLock';
import type { GuardClient } from '../../src/lab/guard/guardClient';
import { findGuard } from '../../src/lab/guard/summonGuard';
import { readState } from '../../src/lab/guard/stateFile';
import { labPaths } from '../../src/lab/labPaths';
import { identityOf, isAlive, signalProcess, type ProcessIdentity } from '../../src/lab/process/processIdentity';
import { buildLab, type LabBuild } from '../support/labBuild';
import { ended, eventually } from '../support/testLab';
import { startSleeper, type Sleeper } from './processes';

describe('the lock against two guards', () => {
  let folder: string;
  let lock: string;
  let me: ProcessIdentity;
  let other: Sleeper;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'debezium-lab-lock-'));
    lock = path.join(folder, 'guard.lock');
    const identity = await identityOf(process.pid);
    if (!identity) throw new Error('no identity');
    me = identity;
    other = await startSleeper();
  });

  afterEach(async () => {
    await other.end();
    await rm(folder, { recursive: true });
  });

  it('is taken once and given back', async () => {
    expect(await takeLock(lock, me)).toBe(true);
    expect(holdsLock(lock, me)).toBe(true);
    releaseLock(lock, me);
    expect(holdsLock(lock, me)).toBe(false);
    expect(await readdir(folder)).toEqual([]);
  });

  it('is not taken from a living guard, nor released by another', async () => {
    await takeLock(lock, other.identity);
    expect(await takeLock(lock, me)).toBe(false);
    releaseLock(lock, me);
    expect(holdsLock(lock, other.identity)).toBe(true);
  });

  it('is taken from a guard that died', async () => {
    await takeLock(lock, other.identity);
    await other.end();
    expect(await takeLock(lock, me)).toBe(true);
    expect(await readdir(folder)).toEqual(['guard.lock']);
  });

  it('is taken when its pid belongs to another process by now', async () => {
    await writeFile(lock, JSON.stringify({ ...other.identity, startTime: 'long ago' }));
    expect(await takeLock(lock, me)).toBe(true);
    expect(await isAlive(other.identity)).toBe(true);
  });

  it.each(['', '{"pid":', 'null', '{"pid":"x","startTime":1}'])('is taken when the file says %j', async (text) => {
    await writeFile(lock, text);
    expect(await takeLock(lock, me)).toBe(true);
    expect(holdsLock(lock, me)).toBe(true);
  });
});

describe('guards that are started at the same moment', () => {
  let built: LabBuild;
  let home: string;

  beforeAll(async () => {
    built = await buildLab();
    home = await mkdtemp(path.join(tmpdir(), 'debezium-lab-home-'));
  });

  afterAll(async () => {
    await rm(home, { recursive: true, force: true });
    await built.remove();
  });

  function startGuard(): { readonly pid: number; readonly exit: Promise<number | null> } {
    const child = spawn(process.execPath, [built.guardPath, home], { stdio: 'ignore' });
    return { pid: child.pid ?? 0, exit: new Promise((resolve) => child.once('exit', resolve)) };
  }

  it('leave one that looks after the home', async () => {
    const paths = labPaths(home);
    await takeStale(paths.lockFile);
    const guards = [1, 2, 3, 4, 5].map(startGuard);
    // A guard without anything to do leaves after a second, unless a client is there.
    const clients: GuardClient[] = [];
    await eventually(async () => {
      const client = await findGuard(paths);
      if (client) clients.push(client);
      return client !== null;
    });
    const winner = readState(paths.stateFile).guard;
    const losers = guards.filter(({ pid }) => pid !== winner?.pid);
    expect(losers).toHaveLength(4);
    expect(await Promise.all(losers.map(({ exit }) => exit))).toEqual([3, 3, 3, 3]);
    if (!winner) throw new Error('no guard won');
    clients.forEach((client) => client.close());
    await signalProcess(winner, 'SIGTERM');
    await ended(winner);
    expect(await readdir(paths.run)).not.toContain('guard.lock');
    expect((await readFile(path.join(paths.logs, 'guard.log'), 'utf8')).match(/looks after/gu)).toHaveLength(1);
  });

  /** The lock of a guard that was killed, so that all five find it stale at once. */
  async function takeStale(lockFile: string): Promise<void> {
    const dead = await startSleeper();
    await takeLock(lockFile, dead.identity);
    await dead.end();
  }
});
