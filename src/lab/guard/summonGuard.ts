import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { UserError } from '../../core/errors';
import { msg } from '../../core/message';
import { isOwnFolder } from '../files/ownFolder';
import { logFile, type LabPaths } from '../labPaths';
import { isAlive, signalProcess } from '../process/processIdentity';
import { waitUntil } from '../process/waitUntil';
import { GuardClient } from './guardClient';
import { PROTOCOL_VERSION } from './protocol';
import { readState } from './stateFile';

/** A new guard may first have to end what a dead one left running. */
const GUARD_WITHIN_MS = 30_000;

/** A connection to the guard that is there; null when there is none, or only one that speaks another protocol. */
export async function findGuard(paths: LabPaths): Promise<GuardClient | null> {
  const { guard } = readState(paths.stateFile);
  if (guard && guard.protocol !== PROTOCOL_VERSION) return null;
  // Nobody else may stand in for the guard. A named pipe has no folder.
  if (process.platform !== 'win32' && !isOwnFolder(dirname(paths.socket))) return null;
  try {
    return await GuardClient.open(paths.socket);
  } catch {
    return null;
  }
}

/** A connection to the guard, which is started if there is none. */
export async function summonGuard(paths: LabPaths, guardPath: string, signal: AbortSignal): Promise<GuardClient> {
  await endForeignGuard(paths, signal);
  const found = await findGuard(paths);
  if (found) return found;
  // If another client starts one at the same moment, the lock lets only one of the two live; either will do. One that
  // found an old guard about to leave has ended: then the next is started.
  let guard = startGuard(paths, guardPath);
  const limit = AbortSignal.timeout(GUARD_WITHIN_MS);
  try {
    return await waitUntil(
      () => {
        if (guard.ended()) guard = startGuard(paths, guardPath);
        return findGuard(paths);
      },
      { signal: AbortSignal.any([signal, limit]), everyMs: 15 },
    );
  } catch (error) {
    if (!limit.aborted || signal.aborted) throw error;
    throw new UserError({
      what: msg('The lab’s guard did not start.'),
      why: msg('It does not answer after {0} s; its log is {1}.', GUARD_WITHIN_MS / 1000, logFile(paths, 'guard')),
      action: 'showLog',
    });
  }
}

function startGuard(paths: LabPaths, guardPath: string): { ended(): boolean } {
  mkdirSync(paths.run, { recursive: true, mode: 0o700 });
  mkdirSync(paths.logs, { recursive: true });
  // What it prints before its own log is open: a stack trace, if anything.
  const output = openSync(logFile(paths, 'guard'), 'a');
  const child = spawn(process.execPath, [guardPath, paths.home], {
    detached: true,
    windowsHide: true,
    stdio: ['ignore', output, output],
    cwd: paths.home,
    // In VS Code the program is Electron; this makes it plain Node.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  let ended = false;
  child.once('error', () => (ended = true)).once('exit', () => (ended = true));
  child.unref();
  closeSync(output);
  return { ended: () => ended };
}

/** Asks a guard of another version of the extension to stop everything and go. */
async function endForeignGuard(paths: LabPaths, signal: AbortSignal): Promise<void> {
  const { guard } = readState(paths.stateFile);
  if (!guard || guard.protocol === PROTOCOL_VERSION) return;
  if (!(await signalProcess(guard, 'SIGTERM'))) return;
  await waitUntil(async () => ((await isAlive(guard)) ? null : true), { signal, everyMs: 50 });
}
