import { readText } from '../files/readable';
import { runCommand } from './runCommand';

/**
 * A process that can be recognised later: pids are used again, but not together with the same start time. The start
 * time is an opaque text, comparable only on the machine and boot it was read on.
 */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startTime: string;
}

/** When the process started; null when it does not run. */
export async function startTimeOf(pid: number): Promise<string | null> {
  switch (process.platform) {
    case 'linux':
      return linuxStartTime(pid);
    case 'win32':
      return lastLine('powershell.exe', [
        '-NoProfile',
        '-NonInteractive',
        '-Command',
        `(Get-Process -Id ${String(pid)}).StartTime.ToFileTimeUtc()`,
      ]);
    default:
      return lastLine('/bin/ps', ['-o', 'lstart=', '-p', String(pid)], { LC_ALL: 'C', TZ: 'UTC' });
  }
}

/** True when this very process still runs, not merely one with its pid. */
export async function isAlive(identity: ProcessIdentity): Promise<boolean> {
  return (await startTimeOf(identity.pid)) === identity.startTime;
}

export async function identityOf(pid: number): Promise<ProcessIdentity | null> {
  const startTime = await startTimeOf(pid);
  return startTime === null ? null : { pid, startTime };
}

/** The name of the program that a process runs; null when there is no such process. */
export async function programName(pid: number): Promise<string | null> {
  switch (process.platform) {
    case 'linux':
      return readText(`/proc/${String(pid)}/comm`)?.trim() ?? null;
    case 'win32':
      return lastLine('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', `(Get-Process -Id ${String(pid)}).ProcessName`]);
    default:
      return lastLine('/bin/ps', ['-o', 'comm=', '-p', String(pid)]);
  }
}

/** Sends the signal unless the process has ended or its pid belongs to another one by now. True when it was sent. */
export async function signalProcess(identity: ProcessIdentity, signal: NodeJS.Signals): Promise<boolean> {
  if (!(await isAlive(identity))) return false;
  try {
    return process.kill(identity.pid, signal);
  } catch {
    return false;
  }
}

/**
 * Field 22 of `/proc/<pid>/stat` (clock ticks since boot, proc(5)) with the boot's id, since ticks start again at each
 * boot. A zombie has ended: in a container without an init nobody may ever collect it.
 */
function linuxStartTime(pid: number): string | null {
  const stat = readText(`/proc/${String(pid)}/stat`);
  if (stat === null) return null;
  // The second field is the program's name in brackets and may itself hold blanks and brackets.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state] = fields;
  const ticks = fields[19];
  if (ticks === undefined || state === 'Z' || state === 'X') return null;
  const boot = readText('/proc/sys/kernel/random/boot_id')?.trim() ?? '';
  return `${boot}:${ticks}`;
}

async function lastLine(file: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string | null> {
  try {
    const result = await runCommand(file, args, { signal: AbortSignal.timeout(10_000), env: { ...process.env, ...env } });
    const text = result.stdout.trim();
    return result.code === 0 && text !== '' ? text : null;
  } catch {
    return null;
  }
}
