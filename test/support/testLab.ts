import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Lab, LabCall, LabStatus, ServiceName, ServiceStatus } from '../../src/core/lab/lab';
import { silentLog } from '../../src/core/log';
import { english } from '../../src/core/message';
import { readState } from '../../src/lab/guard/stateFile';
import { createLab, type LabSettings } from '../../src/lab/index';
import { labPaths, type LabPaths } from '../../src/lab/labPaths';
import { isAlive, type ProcessIdentity } from '../../src/lab/process/processIdentity';
import { waitUntil } from '../../src/lab/process/waitUntil';
import { buildLab } from './labBuild';

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A lab of its own, in a home that goes away with it. */
export interface TestLab {
  readonly lab: Lab;
  readonly home: string;
  readonly paths: LabPaths;
  readonly guardPath: string;
  /** Every progress message so far, in English. */
  readonly progress: readonly string[];
  call(signal?: AbortSignal): LabCall;
  /** Runs the command line on this lab. */
  cli(...args: readonly string[]): Promise<CliResult>;
  /** The guard's process as the state file names it. */
  guard(): ProcessIdentity;
  service(name: ServiceName): Promise<ServiceStatus>;
  dispose(): Promise<void>;
}

/** @param below the folder in which its home is made. */
export async function openLab(settings: LabSettings = {}, below = tmpdir()): Promise<TestLab> {
  const built = await buildLab();
  const home = await mkdtemp(path.join(below, 'debezium-lab-home-'));
  const paths = labPaths(home);
  const progress: string[] = [];
  const { guardPath, assets, cliPath } = built;
  const lab = createLab({ home, log: silentLog, settings, guardPath, assets });
  const guard = (): ProcessIdentity => {
    const found = readState(paths.stateFile).guard;
    if (!found) throw new Error('the state file names no guard');
    return found;
  };
  return {
    lab,
    home,
    paths,
    guardPath,
    progress,
    guard,
    call: (signal = AbortSignal.timeout(240_000)) => ({ signal, onProgress: ({ message }) => void progress.push(english(message)) }),
    cli: (...args) => run(process.execPath, [cliPath, ...args], { ...process.env, DEBEZIUM_LAB_HOME: home, DEBEZIUM_LAB_RUNTIME: 'local' }),
    service: async (name) => serviceOf(await lab.status(), name),
    dispose: async () => {
      await lab.down({ signal: AbortSignal.timeout(120_000) });
      const last = readState(paths.stateFile).guard;
      if (last) await ended(last);
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
      await built.remove();
    },
  };
}

export function serviceOf(status: LabStatus, name: ServiceName): ServiceStatus {
  const found = status.services.find((service) => service.name === name);
  if (!found) throw new Error(`no service ${name} in ${JSON.stringify(status)}`);
  return found;
}

export function pidOf(status: LabStatus, name: ServiceName): number {
  const { pid } = serviceOf(status, name);
  if (pid === null) throw new Error(`${name} does not run`);
  return pid;
}

/** Resolves once the process has ended. */
export async function ended(process: ProcessIdentity): Promise<void> {
  await eventually(async () => !(await isAlive(process)));
}

/** Resolves once the condition holds; a test that waits in vain fails by its own time limit. */
export async function eventually(condition: () => Promise<boolean> | boolean, withinMs = 60_000): Promise<void> {
  await waitUntil(async () => ((await condition()) ? true : null), { signal: AbortSignal.timeout(withinMs), everyMs: 20 });
}

function run(file: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<CliResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.once('error', reject).once('close', (code) => {
      resolve({ code, stdout, stderr });
    });
  });
}
