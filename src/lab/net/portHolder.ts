import { readdirSync, readlinkSync } from 'node:fs';
import { readText } from '../files/readable';
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

/** In `/proc/net/tcp` a socket in state 0A listens; its inode leads to the process with that socket among its files. */
function linuxHolder(port: number): PortHolder | null {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const inodes = new Set(
    ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) =>
      (readText(table) ?? '').split('\n').flatMap((line) => {
        const fields = line.trim().split(/\s+/u);
        return fields[1]?.endsWith(suffix) && fields[3] === '0A' && fields[9] !== undefined ? [`socket:[${fields[9]}]`] : [];
      }),
    ),
  );
  if (inodes.size === 0) return null;
  const pid = readdirSync('/proc')
    .filter((entry) => /^\d+$/u.test(entry))
    .find((entry) => holdsOne(entry, inodes));
  return pid === undefined ? null : { pid: Number(pid), name: readText(`/proc/${pid}/comm`)?.trim() ?? '?' };
}

function holdsOne(pid: string, inodes: ReadonlySet<string>): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => inodes.has(linkTarget(`/proc/${pid}/fd/${fd}`)));
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
  const { stdout } = await runCommand(file, args, { signal: AbortSignal.timeout(5_000) });
  const [, pid, name] = /^(\d+) +(.+)$/mu.exec(stdout.trim()) ?? [];
  return pid !== undefined && name !== undefined ? { pid: Number(pid), name } : null;
}
