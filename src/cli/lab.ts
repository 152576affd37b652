import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isAbort, isUserError, type Problem } from '../core/errors';
import {
  isReady,
  PROFILES,
  SERVICES,
  TOOLS,
  type Lab,
  type LabCall,
  type LabStatus,
  type Profile,
  type ServiceName,
} from '../core/lab/lab';
import { silentLog } from '../core/log';
import { english } from '../core/message';
import { chosenRuntime, createLab, labHome, makeArchive, writeShims, type LabSettings } from '../lab/index';
import { runTool } from './runTool';

const USAGE = `usage: debezium-lab <command> [--profile P] [--volumes] [--json]

  up               start the lab (what runs already is left alone; another profile's own services are stopped)
  prepare          download what the profile needs, start nothing
  down             stop it; data is kept, unless --volumes is given: then it is thrown away
  reset            stop it, throw all data away, start it again
  status           what runs; exit code 0 when all of the profile does
  restart SERVICE  start one service again
  kill SERVICE     end one service as a crash would
  preflight        what is missing, and how to get it
  archive [FILE]   write a runtime archive: all jars, for machines without Maven
  tool NAME ARGS   ${TOOLS.join(', ')}

  --profile P      ${PROFILES.join(' | ')} (default for up: the one that runs or ran last)
  --json           one JSON object a line on standard output, nothing else

The lab lives in DEBEZIUM_LAB_HOME. DEBEZIUM_LAB_RUNTIME chooses where it runs: local (processes), compose (Docker) or auto.
DEBEZIUM_LAB_RUNTIME_ARCHIVE names a runtime archive to take the jars from.
`;

interface Options {
  readonly command: string;
  readonly operand: string | undefined;
  readonly profile: Profile | undefined;
  readonly json: boolean;
  readonly volumes: boolean;
}

/** Null when the words make no sense. */
function parseOptions(args: readonly string[]): Options | null {
  try {
    const options = {
      profile: { type: 'string' },
      json: { type: 'boolean', default: false },
      volumes: { type: 'boolean', default: false },
    } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [command, operand] = positionals;
    const profile = PROFILES.find((known) => known === values.profile);
    if (command === undefined || positionals.length > 2 || (values.profile !== undefined && !profile)) return null;
    if (values.volumes && command !== 'down') return null;
    return { command, operand, profile, json: values.json, volumes: values.volumes };
  } catch {
    return null;
  }
}

function statusLine({ runtime, profile, services }: LabStatus): string {
  return JSON.stringify({
    runtime,
    profile,
    services: services.map(({ name, state, host, port, pid, version, memoryMb }) => ({ name, state, host, port, pid, version, memoryMb })),
  });
}

function statusTable({ runtime, profile, services }: LabStatus): string {
  const rows = services.map(({ name, state, host, port, pid, version, memoryMb, reason }) =>
    [
      name.padEnd(14),
      state.padEnd(9),
      `${host}:${String(port)}`.padEnd(16),
      (version ?? '').padEnd(8),
      (pid === null ? '' : `pid ${String(pid)}`).padEnd(12),
      memoryMb === null ? '' : `${String(memoryMb)} MB`,
      reason ? english(reason) : '',
    ]
      .join(' ')
      .trimEnd(),
  );
  return [`lab: ${runtime} · ${profile ?? 'down'}`, ...rows.map((row) => `  ${row}`)].join('\n');
}

function problemText({ what, why, fix }: Problem): string {
  return [what, why, fix].flatMap((part) => (part ? [english(part)] : [])).join('\n  ');
}

async function runPreflight(lab: Lab, { profile, json }: Options, call: LabCall): Promise<number> {
  const findings = await lab.preflight(profile ?? 'postgres', call);
  for (const { id, level, text, fix } of findings) {
    const line = json
      ? JSON.stringify({ id, level, text: english(text), ...(fix && { fix: english(fix) }) })
      : `${level.padEnd(8)} ${english(text)}${fix ? `\n         ${english(fix)}` : ''}`;
    process.stdout.write(`${line}\n`);
  }
  return findings.some((finding) => finding.level === 'missing') ? 1 : 0;
}

/** Does what was asked for; null when the words make no sense. */
async function perform(lab: Lab, options: Options, call: LabCall): Promise<LabStatus | null> {
  const { command, operand, profile, volumes } = options;
  const service: ServiceName | undefined = SERVICES.find((name) => name === operand);
  if ((command === 'restart' || command === 'kill') !== (service !== undefined)) return null;
  switch (command) {
    case 'up':
      return lab.up(profile ?? null, call);
    case 'prepare':
      await lab.prepare(profile ?? 'postgres', call);
      return lab.status();
    case 'reset':
      return lab.reset(call);
    case 'down':
      await lab.down(call, { deleteData: volumes });
      return lab.status();
    case 'status':
      return lab.status();
    case 'restart':
      return service ? lab.restart(service, call) : null;
    case 'kill':
      if (service) await lab.kill(service, call);
      return lab.status();
    default:
      return null;
  }
}

async function writeArchive(home: string, { operand, json }: Options, call: LabCall): Promise<number> {
  const settings = settingsFromEnvironment(process.env);
  const made = await makeArchive({ home, settings, assets: ASSETS, target: operand }, call);
  process.stdout.write(json ? `${JSON.stringify(made)}\n` : `${made.path}\n  ${String(made.files)} files, sha256 ${made.sha256}\n`);
  return 0;
}

const DIST = resolve(__dirname, '..');
const ASSETS = resolve(DIST, '..', 'labs');

function openLab(home: string): Lab {
  const settings = settingsFromEnvironment(process.env);
  return createLab({ home, log: silentLog, settings, guardPath: join(DIST, 'guard.js'), assets: ASSETS });
}

async function main(argv: readonly string[]): Promise<number> {
  const home = labHome(process.env);
  const tool = argv[0] === 'tool' ? TOOLS.find((name) => name === argv[1]) : undefined;
  // What follows a tool's name is the tool's own.
  if (tool) return runTool(await openLab(home).tool(tool, { signal: new AbortController().signal }), argv.slice(2));
  const options = parseOptions(argv);
  if (!options) {
    process.stderr.write(USAGE);
    return 2;
  }
  const abort = new AbortController();
  process.once('SIGINT', () => {
    abort.abort(new DOMException('Cancelled', 'AbortError'));
  });
  const lab = openLab(home);
  const call: LabCall = { signal: abort.signal, onProgress: ({ message }) => process.stderr.write(`${english(message)}\n`) };
  if (options.command === 'archive') return writeArchive(home, options, call);
  if (options.command === 'preflight') return runPreflight(lab, options, call);
  writeShims({ home, cliPath: __filename, node: process.execPath, runtime: chosenRuntime(process.env, 'auto') });
  const status = await perform(lab, options, call);
  if (!status) {
    process.stderr.write(USAGE);
    return 2;
  }
  process.stdout.write(`${options.json ? statusLine(status) : statusTable(status)}\n`);
  return options.command === 'status' && !runsProfile(status, options.profile) ? 1 : 0;
}

function runsProfile(status: LabStatus, wanted: Profile | undefined): boolean {
  return isReady(status) && (wanted === undefined || status.profile === wanted);
}

/** From a shell there are no settings of an editor; what a developer, a teacher and the tests need are variables. */
function settingsFromEnvironment(env: NodeJS.ProcessEnv): LabSettings {
  const minutes = Number(env['DEBEZIUM_LAB_IDLE_MINUTES'] ?? '');
  return {
    runtime: chosenRuntime(env, 'auto'),
    bundledJavas: env['DEBEZIUM_LAB_JAVA_HOMES']?.split('\n'),
    runtimeArchive: env['DEBEZIUM_LAB_RUNTIME_ARCHIVE'],
    runtimeArchiveSha256: env['DEBEZIUM_LAB_RUNTIME_ARCHIVE_SHA256'],
    ...(minutes > 0 && { idleMinutes: minutes }),
  };
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    if (isUserError(error)) process.stderr.write(`${problemText(error.problem)}\n`);
    else if (isAbort(error)) process.stderr.write('cancelled\n');
    else process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = isAbort(error) ? 130 : 1;
  },
);
