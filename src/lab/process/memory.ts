import { readText } from '../files/readable';
import { runCommand } from './runCommand';

const MIB = 1024 * 1024;

/**
 * Resident memory, in MiB, of a process and all below it; null where it cannot be read. On Linux the memory that a
 * child shares (PostgreSQL's buffers, mapped into each backend) is counted once, with the parent.
 */
export async function residentMb(pids: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const present = new Map<number, number>();
  const table = process.platform === 'linux' ? null : await processTable();
  for (const pid of pids) {
    const bytes = table ? treeBytes(pid, table) : linuxTreeBytes(pid, false);
    if (bytes > 0) present.set(pid, Math.round(bytes / MIB));
  }
  return present;
}

/** Pids below this process, itself excluded. Only on Linux; elsewhere none. */
export function descendants(pid: number): readonly number[] {
  const children = (readText(`/proc/${String(pid)}/task/${String(pid)}/children`) ?? '').split(' ').filter(Boolean).map(Number);
  return children.flatMap((child) => [child, ...descendants(child)]);
}

/** `VmRSS` of the process; of a child only `RssAnon`, since the rest is shared with the parent or with the files on disk. */
function linuxTreeBytes(pid: number, isChild: boolean): number {
  const status = readText(`/proc/${String(pid)}/status`) ?? '';
  const own = kibibytes(status, isChild ? 'RssAnon' : 'VmRSS') * 1024;
  return isChild ? own : own + descendants(pid).reduce((sum, child) => sum + linuxTreeBytes(child, true), 0);
}

function kibibytes(status: string, field: string): number {
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'mu').exec(status)?.[1] ?? 0);
}

interface TableRow {
  readonly pid: number;
  readonly parent: number;
  readonly bytes: number;
}

function treeBytes(pid: number, table: readonly TableRow[]): number {
  const own = table.find((row) => row.pid === pid)?.bytes ?? 0;
  return table.reduce((sum, row) => (row.parent === pid && row.pid !== pid ? sum + treeBytes(row.pid, table) : sum), own);
}

async function processTable(): Promise<readonly TableRow[]> {
  const [file, args, unit] =
    process.platform === 'win32'
      ? (['powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', WINDOWS_TABLE], 1] as const)
      : (['/bin/ps', ['-axo', 'pid=,ppid=,rss='], 1024] as const);
  try {
    const { stdout } = await runCommand(file, args, { signal: AbortSignal.timeout(10_000) });
    return stdout.split('\n').flatMap((line) => {
      const [pid, parent, size] = line.trim().split(/\s+/u).map(Number);
      return pid && parent !== undefined && size !== undefined ? [{ pid, parent, bytes: size * unit }] : [];
    });
  } catch {
    return [];
  }
}

const WINDOWS_TABLE = 'Get-CimInstance Win32_Process | ForEach-Object { "$($_.ProcessId) $($_.ParentProcessId) $($_.WorkingSetSize)" }';
