import { spawn, type ChildProcess } from 'node:child_process';
import { identityOf, type ProcessIdentity } from '../../src/lab/process/processIdentity';

/** A real process that does nothing until it is ended. */
export interface Sleeper {
  readonly identity: ProcessIdentity;
  readonly child: ChildProcess;
  end(): Promise<void>;
}

export async function startSleeper(): Promise<Sleeper> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  const identity = await identityOf(child.pid ?? 0);
  if (!identity) throw new Error('the sleeper did not start');
  return {
    identity,
    child,
    end: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
