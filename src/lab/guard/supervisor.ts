import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../core/errors';
import type { LabProgress, LabStatus, Profile, ServiceName } from '../../core/lab/lab';
import type { Log } from '../../core/log';
import { msg } from '../../core/message';
import { logFile, type LabPaths } from '../labPaths';
import { residentMb } from '../process/memory';
import type { ProcessIdentity } from '../process/processIdentity';
import { allServices, profileDefinition, profileHas } from '../services/profiles';
import type { PortName, ServiceDefinition } from '../services/service';
import type { Toolchain } from '../toolchain/toolchain';
import { ManagedService, PortClash } from './managedService';
import { claimsFolder, PortClaims } from './portClaims';
import { planPorts } from './portPlan';
import { PROTOCOL_VERSION } from './protocol';
import { RotatingLog } from './rotatingLog';
import { SavedState } from './savedState';
import { statusOf, type LabState } from './stateFile';
import { stopInOrder } from './stopOrder';
import { TaskQueue } from './taskQueue';

export interface OperationCall {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: LabProgress) => void;
}

const PORT_ATTEMPTS = 4;

/** Owns the services of one home: starts, stops and watches them, and writes down each change of their state. */
export class Supervisor {
  private readonly services = new Map<ServiceName, ManagedService>();
  private readonly queue = new TaskQueue();
  private readonly listeners = new Set<(status: LabStatus) => void>();
  private readonly claims: PortClaims;
  private readonly saved: SavedState;

  constructor(
    private readonly paths: LabPaths,
    private state: LabState,
    me: ProcessIdentity,
    private readonly log: Log,
  ) {
    this.claims = new PortClaims(claimsFolder(), me);
    this.saved = new SavedState(paths.stateFile, log);
    this.state = { ...state, guard: { ...me, protocol: PROTOCOL_VERSION }, profile: null, services: [] };
    if (profileDefinition(state.lastProfile)) this.addServices(state.lastProfile);
    this.publish();
  }

  status(): LabStatus {
    return statusOf(this.state);
  }

  onChange(listener: (status: LabStatus) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** True while there is any process to look after, or an operation at work. */
  isBusy(): boolean {
    return this.queue.isBusy() || [...this.services.values()].some((service) => service.hasProcess());
  }

  up(profile: Profile, tools: Toolchain, call: OperationCall): Promise<void> {
    return this.queue.run((signal) => this.startProfile(profile, tools, { ...call, signal }), call.signal);
  }

  /** Stops all. An `up` at work is cancelled: whoever stops the lab means it. */
  down(): Promise<void> {
    return this.queue.runInstead(cancelledByStop(), () => this.stopAll());
  }

  reset(profile: Profile, tools: Toolchain, call: OperationCall): Promise<void> {
    return this.queue.runInstead(
      cancelledByStop(),
      async (signal) => {
        call.onProgress({ message: msg('Throwing the data of the lab away…') });
        await Promise.all([...this.services.values()].map((service) => service.stopNow()));
        this.change({ profile: null });
        // Of every profile: offsets and topics go, so nothing that they refer to may stay.
        for (const { dataFolder } of allServices()) {
          if (dataFolder) await rm(join(tools.dataRoot, dataFolder), { recursive: true, force: true });
        }
        await this.startProfile(profile, tools, { ...call, signal });
      },
      call.signal,
    );
  }

  restart(name: ServiceName, tools: Toolchain, call: OperationCall): Promise<void> {
    return this.queue.run(async (signal) => {
      const service = this.known(name);
      if (this.state.profile === null) throw new UserError({ what: msg('The lab is not running.'), action: 'startLab' });
      await service.stop();
      await this.startServices([service], tools, { ...call, signal });
    }, call.signal);
  }

  async kill(name: ServiceName): Promise<void> {
    const service = this.known(name);
    if (!service.hasProcess()) {
      throw new UserError({ what: msg('{0} does not run, so it cannot be killed.', service.definition.label), action: 'startLab' });
    }
    await service.crash();
  }

  async measureMemory(): Promise<void> {
    const pids = [...this.services.values()].flatMap((service) => service.record().status.pid ?? []);
    const memory = await residentMb(pids);
    for (const service of this.services.values()) service.setMemory(memory.get(service.record().status.pid ?? 0) ?? null);
  }

  /** The last words of a guard that ends. */
  signOff(): void {
    this.change({ guard: null });
    this.claims.releaseAll();
  }

  private async startProfile(profile: Profile, tools: Toolchain, call: OperationCall): Promise<void> {
    const { profile: before, lastProfile } = this.state;
    await this.dropReplaced(profile);
    const wanted = this.addServices(profile);
    const running = new Set(wanted.filter((service) => service.isRunning()));
    this.change({ profile, lastProfile: profile });
    try {
      await this.startServices(
        wanted.filter((service) => !running.has(service)),
        tools,
        call,
      );
    } catch (error) {
      if (call.signal.aborted) {
        // Cancelled: as it was before, as far as this start is concerned.
        await Promise.all(wanted.filter((service) => !running.has(service)).map((service) => service.stopNow()));
        this.change({ profile: before, lastProfile });
        this.forgetIdle(before ?? lastProfile);
      }
      throw error;
    }
    await this.stopOthers(profile, call);
  }

  /** Ends what another profile had started; its data stays. Not earlier: had this start failed, all would be as before. */
  private async stopOthers(profile: Profile, call: OperationCall): Promise<void> {
    const others = [...this.services.values()].filter(({ definition }) => !profileHas(profile, definition.name));
    const running = others.filter((service) => service.hasProcess());
    if (running.length > 0) {
      call.onProgress({ message: msg('Stopping {0}…', running.map((service) => service.definition.label).join(', ')) });
    }
    await stopInOrder(others);
    this.forgetIdle(profile);
  }

  /** A service that no longer runs and that the profile does not have is not shown any more. */
  private forgetIdle(profile: Profile): void {
    for (const [name, service] of this.services) {
      if (!service.hasProcess() && !profileHas(profile, name)) this.services.delete(name);
    }
    this.publish();
  }

  private async startServices(services: readonly ManagedService[], tools: Toolchain, call: OperationCall): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const starting = await this.assignPorts(
        services.filter((service) => !service.isRunning()),
        call,
      );
      if (starting.length === 0) return;
      this.saved.check();
      call.onProgress({ message: msg('Starting {0}…', starting.map((service) => service.definition.label).join(', ')) });
      try {
        await this.startTogether(starting, tools, call);
        return;
      } catch (error) {
        if (!(error instanceof PortClash) || attempt === PORT_ATTEMPTS) throw error;
        this.log.warn(`${error.message}: its port was taken while it started; trying another`);
      }
    }
  }

  /** Starts all at once; the first failure stops those that are not ready yet, since they may wait for the failed one. */
  private async startTogether(services: readonly ManagedService[], tools: Toolchain, call: OperationCall): Promise<void> {
    const failure = new AbortController();
    const signal = AbortSignal.any([call.signal, failure.signal]);
    const context = { paths: this.paths, tools, ports: this.state.ports };
    const begun = performance.now();
    const outcomes = await Promise.allSettled(
      services.map(async (service) => {
        try {
          await service.start(context, signal);
        } catch (error) {
          failure.abort(error);
          throw error;
        }
        const seconds = ((performance.now() - begun) / 1000).toFixed(1);
        this.log.info(`${service.definition.name} is ready after ${seconds} s`);
        const { port } = service.record().status;
        call.onProgress({ message: msg('{0} is ready on port {1} after {2} s.', service.definition.label, port, seconds) });
      }),
    );
    call.signal.throwIfAborted();
    if (outcomes.some((outcome) => outcome.status === 'rejected')) throw failure.signal.reason;
  }

  /** Gives each service free ports. Those that run with a port that had to change are stopped and join the others. */
  private async assignPorts(services: readonly ManagedService[], call: OperationCall): Promise<readonly ManagedService[]> {
    const asked = services.flatMap(({ definition }) => [definition.port, ...definition.innerPorts]);
    const { ports, notes } = await planPorts(this.state.ports, asked, this.paths.home, (port) => this.claims.claim(port));
    for (const message of notes) call.onProgress({ message });
    const changed = asked.filter((name) => ports[name] !== this.state.ports[name]);
    const affected = [...this.services.values()].filter((service) => service.isRunning() && readsOneOf(service.definition, changed));
    await Promise.all(affected.map((service) => service.stop()));
    this.change({ ports });
    const starting = [...services, ...affected];
    for (const service of starting) service.assignPort(ports[service.definition.port]);
    return starting;
  }

  private async stopAll(): Promise<void> {
    await stopInOrder([...this.services.values()]);
    this.change({ profile: null });
  }

  /** Ends the services that the profile wants in another form: the new form needs the port, so it cannot be ready before. */
  private async dropReplaced(profile: Profile): Promise<void> {
    const wanted = profileDefinition(profile)?.services ?? [];
    const replaced = [...this.services.values()].filter((service) =>
      wanted.some((definition) => definition.name === service.definition.name && !serves(service, definition)),
    );
    await Promise.all(replaced.map((service) => service.stop()));
    for (const { definition } of replaced) this.services.delete(definition.name);
  }

  private addServices(profile: Profile): readonly ManagedService[] {
    const definition = profileDefinition(profile);
    if (!definition) throw new UserError({ what: msg('The local lab has no profile “{0}”.', profile) });
    return definition.services.map((service) => this.services.get(service.name) ?? this.addService(service));
  }

  private addService(definition: ServiceDefinition): ManagedService {
    const log = new RotatingLog(logFile(this.paths, definition.name));
    const service = new ManagedService(definition, log, this.state.ports[definition.port], () => {
      this.publish();
    });
    this.services.set(definition.name, service);
    return service;
  }

  private known(name: ServiceName): ManagedService {
    const service = this.services.get(name);
    if (!service) throw new UserError({ what: msg('“{0}” is not part of the lab that runs.', name), action: 'startLab' });
    return service;
  }

  private change(change: Partial<LabState>): void {
    this.state = { ...this.state, ...change };
    this.publish();
  }

  /** As the profile lists them, whichever was started first. */
  private inOrder(): readonly ManagedService[] {
    const names = profileDefinition(this.state.profile ?? this.state.lastProfile)?.services.map(({ name }) => name) ?? [];
    const listed = names.flatMap((name) => this.services.get(name) ?? []);
    return [...listed, ...[...this.services.values()].filter((service) => !listed.includes(service))];
  }

  private publish(): void {
    this.state = { ...this.state, services: this.inOrder().map((service) => service.record()) };
    this.saved.save(this.state);
    const status = this.status();
    for (const listener of this.listeners) listener(status);
  }
}

function serves(service: ManagedService, wanted: ServiceDefinition): boolean {
  return service.definition === wanted || (service.definition.covers === wanted && service.isRunning());
}

function readsOneOf(definition: ServiceDefinition, ports: readonly PortName[]): boolean {
  return definition.reads.some((port) => ports.includes(port));
}

function cancelledByStop(): UserError {
  return new UserError({ what: msg('The start was cancelled: the lab was stopped or reset meanwhile.'), action: 'startLab' });
}
