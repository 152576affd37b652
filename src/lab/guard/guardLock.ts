import { linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { readJson } from '../files/readable';
import { isFields, isPid } from '../files/shape';
import { isAlive, type ProcessIdentity } from '../process/processIdentity';

/**
 * Takes the lock that lets one guard at a time look after a home. False when a living guard has it. The lock is a file
 * with its holder's identity; it appears with its content by a hard link, which fails when there is one already.
 */
export async function takeLock(path: string, me: ProcessIdentity): Promise<boolean> {
  mkdirSync(dirname(path), { recursive: true });
  const mine = `${path}.${String(me.pid)}`;
  writeFileSync(mine, JSON.stringify(me), { mode: 0o600 });
  try {
    for (;;) {
      if (linked(mine, path)) return true;
      const holder = readHolder(path);
      if (holder && (await isAlive(holder))) return holdsLock(path, me);
      removeStale(path, mine, holder);
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

/** True while the lock file names this process. */
export function holdsLock(path: string, me: ProcessIdentity): boolean {
  return same(readHolder(path), me);
}

export function releaseLock(path: string, me: ProcessIdentity): void {
  if (holdsLock(path, me)) rmSync(path, { force: true });
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (isFields(error) && error['code'] === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Moves a dead guard's lock away. Between reading it and moving it another guard may have put its own lock there; what
 * was moved is looked at again and given back if it is not the dead one's.
 */
function removeStale(path: string, mine: string, stale: ProcessIdentity | null): void {
  const aside = `${mine}.stale`;
  try {
    renameSync(path, aside);
  } catch {
    return; // Another guard was quicker.
  }
  if (!same(readHolder(aside), stale)) linked(aside, path);
  rmSync(aside, { force: true });
}

function readHolder(path: string): ProcessIdentity | null {
  const value = readJson(path);
  if (!isFields(value)) return null;
  const { pid, startTime } = value;
  return isPid(pid) && typeof startTime === 'string' ? { pid, startTime } : null;
}

function same(a: ProcessIdentity | null, b: ProcessIdentity | null): boolean {
  return a?.pid === b?.pid && a?.startTime === b?.startTime;
}
