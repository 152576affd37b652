import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Disposable } from '../../core/disposable';
import { UserError } from '../../core/errors';
import type { Endpoints } from '../../core/lab/endpoints';
import type {
  DownOptions,
  Lab,
  LabCall,
  LabStatus,
  PreflightFinding,
  Profile,
  ServiceName,
  ToolLaunch,
  ToolName,
} from '../../core/lab/lab';
import type { Log } from '../../core/log';
import { msg } from '../../core/message';
import { writeAtomic } from '../files/atomicFile';
import { holdsLock, releaseLock, takeLock } from '../guard/guardLock';
import { logFile, type LabPaths } from '../labPaths';
import type { LabSettings } from '../labSettings';
import { endpointsOf } from '../labView';
import { identityOf, type ProcessIdentity } from '../process/processIdentity';
import { waitUntil } from '../process/waitUntil';
import { composeArgs, hasComposeFiles, INTERNAL_ADDRESSES, writeComposeFiles } from './composeFiles';
import { composePreflight } from './composePreflight';
import { ComposeProject } from './composeProject';
import { composeServices, serviceLabel } from './composeServices';
import { readComposeState, removeComposeState, writeComposeState } from './composeState';
import { composeTool } from './composeTool';
import { composeStatus, stateOf, type ContainerFacts } from './composeView';
import { ComposeWatch } from './composeWatch';
import type { Container } from './containers';
import { findEngine } from './engine';
import { startServices } from './startServices';

export interface ComposeLabOptions {
  readonly paths: LabPaths;
  readonly log: Log;
  readonly settings: LabSettings;
  /** The extension's `labs/` folder. */
  readonly assets: string;
}

/** Asking the engine how its containers are may not hang where it does. */
const STATUS_WITHIN_MS = 15_000;
const LOG_LINES = 5_000;

/** The lab in containers, driven by the `docker compose` command. What it keeps of its own is the profile and the ports. */
export class ComposeLab implements Lab {
  readonly runtime = 'compose';
  private readonly project: ComposeProject;
  private readonly watches = new Set<ComposeWatch>();

  constructor(private readonly options: ComposeLabOptions) {
    const { paths, assets } = options;
    this.project = new ComposeProject(composeArgs(paths, assets), () => {
      if (hasComposeFiles(paths)) return;
      const { profile, lastProfile, ports } = readComposeState(paths);
      writeComposeFiles(paths, assets, profile ?? lastProfile, ports);
    });
  }

  preflight(profile: Profile, { signal }: LabCall): Promise<readonly PreflightFinding[]> {
    const { paths, settings } = this.options;
    return composePreflight({
      profile,
      ports: readComposeState(paths).ports,
      home: paths.home,
      settings,
      status: () => this.status(),
      signal,
    });
  }

  async prepare(profile: Profile, call: LabCall): Promise<void> {
    await this.alone(call, async () => {
      await startServices(this.start(profile), { ...call, onlyFetch: true });
    });
  }

  async up(profile: Profile | null, call: LabCall): Promise<LabStatus> {
    const { paths } = this.options;
    const present = readComposeState(paths);
    const wanted = profile ?? present.profile ?? present.lastProfile;
    if (composeServices(wanted).length === 0) throw new UserError({ what: msg('The lab in containers has no profile “{0}”.', wanted) });
    await this.alone(call, () => startServices(this.start(wanted), call));
    return this.status();
  }

  async down(call: LabCall, { deleteData = false }: DownOptions = {}): Promise<void> {
    await this.takeDown(call, deleteData);
    if (deleteData) removeComposeState(this.options.paths);
  }

  /** The ports stay the same: snippets and consumers may have them. */
  async reset(call: LabCall): Promise<LabStatus> {
    const { profile, lastProfile } = readComposeState(this.options.paths);
    await findEngine(call);
    await this.takeDown(call, true);
    return this.up(profile ?? lastProfile, call);
  }

  async restart(service: ServiceName, call: LabCall): Promise<LabStatus> {
    const profile = this.runningProfile();
    if (!composeServices(profile).some(({ name }) => name === service)) throw notPartOfLab(service);
    call.onProgress?.({ message: msg('Stopping {0}…', serviceLabel(service)) });
    await this.alone(call, async () => {
      const present = await this.project.containers(call.signal);
      if (present.some((container) => container.service === service)) await this.project.stop([service], call);
      await startServices(this.start(profile), call);
    });
    return this.status();
  }

  async kill(service: ServiceName, { signal }: LabCall): Promise<void> {
    this.runningProfile();
    const present = await this.project.containers(signal);
    if (!present.some((container) => container.service === service && container.state === 'running')) {
      throw new UserError({ what: msg('{0} does not run, so it cannot be killed.', serviceLabel(service)), action: 'startLab' });
    }
    await this.project.kill(service, { signal });
    this.lookNow();
  }

  async status(): Promise<LabStatus> {
    const state = readComposeState(this.options.paths);
    if (state.profile === null) return composeStatus(state, []);
    const signal = AbortSignal.timeout(STATUS_WITHIN_MS);
    const containers = await this.project.containers(signal);
    const [memory, facts] = await Promise.all([
      this.project.memory(containers, { signal }).catch(() => new Map<string, number>()),
      this.failures(containers, signal),
    ]);
    return composeStatus(state, containers, (container) => ({ ...facts.get(container.name), memoryMb: memory.get(container.name) }));
  }

  watch(listener: (status: LabStatus) => void): Disposable {
    const { paths, log } = this.options;
    const watch = new ComposeWatch({
      state: () => readComposeState(paths),
      containers: (signal) => this.project.containers(signal),
      failures: (containers, signal) => this.failures(containers, signal),
      memory: (containers, signal) => this.project.memory(containers, { signal }),
      listener,
      log,
    });
    this.watches.add(watch);
    return {
      dispose: () => {
        watch.dispose();
        this.watches.delete(watch);
      },
    };
  }

  async tool(name: ToolName, call: LabCall): Promise<ToolLaunch> {
    const { paths, settings, assets } = this.options;
    return composeTool(name, { project: this.project, paths, settings, assets, endpoints: await this.endpoints(), signal: call.signal });
  }

  /** The file is written when it is asked for: the engine keeps the log. */
  async logFile(service: ServiceName, { signal }: LabCall): Promise<string> {
    const file = logFile(this.options.paths, service);
    writeAtomic(file, await this.project.logs(service, LOG_LINES, { signal }));
    return file;
  }

  async endpoints(): Promise<Endpoints | null> {
    const state = readComposeState(this.options.paths);
    if (state.profile === null) return null;
    const containers = await this.project.containers(AbortSignal.timeout(STATUS_WITHIN_MS));
    return endpointsOf(composeStatus(state, containers), INTERNAL_ADDRESSES);
  }

  private async takeDown({ signal, onProgress }: LabCall, deleteData: boolean): Promise<void> {
    const { paths } = this.options;
    const state = readComposeState(paths);
    onProgress?.({ message: deleteData ? msg('Throwing the data of the lab away…') : msg('Stopping the containers…') });
    await this.project.down(deleteData, { signal });
    writeComposeState(paths, { ...state, profile: null });
    this.lookNow();
  }

  private start(profile: Profile): Parameters<typeof startServices>[0] {
    const { paths, assets, log } = this.options;
    return { profile, project: this.project, paths, assets, log };
  }

  private runningProfile(): Profile {
    const { profile } = readComposeState(this.options.paths);
    if (profile === null) throw new UserError({ what: msg('The lab is not running.'), action: 'startLab' });
    return profile;
  }

  /** Why the failed ones failed, by container. */
  private async failures(containers: readonly Container[], signal: AbortSignal): Promise<ReadonlyMap<string, ContainerFacts>> {
    const failed = containers.filter((container) => stateOf(container) === 'failed');
    return new Map(await Promise.all(failed.map(async (one) => [one.name, await this.project.facts(one, { signal })] as const)));
  }

  /** One window or shell at a time changes the lab; whoever comes second waits. `down` and `kill` do not: they mean now. */
  private async alone(call: LabCall, task: () => Promise<void>): Promise<void> {
    const { paths } = this.options;
    mkdirSync(paths.run, { recursive: true, mode: 0o700 });
    const me = await thisProcess();
    const lock = join(paths.run, 'compose.lock');
    await waitUntil(async () => (!holdsLock(lock, me) && (await takeLock(lock, me)) ? true : null), { signal: call.signal, everyMs: 200 });
    try {
      await task();
    } finally {
      releaseLock(lock, me);
      this.lookNow();
    }
  }

  private lookNow(): void {
    for (const watch of this.watches) watch.lookNow();
  }
}

async function thisProcess(): Promise<ProcessIdentity> {
  const me = await identityOf(process.pid);
  if (!me) throw new Error('this process cannot read its own start time');
  return me;
}

function notPartOfLab(service: ServiceName): UserError {
  return new UserError({ what: msg('“{0}” is not part of the lab that runs.', serviceLabel(service)) });
}
