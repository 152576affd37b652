import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isUserError } from '../../src/core/errors';
import { isReady } from '../../src/core/lab/lab';
import { english } from '../../src/core/message';
import { isAlive } from '../../src/lab/process/processIdentity';
import { eventually, openLab, pidOf, type TestLab } from '../support/testLab';

/** A small disk of its own, in memory; null where this user may not mount one. */
function mountDisk(): string | null {
  if (process.platform !== 'linux') return null;
  const disk = mkdtempSync(path.join(tmpdir(), 'debezium-lab-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=512m,mode=755', 'tmpfs', disk], { stdio: 'ignore' });
    return disk;
  } catch {
    rmSync(disk, { recursive: true });
    return null;
  }
}

/** Writes until nothing more fits, to the last byte. */
function fill(file: string): void {
  const descriptor = openSync(file, 'w');
  try {
    for (let size = 1 << 20; size >= 1; size >>= 4) {
      const zeros = Buffer.alloc(size);
      try {
        for (;;) writeSync(descriptor, zeros);
      } catch {
        // No room for so many at once.
      }
    }
  } finally {
    closeSync(descriptor);
  }
}

const disk = mountDisk();

describe.skipIf(disk === null)('a lab whose disk is full', () => {
  const below = disk ?? tmpdir();
  const filler = path.join(below, 'filler');
  let lab: TestLab;

  beforeAll(async () => {
    lab = await openLab({}, below);
    await lab.lab.up('postgres', lab.call());
  });

  afterAll(async () => {
    rmSync(filler, { force: true });
    await lab.dispose();
    // Whoever still has a file open there does not hold it up.
    execFileSync('umount', ['-l', below]);
    rmSync(below, { recursive: true });
  });

  async function query(text: string): Promise<readonly object[]> {
    const { postgres } = (await lab.lab.endpoints()) ?? {};
    if (!postgres) throw new Error('the lab has no PostgreSQL');
    const { host, port, user, password, database } = postgres;
    const client = new Client({ host, port, user, password, database });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query<object>(text)).rows;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  it('is told why nothing can be started, keeps its guard, and starts with its data when there is room again', async () => {
    await query('create table kept as select generate_series(1, 1000) n');
    const guard = lab.guard();
    const watched = lab.lab.watch(() => undefined);
    try {
      fill(filler);
      await expect(query('create table more as select n, repeat(md5(n::text), 20) from generate_series(1, 500000) n')).rejects.toThrow();
      process.kill(pidOf(await lab.lab.status(), 'connect'), 'SIGKILL');
      await eventually(async () => (await lab.service('connect')).state === 'failed');
      // What the failed query had taken is free again.
      fill(`${filler}.more`);
      const refused: unknown = await lab.lab.up('postgres', lab.call()).catch((error: unknown) => error);
      expect(isUserError(refused) && english(refused.problem.what)).toMatch(/cannot be written to|did not start|is full/u);
      expect(isUserError(refused) && refused.problem.why && english(refused.problem.why)).toMatch(/ENOSPC|No space left/u);
      expect(await isAlive(guard)).toBe(true);

      rmSync(filler);
      rmSync(`${filler}.more`);
      expect(isReady(await lab.lab.up('postgres', lab.call()))).toBe(true);
      expect(lab.guard()).toEqual(guard);
      expect(await query('select count(*)::int as rows from kept')).toEqual([{ rows: 1000 }]);
    } finally {
      watched.dispose();
    }
  }, 240_000);
});
