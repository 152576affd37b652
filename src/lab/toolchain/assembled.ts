import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { identityOf, startTimeOf } from '../process/processIdentity';

/**
 * Makes a folder that is there whole or not at all: `fill` works in a folder beside it, which is then renamed. When
 * several processes do so at once each fills its own, the first to finish wins, and the others use what it made.
 */
export async function assemble(target: string, fill: (folder: string) => Promise<void>): Promise<void> {
  if (existsSync(target)) return;
  await mkdir(dirname(target), { recursive: true });
  await sweep(target);
  const beside = await besideName(target);
  await mkdir(beside, { recursive: true });
  try {
    await fill(beside);
    await rename(beside, target);
  } catch (error) {
    if (!existsSync(target)) throw error;
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}

/** The name says who fills the folder, so that a later process can tell whether it was abandoned. */
async function besideName(target: string): Promise<string> {
  const me = await identityOf(process.pid);
  return `${target}.filling-${String(process.pid)}-${hash(me?.startTime ?? '')}-${randomBytes(3).toString('hex')}`;
}

/** Removes what a process that was ended in the middle left behind. */
async function sweep(target: string): Promise<void> {
  const prefix = `${basename(target)}.filling-`;
  for (const entry of await readdir(dirname(target))) {
    if (!entry.startsWith(prefix)) continue;
    const [pid, start] = entry.slice(prefix.length).split('-');
    const present = await startTimeOf(Number(pid));
    if (present === null || hash(present) !== start) await rm(join(dirname(target), entry), { recursive: true, force: true });
  }
}

function hash(startTime: string): string {
  return Buffer.from(startTime).toString('hex').slice(-12);
}
