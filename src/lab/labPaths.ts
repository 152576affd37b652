import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ServiceName } from '../core/lab/lab';

/** Where everything of one lab lies. Absolute paths; nothing here touches the disk. */
export interface LabPaths {
  readonly home: string;
  /** State, lock and socket: for the lab's owner only. */
  readonly run: string;
  readonly stateFile: string;
  readonly lockFile: string;
  /** A Unix socket, or a named pipe on Windows. */
  readonly socket: string;
  /** The databases and logs of the services, unless another user has to own them and cannot reach it: see `dataRoot`. */
  readonly data: string;
  /** Configuration files written anew at each start. */
  readonly conf: string;
  readonly logs: string;
  /** Downloads; several labs may share one, named by `DEBEZIUM_LAB_CACHE`. */
  readonly cache: string;
  /** Commands for the lab's terminals. */
  readonly bin: string;
}

/** A socket's path must fit `sockaddr_un`: 104 bytes on macOS, 108 on Linux, the final NUL included. */
const LONGEST_SOCKET_PATH = 100;

export function labPaths(home: string, env: NodeJS.ProcessEnv = process.env): LabPaths {
  const run = join(home, 'run');
  return {
    home,
    run,
    stateFile: join(run, 'state.json'),
    lockFile: join(run, 'guard.lock'),
    socket: socketPath(home, run),
    data: join(home, 'data'),
    conf: join(home, 'conf'),
    logs: join(home, 'logs'),
    cache: resolve(env['DEBEZIUM_LAB_CACHE'] ?? join(home, 'cache')),
    bin: join(home, 'bin'),
  };
}

export function logFile(paths: LabPaths, service: ServiceName | 'guard'): string {
  return join(paths.logs, `${service}.log`);
}

/** A short name that is the same for the same home and differs between homes. */
export function homeHash(home: string): string {
  return createHash('sha256').update(home).digest('hex').slice(0, 12);
}

function socketPath(home: string, run: string): string {
  if (process.platform === 'win32') return `\\\\.\\pipe\\debezium-lab-${homeHash(home)}`;
  const inside = join(run, 'guard.sock');
  if (Buffer.byteLength(inside) <= LONGEST_SOCKET_PATH) return inside;
  return join(tmpdir(), `debezium-lab-${homeHash(home)}`, 'guard.sock');
}
