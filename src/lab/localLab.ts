import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Disposable } from '../core/disposable';
import { UserError } from '../core/errors';
import type { Endpoints } from '../core/lab/endpoints';
import type { DownOptions, Lab, LabCall, LabStatus, PreflightFinding, Profile, ServiceName, ToolLaunch, ToolName } from '../core/lab/lab';
import type { Log } from '../core/log';
import { msg } from '../core/message';
import type { GuardClient } from './guard/guardClient';
import type { GuardRequest } from './guard/protocol';
import { readState } from './guard/stateFile';
import { findGuard, summonGuard } from './guard/summonGuard';
import { logFile, type LabPaths } from './labPaths';
import type { LabSettings } from './labSettings';
import { endpointsOf, statusWithoutGuard } from './labView';
import { LabWatch } from './labWatch';
import { runPreflight } from './preflight/runPreflight';
import { allServices, profileDefinition } from './services/profiles';
import { labTool } from './toolchain/labTool';
import { refillDamaged, type JarsRequest } from './toolchain/prepareJars';
import { prepareToolchain } from './toolchain/prepareToolchain';
import { dataRoot, findRunAs } from './toolchain/runAs';
import type { Toolchain } from './toolchain/toolchain';

export interface LocalLabOptions {
  readonly paths: LabPaths;
  readonly log: Log;
  readonly settings: LabSettings;
  /** The guard's bundle, `dist/guard.js`. */
  readonly guardPath: string;
  /** The extension's `labs/` folder. */
  readonly assets: string;
}

/** The lab of real processes on this machine. It keeps no state of its own: that is with the guard and its state file. */
export class LocalLab implements Lab {
  readonly runtime = 'local';
  private readonly watches = new Set<LabWatch>();

  constructor(private readonly options: LocalLabOptions) {}

  preflight(profile: Profile, call: LabCall): Promise<readonly PreflightFinding[]> {
    const { paths, settings, assets } = this.options;
    return runPreflight({ profile, paths, settings, assets, status: () => this.status(), signal: call.signal });
  }

  async prepare(profile: Profile, call: LabCall): Promise<void> {
    await this.prepareTools(profile, call);
  }

  async up(profile: Profile | null, call: LabCall): Promise<LabStatus> {
    const wanted = profile ?? this.presentProfile();
    return this.withTools(wanted, call, (tools) => ({ kind: 'up', profile: wanted, tools }));
  }

  async reset(call: LabCall): Promise<LabStatus> {
    const profile = this.presentProfile();
    return this.withTools(profile, call, (tools) => ({ kind: 'reset', profile, tools }));
  }

  async restart(service: ServiceName, call: LabCall): Promise<LabStatus> {
    return this.withTools(this.presentProfile(), call, (tools) => ({ kind: 'restart', service, tools }));
  }

  async down(call: LabCall, { deleteData = false }: DownOptions = {}): Promise<void> {
    call.signal.throwIfAborted();
    const { guard, services } = readState(this.options.paths.stateFile);
    // Without a guard there may still be what it left running: a new one ends that before anything else.
    const client = guard || services.length > 0 ? await this.guardToStop(call) : null;
    if (client) await ask(client, { kind: 'down' }, call);
    if (deleteData) await this.deleteData(call);
  }

  async kill(service: ServiceName, call: LabCall): Promise<void> {
    const client = await findGuard(this.options.paths);
    if (!client) throw new UserError({ what: msg('The lab is not running.'), action: 'startLab' });
    await ask(client, { kind: 'kill', service }, call);
  }

  async status(): Promise<LabStatus> {
    const { paths, log } = this.options;
    const client = await findGuard(paths);
    if (client) {
      try {
        return await ask(client, { kind: 'status' }, { signal: AbortSignal.timeout(5_000) });
      } catch (error) {
        log.debug(`the guard did not tell the status: ${String(error)}`);
      }
    }
    return statusWithoutGuard(readState(paths.stateFile));
  }

  watch(listener: (status: LabStatus) => void): Disposable {
    const { paths } = this.options;
    const watch = new LabWatch({
      findGuard: () => findGuard(paths),
      status: () => statusWithoutGuard(readState(paths.stateFile)),
      listener,
    });
    this.watches.add(watch);
    return {
      dispose: () => {
        watch.dispose();
        this.watches.delete(watch);
      },
    };
  }

  async tool(name: ToolName, { signal }: LabCall): Promise<ToolLaunch> {
    const { paths, settings, assets } = this.options;
    return labTool(name, { paths, settings, assets, endpoints: await this.endpoints(), signal });
  }

  logFile(service: ServiceName): Promise<string> {
    return Promise.resolve(logFile(this.options.paths, service));
  }

  async endpoints(): Promise<Endpoints | null> {
    return endpointsOf(await this.status());
  }

  /** A start may fail for a jar that is damaged though its size and date are right: then it is tried once more, with new jars. */
  private async withTools(profile: Profile, call: LabCall, request: (tools: Toolchain) => GuardRequest): Promise<LabStatus> {
    try {
      return await this.tryWithTools(profile, call, request);
    } catch (error) {
      if (call.signal.aborted || !(await refillDamaged(this.jarsRequest(call)))) throw error;
      return this.tryWithTools(profile, call, request);
    }
  }

  /** Finds the tools while the guard starts: neither needs the other. */
  private async tryWithTools(profile: Profile, call: LabCall, request: (tools: Toolchain) => GuardRequest): Promise<LabStatus> {
    const { paths, guardPath, log } = this.options;
    if (!profileDefinition(profile)) throw noSuchProfile(profile);
    const { signal } = call;
    signal.throwIfAborted();
    const summoned = summonGuard(paths, guardPath, signal);
    try {
      const tools = await this.prepareTools(profile, call);
      const servers = [tools.postgres, tools.mysql].flatMap((server) => (server ? [`${server.bin} (${server.version})`] : []));
      log.debug(`java ${tools.java}, databases ${servers.join(', ')}, jars in ${tools.jars}`);
      const client = await summoned;
      for (const watch of this.watches) watch.lookNow();
      return await ask(client, request(tools), call);
    } catch (error) {
      void summoned.then(
        (client) => {
          client.close();
        },
        () => undefined,
      );
      throw error;
    }
  }

  private prepareTools(profile: Profile, call: LabCall): Promise<Toolchain> {
    return prepareToolchain({ profile, ...this.jarsRequest(call) });
  }

  private jarsRequest({ signal, onProgress = () => undefined }: LabCall): JarsRequest {
    const { paths, settings, assets } = this.options;
    return { paths, settings, assets, signal, onProgress };
  }

  /** Only of a lab that is down: another window may have started it again. */
  private async deleteData({ onProgress }: LabCall): Promise<void> {
    if ((await this.status()).profile !== null) throw new UserError({ what: msg('The lab was started again, so its data is kept.') });
    onProgress?.({ message: msg('Throwing the data of the lab away…') });
    const root = dataRoot(this.options.paths.home, findRunAs());
    for (const { dataFolder } of allServices()) if (dataFolder) await rm(join(root, dataFolder), { recursive: true, force: true });
  }

  /** The one that runs, or ran last. */
  private presentProfile(): Profile {
    const { profile, lastProfile } = readState(this.options.paths.stateFile);
    return profile ?? lastProfile;
  }

  private async guardToStop(call: LabCall): Promise<GuardClient | null> {
    const { paths, guardPath } = this.options;
    const found = await findGuard(paths);
    if (found) return found;
    const { profile } = await statusWithoutGuard(readState(paths.stateFile));
    return profile === null ? null : summonGuard(paths, guardPath, call.signal);
  }
}

async function ask(client: GuardClient, request: GuardRequest, call: LabCall): Promise<LabStatus> {
  try {
    return await client.request(request, call);
  } finally {
    client.close();
  }
}

function noSuchProfile(profile: Profile): UserError {
  return new UserError({ what: msg('The local lab has no profile “{0}”.', profile) });
}
