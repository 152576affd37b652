import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { OutputTail } from './outputTail';

/** From a polite request to end until the process is killed. */
const STOP_GRACE_MS = 3000;

export interface ProcessCall {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  onOutput(text: string): void;
}

export interface ProcessResult {
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  /** The end of standard output and standard error together, at most 1 MiB. */
  readonly output: string;
}

/**
 * Runs a process in a group of its own and streams its output. Aborting interrupts the group as Ctrl+C does, and kills
 * it when that is not enough; the output so far is still the result.
 *
 * File descriptor 3 of the process is a pipe that ends with this process, however it ends: see `lifeline.ts`.
 *
 * @throws the error of `spawn` when the command cannot be started
 */
export async function runProcess(call: ProcessCall): Promise<ProcessResult> {
  call.signal.throwIfAborted();
  const child = spawn(call.command, call.args, {
    cwd: call.cwd,
    env: call.env,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  const tail = new OutputTail((text) => {
    call.onOutput(text);
  });
  const ended = once(child, 'close');
  const killWithUs = (): void => {
    signalGroup(child, 'SIGKILL');
  };
  const stop = (): void => {
    stopGroup(child);
  };
  process.once('exit', killWithUs);
  call.signal.addEventListener('abort', stop, { once: true });
  try {
    pipe(child.stdout, tail);
    pipe(child.stderr, tail);
    await ended;
    return { exitCode: child.exitCode, output: tail.text };
  } finally {
    tail.finish();
    process.removeListener('exit', killWithUs);
    call.signal.removeEventListener('abort', stop);
  }
}

function pipe(stream: Readable | null, tail: OutputTail): void {
  const decoder = new StringDecoder('utf8');
  stream?.on('data', (chunk: Buffer) => {
    tail.add(decoder.write(chunk));
  });
  stream?.on('end', () => {
    tail.add(decoder.end());
  });
}

function stopGroup(child: ChildProcess): void {
  signalGroup(child, 'SIGINT');
  const timer = setTimeout(() => {
    signalGroup(child, 'SIGKILL');
  }, STOP_GRACE_MS);
  child.once('close', () => {
    clearTimeout(timer);
  });
}

function signalGroup(child: ChildProcess, signal: 'SIGINT' | 'SIGKILL'): void {
  const { pid } = child;
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    // Windows has no signals between processes; taskkill ends the tree.
    spawn('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true });
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // The group has ended meanwhile.
  }
}
