import { UserError } from '../../core/errors';
import { PROFILES, type LabCall, type LabProgress, type ServiceName } from '../../core/lab/lab';
import { msg } from '../../core/message';
import { parseJson } from '../files/readable';
import { isFields } from '../files/shape';
import type { CommandResult } from '../process/runCommand';
import { composeProblem, pullProblem, saidOf } from './composeProblem';
import { serviceLabel } from './composeServices';
import type { ContainerFacts } from './composeView';
import { parseContainers, parseMemory, type Container } from './containers';
import { docker, type DockerCall } from './docker';
import type { Engine } from './engine';
import { pullProgress } from './pullProgress';

/** Past this a start has failed, even on a slow disk with everything to set up; seconds. */
const READY_WITHIN_S = 300;
const LOG_TAIL = 10;

/** The lab's project in Docker Compose: each method is one command, run by the `docker` program. */
export class ComposeProject {
  /**
   * @param args what each command begins with: see `composeArgs`
   * @param ensureFiles writes the files that `args` name where they are missing: without them no command works, not even one
   *   that removes everything
   */
  constructor(
    private readonly args: readonly string[],
    private readonly ensureFiles: () => void,
  ) {}

  /** Its containers, those that have ended included. */
  async containers(signal: AbortSignal): Promise<readonly Container[]> {
    const result = await this.compose(['ps', '--all', '--format', 'json'], { signal });
    if (result.code !== 0) throw composeProblem('ps', saidOf(result));
    return parseContainers(result.stdout);
  }

  /** Fetches the images that are not there yet. */
  async pull(services: readonly ServiceName[], engine: Engine, call: LabCall): Promise<void> {
    const onLine = pullProgress(call.onProgress ?? (() => undefined));
    const args = [...progressOf(engine), 'pull', '--policy', 'missing', '--ignore-buildable', ...services];
    const result = await this.compose(args, { signal: call.signal, onLine });
    if (result.code !== 0) throw pullProblem(saidOf(result));
  }

  /** Builds Connect's image for profile `monitoring`; quick once it is built. */
  async build(service: ServiceName, call: LabCall): Promise<void> {
    const onLine = pullProgress(call.onProgress ?? (() => undefined));
    const result = await this.compose(['--progress', 'plain', 'build', service], { signal: call.signal, onLine });
    if (result.code !== 0) throw pullProblem(saidOf(result));
  }

  /** Creates and starts the services and waits until their health checks pass. What failed is the caller's to say. */
  start(services: readonly ServiceName[], engine: Engine, call: LabCall): Promise<CommandResult> {
    const onLine = readyProgress(call.onProgress ?? (() => undefined));
    const wait = ['--detach', '--wait', '--wait-timeout', String(READY_WITHIN_S)];
    return this.compose([...progressOf(engine), 'up', ...wait, '--no-build', '--pull', 'never', ...services], {
      signal: call.signal,
      onLine,
    });
  }

  stop(services: readonly ServiceName[], call: DockerCall): Promise<void> {
    return this.must('stop', [...services], call);
  }

  /** Removes the containers of every profile and their network; the data only if asked to. */
  down(deleteData: boolean, call: DockerCall): Promise<void> {
    return this.must('down', ['--remove-orphans', ...(deleteData ? ['--volumes'] : [])], call);
  }

  kill(service: ServiceName, call: DockerCall): Promise<void> {
    return this.must('kill', ['--signal', 'SIGKILL', service], call);
  }

  /** The end of a service's output, with times. */
  async logs(service: ServiceName, lines: number, call: DockerCall): Promise<string> {
    const result = await this.compose(['logs', '--no-color', '--no-log-prefix', '--tail', String(lines), service], call);
    if (result.code !== 0) throw composeProblem('logs', saidOf(result));
    return result.stdout;
  }

  /** How to run a program inside a service's container, in this terminal. */
  execArgs(service: ServiceName, command: readonly string[], env: Readonly<Record<string, string>>, terminal: boolean): readonly string[] {
    const variables = Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
    return [...this.args, 'exec', ...(terminal ? [] : ['--no-TTY']), ...variables, service, ...command];
  }

  /** Why a container that failed did so: whether memory was short, and its last lines. */
  async facts({ name }: Container, call: DockerCall): Promise<ContainerFacts> {
    const [state, logs] = await Promise.all([
      docker(['inspect', '--format', '{{json .State}}', name], call),
      docker(['logs', '--tail', String(LOG_TAIL), name], call),
    ]);
    const inspected = parseJson(state.stdout);
    const logTail = `${logs.stdout}\n${logs.stderr}`.split('\n').filter((line) => line.trim() !== '');
    return { outOfMemory: isFields(inspected) && inspected['OOMKilled'] === true, logTail: logTail.slice(-LOG_TAIL) };
  }

  /** Resident memory in MiB by container. It takes the engine a second or two. */
  async memory(containers: readonly Container[], call: DockerCall): Promise<ReadonlyMap<string, number>> {
    const names = containers.filter(({ state }) => state === 'running').map(({ name }) => name);
    if (names.length === 0) return new Map();
    const result = await docker(['stats', '--no-stream', '--format', 'json', ...names], call);
    return parseMemory(result.stdout);
  }

  private async must(command: string, args: readonly string[], call: DockerCall): Promise<void> {
    const result = await this.compose([command, ...args], call);
    if (result.code !== 0) throw composeProblem(command, saidOf(result));
  }

  /** With every profile: which services are meant is said by their names. */
  private compose(args: readonly string[], call: DockerCall): Promise<CommandResult> {
    this.ensureFiles();
    return docker([...this.args, ...PROFILES.flatMap((profile) => ['--profile', profile]), ...args], call);
  }
}

function progressOf({ jsonProgress }: Engine): readonly string[] {
  return ['--progress', jsonProgress ? 'json' : 'plain'];
}

/** Says once of each service that it is ready. Compose's line names the container: `Container debezium-lab-1a2b-kafka-1  Healthy`. */
function readyProgress(tell: (progress: LabProgress) => void): (line: string) => void {
  const told = new Set<string>();
  return (line) => {
    const [, container] = /Container (\S+-\d+)"?.*\bHealthy\b/u.exec(line) ?? [];
    const service = SERVICE_IN_NAME.exec(container ?? '')?.[1];
    if (service === undefined || told.has(service)) return;
    told.add(service);
    tell({ message: msg('{0} is ready.', serviceLabel(service)) });
  };
}

const SERVICE_IN_NAME = /^debezium-lab-[0-9a-f]{12}-(.+)-\d+$/u;

/** A service that failed to start, with the reason and what to do. */
export function startProblem(label: string, why: UserError['problem']['why'], facts: ContainerFacts): UserError {
  const last = facts.logTail?.at(-1);
  return new UserError({
    what: msg('{0} did not start.', label),
    why,
    fix: facts.outOfMemory
      ? msg('Start the lab again: its data is kept. Should it happen again, set debeziumLab.runtime to “local”: it has no such limit.')
      : msg('Its log ends with “{0}”. Start the lab again to retry; a reset throws its data away.', last?.trim() ?? ''),
    action: 'showLog',
  });
}
