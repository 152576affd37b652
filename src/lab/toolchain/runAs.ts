import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, parse } from 'node:path';
import { isOwnFolder, makeOwnFolder } from '../files/ownFolder';
import { readText } from '../files/readable';
import { homeHash, type LabPaths } from '../labPaths';
import type { RunAs } from './toolchain';

/** The user for the databases when the lab is run by root: PostgreSQL's if installed, else `nobody`; null for anyone but root. */
export function findRunAs(): RunAs | null {
  if (process.getuid?.() !== 0) return null;
  return userNamed('postgres') ?? userNamed('nobody');
}

/** True when root runs the lab and there is nobody to hand the databases to. */
export function needsRunAs(): boolean {
  return process.getuid?.() === 0;
}

function userNamed(name: string): RunAs | null {
  const line = (readText('/etc/passwd') ?? '').split('\n').find((entry) => entry.startsWith(`${name}:`));
  const [user, , uid, gid] = line?.split(':') ?? [];
  return user && uid && gid ? { user, uid: Number(uid), gid: Number(gid) } : null;
}

const OUTSIDE = '/var/tmp';
const OUTSIDE_PREFIX = 'debezium-lab-';

/**
 * Where the services' data goes: `<home>/data`. When the databases' user may not pass through a folder above the home
 * (such as root's own), a folder in `/var/tmp` named after the home, which outlasts a restart of the machine.
 */
export function dataRoot(home: string, runAs: RunAs | null): string {
  return runAs && blockedAt(dirname(home), runAs) !== null ? join(OUTSIDE, OUTSIDE_PREFIX + homeHash(home)) : join(home, 'data');
}

/**
 * Makes the data root, passable for the databases' user. A home made by `mktemp -d` is closed to others; it is the lab's
 * own folder, so the right to pass through it (not to look into it) is added.
 */
export function makeDataRoot(home: string, root: string, runAs: RunAs | null): void {
  mkdirSync(root.startsWith(home) ? root : home, { recursive: true, mode: 0o755 });
  if (!root.startsWith(home)) makeOutside(home, root);
  if (!runAs) return;
  for (const folder of new Set([root, ...(root.startsWith(home) ? [home] : [])])) {
    const { mode } = statSync(folder);
    if (!isPassable(folder, runAs)) chmodSync(folder, (mode & 0o7777) | 0o011);
  }
}

const HOME_FILE = 'home';

/** Outside its home the data would be left behind when the home is deleted: each such folder names its home. */
function makeOutside(home: string, root: string): void {
  makeOwnFolder(root, 0o755);
  writeFileSync(join(root, HOME_FILE), home);
  for (const entry of readdirSync(OUTSIDE)) {
    const folder = join(OUTSIDE, entry);
    if (!entry.startsWith(OUTSIDE_PREFIX) || !isOwnFolder(folder)) continue;
    const owner = readText(join(folder, HOME_FILE));
    if (owner !== null && !existsSync(owner)) rmSync(folder, { recursive: true, force: true });
  }
}

/** Their user has to reach fetched servers' programs, too: a cache closed to it is replaced by one everybody can reach. */
export function reachableCache(paths: LabPaths, runAs: RunAs | null): string {
  return runAs && blockedAt(paths.cache, runAs) !== null ? '/var/tmp/debezium-lab-cache' : paths.cache;
}

/** The first folder on the way to this one, itself included, that the user may not pass through; null when all are open. */
export function blockedAt(folder: string, runAs: RunAs): string | null {
  const { root } = parse(folder);
  const above = folder === root ? null : blockedAt(dirname(folder), runAs);
  return above ?? (isPassable(folder, runAs) ? null : folder);
}

/** A folder that does not exist yet will be made passable. */
function isPassable(folder: string, { uid, gid }: RunAs): boolean {
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (!stats) return true;
  if (stats.uid === uid) return (stats.mode & 0o100) !== 0;
  if (stats.gid === gid) return (stats.mode & 0o010) !== 0;
  return (stats.mode & 0o001) !== 0;
}
