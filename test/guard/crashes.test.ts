import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { isReady, SERVICES, type LabStatus, type ServiceName, type ServiceStatus } from '../../src/core/lab/lab';
import { english } from '../../src/core/message';
import { readState, recordedProcess } from '../../src/lab/guard/stateFile';
import { identityOf, isAlive, type ProcessIdentity } from '../../src/lab/process/processIdentity';
import { openSnapshotLab } from '../support/snapshotLab';
import { ended, eventually, openLab, pidOf, serviceOf, type TestLab } from '../support/testLab';

/** The processes the state file names at this moment. */
function recorded(lab: TestLab): readonly ProcessIdentity[] {
  return readState(lab.paths.stateFile).services.flatMap((service) => recordedProcess(service) ?? []);
}

describe('a lab whose processes are killed', () => {
  let lab: TestLab;
  let up: LabStatus;

  beforeAll(async () => {
    lab = await openLab();
    up = await lab.lab.up('postgres', lab.call());
  });

  afterAll(() => lab.dispose());

  /** Waits until the status tells that the service is not running any more. */
  async function untilFailed(name: ServiceName): Promise<ServiceStatus> {
    await eventually(async () => (await lab.service(name)).state === 'failed', 2_000);
    return lab.service(name);
  }

  it.each(['postgres', 'kafka', 'connect'] as const)(
    'tells within two seconds that %s was killed, and starts only it again',
    async (name) => {
      const before = await lab.lab.status();
      process.kill(pidOf(before, name), 'SIGKILL');
      const failed = await untilFailed(name);
      expect(failed.pid).toBeNull();
      expect(failed.reason && english(failed.reason)).toContain('SIGKILL, exit code 137');
      expect(failed.logTail?.length).toBeGreaterThan(0);
      expect((await lab.cli('status', '--json')).code).toBe(1);
      expect(await lab.lab.endpoints()).not.toBeNull();

      const after = await lab.lab.up('postgres', lab.call());
      expect(isReady(after)).toBe(true);
      for (const { name: each, pid } of before.services) {
        if (each === name) expect(pidOf(after, each)).not.toBe(pid);
        else expect(pidOf(after, each)).toBe(pid);
      }
      expect(after.services.map(({ port }) => port)).toEqual(up.services.map(({ port }) => port));
    },
  );

  it('goes on with an incremental snapshot after the broker was killed in its middle, and misses no row', async () => {
    const rows = 5_000;
    const call = lab.call(AbortSignal.timeout(540_000));
    const big = await openSnapshotLab(lab, rows, call.signal);
    try {
      const state = async (): Promise<string | undefined> =>
        (await big.drivers.probes.connector('broken', call.signal).catch(() => null))?.tasks[0]?.state;
      await eventually(async () => (await state()) === 'RUNNING');
      await big.sql(`insert into debezium_signal values ('all', 'execute-snapshot', '{"data-collections": ["public.big"]}')`);
      await eventually(async () => (await big.chunks()) >= 20);
      process.kill(pidOf(await lab.lab.status(), 'kafka'), 'SIGKILL');
      const before = await big.chunks();
      await eventually(async () => (await lab.service('kafka')).state === 'failed');
      expect(isReady(await lab.lab.up('postgres', call))).toBe(true);

      expect(before).toBeLessThan(rows / 10);
      let seen: ReadonlyMap<number, number> = new Map();
      await eventually(async () => {
        seen = await big.seen().catch(() => seen);
        return seen.size >= rows;
      }, 150_000);
      expect([...seen.keys()].sort((a, b) => a - b)).toEqual(Array.from({ length: rows }, (_, index) => index + 1));
      // What the broker had written but not yet confirmed may come again: a few chunks, and not the whole once more.
      expect([...seen.values()].filter((times) => times > 1).length).toBeLessThan(rows / 2);
      await eventually(async () => (await state()) === 'RUNNING', 120_000);
      await big.drivers.connect.remove('broken', call.signal);
    } finally {
      await big.dispose();
    }
  }, 600_000);

  it('ends a service as a crash would when asked to, and refuses to end it twice', async () => {
    const killed = await lab.cli('kill', 'connect', '--json');
    expect(killed.code).toBe(0);
    expect(serviceOf(JSON.parse(killed.stdout) as LabStatus, 'connect').state).toBe('failed');
    const again = await lab.cli('kill', 'connect');
    expect(again.code).toBe(1);
    expect(again.stderr).toContain('Kafka Connect does not run');
    expect(serviceOf(await lab.lab.restart('connect', lab.call()), 'connect').state).toBe('running');
  });

  it('does not believe a damaged state file while the guard lives, and repairs it', async () => {
    await writeFile(lab.paths.stateFile, '{"format":1,"guard":');
    await writeFile(`${lab.paths.stateFile}.spare`, '');
    expect(isReady(await lab.lab.status())).toBe(true);
    await lab.lab.restart('connect', lab.call());
    expect(recorded(lab)).toHaveLength(3);
  });

  it('after its guard was killed ends what was left, and starts with the same data and ports', async () => {
    const left = recorded(lab);
    const guard = lab.guard();
    const before = await lab.lab.status();
    process.kill(guard.pid, 'SIGKILL');
    await ended(guard);

    const unattended = await lab.lab.status();
    expect(unattended.services.map(({ state }) => state)).toEqual(['failed', 'failed', 'failed']);
    expect(unattended.services.every(({ reason }) => reason && english(reason).includes('guard'))).toBe(true);
    // Half a state file on top: the spare copy still names the processes.
    await writeFile(lab.paths.stateFile, '{"format":1,');

    const after = await lab.lab.up('postgres', lab.call());
    expect(isReady(after)).toBe(true);
    expect(lab.guard()).not.toEqual(guard);
    expect(await Promise.all(left.map(isAlive))).toEqual([false, false, false]);
    expect(after.services.map(({ port }) => port)).toEqual(before.services.map(({ port }) => port));
  });

  it('never kills a process that has got the pid of a dead one', async () => {
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    try {
      const identity = await identityOf(stranger.pid ?? 0);
      if (!identity) throw new Error('no stranger');
      const guard = lab.guard();
      const services = recorded(lab);
      process.kill(guard.pid, 'SIGKILL');
      for (const { pid } of services) process.kill(pid, 'SIGKILL');
      await Promise.all([guard, ...services].map(ended));
      const state = readState(lab.paths.stateFile);
      const reused = state.services.map((record) => ({ ...record, status: { ...record.status, pid: identity.pid } }));
      const text = JSON.stringify({ format: 1, ...state, services: reused, guard: { ...guard, pid: identity.pid } });
      await writeFile(lab.paths.stateFile, text);

      const seen = await lab.lab.status();
      expect(seen).toMatchObject({ profile: null });
      expect(seen.services.map(({ state: each, pid }) => [each, pid])).toEqual(SERVICES.slice(0, 3).map(() => ['stopped', null]));
      await lab.lab.up('postgres', lab.call());
      expect(await isAlive(identity)).toBe(true);
    } finally {
      stranger.kill('SIGKILL');
    }
  });

  it('stops what a dead guard left when it is told to go down', async () => {
    const services = recorded(lab);
    const guard = lab.guard();
    process.kill(guard.pid, 'SIGKILL');
    await ended(guard);
    await lab.lab.down(lab.call());
    expect(await Promise.all(services.map(isAlive))).toEqual([false, false, false]);
    expect((await lab.lab.status()).profile).toBeNull();
  });
});

/** For Node's `--require`: each look at the clock finds it set an hour on, then two hours back, and so on. */
const JUMPING_CLOCK = `
  require('node:fs').appendFileSync(__filename + '.users', process.pid + '\\n');
  const Real = Date;
  let looks = 0;
  const shifted = () => Real.now() + (looks++ % 2 === 0 ? 3_600_000 : -3_600_000);
  globalThis.Date = class extends Real {
    constructor(...given) { super(...(given.length === 0 ? [shifted()] : given)); }
    static now() { return shifted(); }
  };`;

describe('a lab that is interrupted, and whose clock is set again and again', () => {
  let lab: TestLab;
  let clock: string;

  beforeAll(async () => {
    // Two seconds without a client.
    lab = await openLab({ idleMinutes: 2 / 60 });
    clock = path.join(lab.home, 'clock.cjs');
    await writeFile(clock, JUMPING_CLOCK);
    // The guard and the command line inherit it.
    vi.stubEnv('NODE_OPTIONS', `--require ${clock}`);
  });

  afterAll(async () => {
    await lab.dispose();
    vi.unstubAllEnvs();
  });

  it('is as before when its start is cancelled in the middle', async () => {
    const cancel = new AbortController();
    const seen: ProcessIdentity[] = [];
    const watch = lab.lab.watch(() => {
      const present = recorded(lab);
      if (present.length < 2) return;
      seen.push(...present);
      cancel.abort(new DOMException('enough', 'AbortError'));
    });
    try {
      await expect(lab.lab.up('postgres', lab.call(cancel.signal))).rejects.toThrow('enough');
    } finally {
      watch.dispose();
    }
    expect(seen.length).toBeGreaterThan(0);
    expect(await Promise.all(seen.map(isAlive))).not.toContain(true);
    const status = await lab.lab.status();
    expect(status.profile).toBeNull();
    expect(status.services.map(({ state, pid }) => [state, pid])).toEqual(status.services.map(() => ['stopped', null]));
  });

  it('rejects at once when it is cancelled before it began', async () => {
    await expect(lab.lab.up('postgres', lab.call(AbortSignal.abort(new Error('too late'))))).rejects.toThrow('too late');
  });

  it('starts every service once for two clients at the same time, and stops when none is heard any more', async () => {
    const [one, two] = await Promise.all([lab.lab.up('postgres', lab.call()), lab.cli('up', '--json')]);
    expect(two.code).toBe(0);
    const printed = JSON.parse(two.stdout) as LabStatus;
    expect(printed.services.map(({ pid }) => pid)).toEqual(one.services.map(({ pid }) => pid));

    // Whoever watches is heard: longer than the limit, the lab stays.
    const seen: LabStatus[] = [];
    const watch = lab.lab.watch((status) => seen.push(status));
    await lab.lab.up('postgres', lab.call());
    const services = recorded(lab);
    const guard = lab.guard();
    expect((await readFile(`${clock}.users`, 'utf8')).split('\n')).toContain(String(guard.pid));
    const since = performance.now();
    await eventually(async () => performance.now() - since > 3_000 && (await Promise.all(services.map(isAlive))).every(Boolean), 10_000);
    expect(await isAlive(guard)).toBe(true);
    watch.dispose();

    await Promise.all([guard, ...services].map(ended));
    expect(existsSync(lab.paths.lockFile)).toBe(false);
    expect((await lab.lab.status()).profile).toBeNull();
  });
});
