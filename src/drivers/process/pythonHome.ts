import { execFile } from 'node:child_process';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { isUserError, UserError } from '../../core/errors';
import { msg } from '../../core/message';
import { runProcess } from './childProcess';
import { LOGIN_FILES } from './kafkaLogin';
import { LIFELINE_FILES } from './lifeline';

/** What lessons import, pinned so that a lesson runs the same everywhere. */
const REQUIREMENTS = ['confluent-kafka==2.16.1'];

/** Written last: an environment without it was interrupted while it was made. */
const COMPLETE = 'debezium-lab.json';

/** What is put beside the packages. */
const SITE_FILES = { ...LIFELINE_FILES, ...LOGIN_FILES };

/** Changes whenever what is put into the environment does; another recipe makes it anew. */
const RECIPE = JSON.stringify({ requirements: REQUIREMENTS, files: SITE_FILES });

const CHECK = 'import sys, venv, ensurepip; assert sys.version_info >= (3, 9); print(sys.executable)';

const run = promisify(execFile);

export interface PythonHomeOptions {
  /** The lab's home; the environment stands in `python` below it. */
  readonly home: string;
  /** The interpreter of the settings; the first that the system has when undefined. */
  readonly pythonPath?: string | undefined;
}

export interface PreparationCall {
  readonly signal: AbortSignal;
  onOutput(text: string): void;
}

/**
 * The interpreter of the lab's own virtual environment, made first when it is not there. It is assembled beside and
 * renamed, so that it is either whole or absent.
 *
 * @throws UserError when there is no usable Python, or the packages cannot be installed
 */
export async function preparePython(options: PythonHomeOptions, call: PreparationCall): Promise<string> {
  const folder = path.join(options.home, 'python');
  if (!(await isComplete(folder))) await build(folder, options, call);
  return interpreterIn(folder);
}

async function isComplete(folder: string): Promise<boolean> {
  try {
    return (await readFile(path.join(folder, COMPLETE), 'utf8')) === RECIPE;
  } catch {
    return false;
  }
}

async function build(folder: string, options: PythonHomeOptions, call: PreparationCall): Promise<void> {
  const python = await findPython(options.pythonPath, call.signal);
  const staging = `${folder}.${process.pid.toString()}`;
  await rm(staging, { recursive: true, force: true });
  await mkdir(options.home, { recursive: true });
  try {
    call.onOutput(`Python: ${python}\n`);
    await step(python, ['-m', 'venv', staging], options.home, call);
    const interpreter = interpreterIn(staging);
    const pip = ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '--progress-bar', 'off', ...REQUIREMENTS];
    await step(interpreter, pip, options.home, call);
    await addSiteFiles(interpreter);
    await writeFile(path.join(staging, COMPLETE), RECIPE);
    await replace(folder, staging);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** Another window may have been faster: its environment is as good. */
async function replace(folder: string, staging: string): Promise<void> {
  if (await isComplete(folder)) return;
  await rm(folder, { recursive: true, force: true });
  await rename(staging, folder).catch(async (error: unknown) => {
    if (!(await isComplete(folder))) throw error;
  });
}

async function addSiteFiles(interpreter: string): Promise<void> {
  const { stdout } = await run(interpreter, ['-c', 'import sysconfig; print(sysconfig.get_path("purelib"))']);
  const packages = stdout.trim();
  await Promise.all(Object.entries(SITE_FILES).map(([name, text]) => writeFile(path.join(packages, name), text)));
}

async function step(command: string, args: readonly string[], cwd: string, call: PreparationCall): Promise<void> {
  const env = { ...process.env, PYTHONUNBUFFERED: '1', PYTHONUTF8: '1' };
  const { exitCode, output } = await runProcess({
    command,
    args,
    cwd,
    env,
    signal: call.signal,
    onOutput: (text) => {
      call.onOutput(text);
    },
  });
  call.signal.throwIfAborted();
  if (exitCode === 0) return;
  const lines = output.trim().split('\n').slice(-5).join('\n');
  throw new UserError({
    what: msg('The Python environment for lessons could not be made: {0} failed.', args.slice(0, 2).join(' ')),
    why: msg('{0}', lines),
    fix: msg('Check that pip can reach its package index (a proxy, an offline machine), and run the snippet again.'),
    action: 'retry',
  });
}

async function findPython(configured: string | undefined, signal: AbortSignal): Promise<string> {
  const candidates = configured === undefined ? names() : [configured];
  for (const candidate of candidates) {
    const found = await tryPython(candidate, signal);
    if (found !== null) return found;
  }
  throw new UserError({
    what: msg('No Python 3.9 or newer was found ({0}).', candidates.join(', ')),
    fix: msg('Install Python 3 from python.org or with the system’s package manager, or name it in the settings.'),
    action: 'openSettings',
  });
}

function names(): readonly string[] {
  return process.platform === 'win32' ? ['py', 'python', 'python3'] : ['python3', 'python'];
}

async function tryPython(command: string, signal: AbortSignal): Promise<string | null> {
  try {
    const { stdout } = await run(command, ['-c', CHECK], { signal, timeout: 20_000 });
    return stdout.trim();
  } catch (error) {
    signal.throwIfAborted();
    if (isUserError(error)) throw error;
    const complaint = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
    if (/No module named '?(venv|ensurepip)/u.test(complaint)) throw venvMissing(command);
    return null;
  }
}

/** Debian and Ubuntu take the module out of Python and into a package of its own. */
function venvMissing(command: string): UserError {
  return new UserError({
    what: msg('{0} cannot make virtual environments: its venv module is not installed.', command),
    fix: msg('Install it (Debian, Ubuntu: sudo apt install python3-venv) and run the snippet again.'),
    action: 'retry',
  });
}

function interpreterIn(folder: string): string {
  return process.platform === 'win32' ? path.join(folder, 'Scripts', 'python.exe') : path.join(folder, 'bin', 'python');
}
