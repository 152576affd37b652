import { spawn, type ChildProcess } from 'node:child_process';
import { waitUntil } from '../../../src/lab/process/waitUntil';
import type { Launch } from '../../../src/lab/services/service';

/** A server that a suite owns. */
export interface ServerProcess {
  stop(): Promise<void>;
}

/** The end of what a server printed, for the message when it does not start. */
const KEPT = 4000;

/** Starts the program and resolves once it is ready; a program that ends before is the failure. */
export async function startServer(launch: Launch, ready: () => Promise<boolean>): Promise<ServerProcess> {
  const { command, args, cwd, env, uid, gid } = launch;
  const ids = { ...(uid !== undefined && { uid }), ...(gid !== undefined && { gid }) };
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], ...ids });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (printed = (printed + text).slice(-KEPT)));
  }
  child.on('error', (error) => (printed += error.message));
  try {
    await waitUntil(
      async () => {
        if (hasEnded(child)) throw new Error(`${command} ended:\n${printed}`);
        return (await ready()) ? true : null;
      },
      { signal: AbortSignal.timeout(120_000), everyMs: 100 },
    );
  } catch (error) {
    await stop(child);
    throw new Error(`${args.at(-1) ?? command} did not become ready:\n${printed}`, { cause: error });
  }
  return { stop: () => stop(child) };
}

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

/** Its data goes away with it, so that nobody need wait for a gentle end. */
async function stop(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}
