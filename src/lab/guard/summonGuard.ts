import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { UserError } from '../../core/errors';
import { msg, type Message } from '../../core/message';
import { isOwnFolder } from '../files/ownFolder';
import { logFile, type LabPaths } from '../labPaths';
import { isAlive, signalProcess } from '../process/processIdentity';
import { pause, waitUntil } from '../process/waitUntil';
import { GuardClient } from './guardClient';
import { ANOTHER_GUARD, PROTOCOL_VERSION } from './protocol';
import { readState } from './stateFile';

/** A new guard may first have to end what a dead one left running. */
const GUARD_WITHIN_MS = 60_000;
const HELLO_WITHIN_MS = 10_000;
const YIELDED_PAUSE_MS = 200;

/** A connection to the guard that is there; null when there is none, or only one that speaks another protocol. */
export async function findGuard(paths: LabPaths): Promise<GuardClient | null> {
  const { guard } = readState(paths.stateFile);
  if (guard && guard.protocol !== PROTOCOL_VERSION) return null;
  // Nobody else may stand in for the guard. A named pipe has no folder.
  if (process.platform !== 'win32' && !isOwnFolder(dirname(paths.socket))) return null;
  try {
    const client = await GuardClient.open(paths.socket);
    const limit = setTimeout(() => {
      client.close();
    }, HELLO_WITHIN_MS);
    try {
      await client.request({ kind: 'hello' }, { signal: new AbortController().signal });
      return client;
    } finally {
      clearTimeout(limit);
    }
  } catch {
    return null;
  }
}

/** A connection to the guard, which is started if there is none. */
export async function summonGuard(paths: LabPaths, guardPath: string, signal: AbortSignal): Promise<GuardClient> {
  await endForeignGuard(paths, signal);
  const found = await findGuard(paths);
  if (found) return found;
  let guard = startGuard(paths, guardPath);
  const limit = AbortSignal.timeout(GUARD_WITHIN_MS);
  const either = AbortSignal.any([signal, limit]);
  const look = async (): Promise<GuardClient | null> => {
    const client = await findGuard(paths);
    if (client) return client;
    if (guard.outcome() === 'failed') throw didNotStart(msg('It ended at once; its log is {0}.', logFile(paths, 'guard')));
    if (guard.outcome() === 'yielded') {
      // Another client's guard will answer soon, or an old one is about to leave: then the next one is needed.
      await pause(YIELDED_PAUSE_MS, either);
      guard = startGuard(paths, guardPath);
    }
    return null;
  };
  try {
    return await waitUntil(look, { signal: either, everyMs: 15 });
  } catch (error) {
    if (!limit.aborted || signal.aborted) throw error;
    throw didNotStart(msg('It does not answer after {0} s; its log is {1}.', GUARD_WITHIN_MS / 1000, logFile(paths, 'guard')));
  }
}

interface StartedGuard {
  outcome(): 'alive' | 'yielded' | 'failed';
}

function startGuard(paths: LabPaths, guardPath: string): StartedGuard {
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
  let outcome: ReturnType<StartedGuard['outcome']> = 'alive';
  child.once('error', () => (outcome = 'failed'));
  child.once('exit', (code) => (outcome = code === ANOTHER_GUARD ? 'yielded' : 'failed'));
  child.unref();
  closeSync(output);
  return { outcome: () => outcome };
}

function didNotStart(why: Message): UserError {
  return new UserError({ what: msg('The lab’s guard did not start.'), why, action: 'showLog' });
}

/** Asks a guard of another version of the extension to stop everything and go. */
async function endForeignGuard(paths: LabPaths, signal: AbortSignal): Promise<void> {
  const { guard } = readState(paths.stateFile);
  if (!guard || guard.protocol === PROTOCOL_VERSION) return;
  if (!(await signalProcess(guard, 'SIGTERM'))) return;
  await waitUntil(async () => ((await isAlive(guard)) ? null : true), { signal, everyMs: 50 });
}
