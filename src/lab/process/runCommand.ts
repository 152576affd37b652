import { spawn } from 'node:child_process';

export interface CommandOptions {
  readonly signal: AbortSignal;
  readonly cwd?: string | undefined;
  readonly env?: NodeJS.ProcessEnv | undefined;
  readonly uid?: number | undefined;
  readonly gid?: number | undefined;
  readonly input?: string | undefined;
  /** Through the shell: only for Windows' `.cmd` files, which cannot be started otherwise. */
  readonly shell?: boolean | undefined;
  /** Told each complete line of both streams as it comes: for a program that shows how far it is. */
  readonly onLine?: ((line: string) => void) | undefined;
}

export interface CommandResult {
  /** The exit code; null when a signal ended the process. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The most that is kept of each stream: a build tool's failure is at the end. */
const KEPT_CHARACTERS = 64_000;

/**
 * Runs a program to its end. A failing program is a result, not an error; a program that cannot be started rejects.
 * When the signal aborts, the program and what it started in its group are killed and the promise rejects with the
 * signal's reason once it has ended.
 */
export function runCommand(file: string, args: readonly string[], options: CommandOptions): Promise<CommandResult> {
  const { signal, cwd, env, uid, gid, shell, onLine = () => undefined } = options;
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(abortReason(signal));
      return;
    }
    const ownGroup = process.platform !== 'win32';
    const [command, ...rest] = shell ? [file, ...args].map((part) => `"${part}"`) : [file, ...args];
    const child = spawn(command ?? file, rest, {
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
      detached: ownGroup,
      shell: shell ?? false,
      ...(cwd !== undefined && { cwd }),
      ...(env && { env }),
      ...(uid !== undefined && { uid }),
      ...(gid !== undefined && { gid }),
    });
    let stdout = '';
    let stderr = '';
    const [outLines, errLines] = [splitLines(onLine), splitLines(onLine)];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout = (stdout + text).slice(-KEPT_CHARACTERS);
      outLines(text);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-KEPT_CHARACTERS);
      errLines(text);
    });
    // A program that ends without reading its input is no error of ours.
    child.stdin.on('error', () => undefined).end(options.input ?? '');
    const onAbort = (): void => {
      killGroup(child.pid, ownGroup);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    child.once('error', (error) => {
      signal.removeEventListener('abort', onAbort);
      reject(error);
    });
    child.once('close', (code) => {
      signal.removeEventListener('abort', onAbort);
      if (signal.aborted) reject(abortReason(signal));
      else resolve({ code, stdout, stderr });
    });
  });
}

/** Cuts what comes in pieces into lines; a last line without its end is not told. */
function splitLines(tell: (line: string) => void): (text: string) => void {
  let rest = '';
  return (text) => {
    const lines = (rest + text).split(/\r?\n/u);
    rest = lines.pop() ?? '';
    lines.forEach(tell);
  };
}

function killGroup(pid: number | undefined, ownGroup: boolean): void {
  if (pid === undefined) return;
  try {
    process.kill(ownGroup ? -pid : pid, 'SIGKILL');
  } catch {
    // It has ended in the meantime.
  }
}

function abortReason(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new DOMException('Aborted', 'AbortError');
}
