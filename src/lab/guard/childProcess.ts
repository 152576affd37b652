import { spawn } from 'node:child_process';
import { msg, type Message } from '../../core/message';
import { descendants } from '../process/memory';
import { identityOf, isAlive, type ProcessIdentity } from '../process/processIdentity';
import { waitUntil } from '../process/waitUntil';
import type { Launch } from '../services/service';
import type { RotatingLog } from './rotatingLog';

/** How a process ended: by itself with a code, or by a signal. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A service's process while it runs, and how it ended. */
export interface ChildProcess {
  readonly pid: number;
  /** Resolves once the process has ended and all it printed is in the log; never rejects. */
  readonly exited: Promise<Exit>;
  signal(signal: NodeJS.Signals): void;
}

/** Starts the process with its output going to the log. Rejects when the program cannot be started at all. */
export function startChild(launch: Launch, log: RotatingLog): Promise<ChildProcess> {
  const { command, args, cwd, env, uid, gid } = launch;
  const child = spawn(command, args, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
    ...(uid !== undefined && { uid }),
    ...(gid !== undefined && { gid }),
  });
  const write = (chunk: Buffer): void => {
    log.write(chunk);
  };
  child.stdout.on('data', write);
  child.stderr.on('data', write);
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => {
      resolve({ code, signal });
    });
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('spawn', () => {
      const { pid } = child;
      if (pid === undefined) return;
      resolve({ pid, exited, signal: (signal) => void child.kill(signal) });
    });
  });
}

/** Why a service no longer runs, in words. */
export function exitReason({ code, signal }: Exit): Message {
  if (signal === 'SIGKILL') {
    return msg('It was killed (SIGKILL, exit code 137): something ended it from outside, or the machine ran out of memory.');
  }
  return signal ? msg('It was ended by the signal {0}.', signal) : msg('It ended with exit code {0}.', code ?? '?');
}

/**
 * Ends a process and all below it as a crash would, and resolves when none of them is left: PostgreSQL's backends
 * outlive their parent for a moment, and would keep a new one from starting.
 */
export async function killTree(pid: number, signal: AbortSignal): Promise<void> {
  const below = await Promise.all(descendants(pid).map(identityOf));
  const own = await identityOf(pid);
  const all = [own, ...below].filter((identity) => identity !== null);
  for (const { pid: each } of all) sendKill(each);
  await waitUntil(async () => ((await allEnded(all)) ? true : null), { signal, everyMs: 10 });
}

async function allEnded(processes: readonly ProcessIdentity[]): Promise<boolean> {
  return !(await Promise.all(processes.map(isAlive))).includes(true);
}

function sendKill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Ended in the meantime.
  }
}
