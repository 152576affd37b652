import { readdirSync, readlinkSync } from 'node:fs';
import { readText } from '../files/readable';
import { descendants } from '../process/memory';
import { runCommand } from '../process/runCommand';

/** Who listens on a port. */
export interface PortHolder {
  readonly pid: number;
  /** The program's name as the system shows it. */
  readonly name: string;
}

/** The process that listens on this TCP port; null when the system does not tell (another user's process, mostly). */
export async function portHolder(port: number): Promise<PortHolder | null> {
  try {
    switch (process.platform) {
      case 'linux':
        return linuxHolder(port);
      case 'win32':
        return await parsed('powershell.exe', [
          '-NoProfile',
          '-NonInteractive',
          '-Command',
          `$p = (Get-NetTCPConnection -State Listen -LocalPort ${String(port)})[0].OwningProcess; "$p $((Get-Process -Id $p).ProcessName)"`,
        ]);
      default:
        return await parsed('/bin/sh', [
          '-c',
          `pid=$(lsof -nP -t -iTCP:${String(port)} -sTCP:LISTEN | head -n 1) && echo "$pid $(ps -o comm= -p "$pid")"`,
        ]);
    }
  } catch {
    return null;
  }
}

/**
 * True when this very process listens on the port, false when it does not; null when the system does not tell. An answer
 * on a port alone proves nothing: another lab's server may have been quicker.
 */
export async function listensOn(pid: number, port: number): Promise<boolean | null> {
  try {
    switch (process.platform) {
      case 'linux':
        return holdsOne(pid, listeningSockets(port)) || descendants(pid).some((below) => holdsOneIfReadable(below, listeningSockets(port)));
      case 'win32':
        return isInNetstat((await runCommand('netstat.exe', ['-ano', '-p', 'TCP'], { signal: limit() })).stdout, pid, port);
      default: {
        const args = ['-nP', '-a', '-t', '-p', String(pid), `-iTCP:${String(port)}`, '-sTCP:LISTEN'];
        return (await runCommand('lsof', args, { signal: limit() })).stdout.trim() === String(pid);
      }
    }
  } catch {
    return null;
  }
}

/** `TCP 127.0.0.1:3307 0.0.0.0:0 LISTENING 4711`: the state's name is in Windows' language, the foreign address is not. */
export function isInNetstat(table: string, pid: number, port: number): boolean | null {
  const owners = table.split('\n').flatMap((line) => {
    const [, local, foreign, , owner] = line.trim().split(/\s+/u);
    return local?.endsWith(`:${String(port)}`) && foreign?.endsWith(':0') && owner ? [owner] : [];
  });
  return owners.length === 0 ? null : owners.includes(String(pid));
}

/** In `/proc/net/tcp` a socket in state 0A listens; its inode leads to the process with that socket among its files. */
function linuxHolder(port: number): PortHolder | null {
  const sockets = listeningSockets(port);
  if (sockets.size === 0) return null;
  const pid = readdirSync('/proc')
    .filter((entry) => /^\d+$/u.test(entry))
    .map(Number)
    .find((entry) => holdsOneIfReadable(entry, sockets));
  return pid === undefined ? null : { pid, name: readText(`/proc/${String(pid)}/comm`)?.trim() ?? '?' };
}

function listeningSockets(port: number): ReadonlySet<string> {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return new Set(
    ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) =>
      (readText(table) ?? '').split('\n').flatMap((line) => {
        const fields = line.trim().split(/\s+/u);
        return fields[1]?.endsWith(suffix) && fields[3] === '0A' && fields[9] !== undefined ? [`socket:[${fields[9]}]`] : [];
      }),
    ),
  );
}

/** Throws where the process is another user's, or is gone. */
function holdsOne(pid: number, sockets: ReadonlySet<string>): boolean {
  const files = `/proc/${String(pid)}/fd`;
  return readdirSync(files).some((file) => sockets.has(linkTarget(`${files}/${file}`)));
}

function holdsOneIfReadable(pid: number, sockets: ReadonlySet<string>): boolean {
  try {
    return holdsOne(pid, sockets);
  } catch {
    return false;
  }
}

function linkTarget(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

async function parsed(file: string, args: readonly string[]): Promise<PortHolder | null> {
  const { stdout } = await runCommand(file, args, { signal: limit() });
  const [, pid, name] = /^(\d+) +(.+)$/mu.exec(stdout.trim()) ?? [];
  return pid !== undefined && name !== undefined ? { pid: Number(pid), name } : null;
}

function limit(): AbortSignal {
  return AbortSignal.timeout(5_000);
}
