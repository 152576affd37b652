import type { Disposable } from '../../core/disposable';
import { Emitter } from '../../core/emitter';
import { UserError } from '../../core/errors';
import type { CheckEndpoints, EndpointFinding } from '../../core/lab/endpointFinding';
import type { Address, Endpoints } from '../../core/lab/endpoints';
import type { DownOptions, Lab, LabCall, LabStatus, PreflightFinding, Profile, ServiceStatus, ToolLaunch } from '../../core/lab/lab';
import type { SecretSource } from '../../core/lab/secret';
import { msg } from '../../core/message';
import { externalEndpoints } from './externalEndpoints';
import { readExternalSettings } from './externalSettings';

export interface ExternalOptions {
  /** What the user wrote below `debeziumLab.external`, read anew at each start. */
  readonly settings: () => Readonly<Record<string, unknown>>;
  readonly secret: SecretSource;
  readonly check: CheckEndpoints;
}

/** What is known since the last start; nothing of it is kept longer than the process. */
interface Connected {
  readonly profile: Profile;
  readonly endpoints: Endpoints;
  readonly findings: readonly EndpointFinding[];
}

/** Systems that run elsewhere and that others use, too. Starting the lab tries the connections; stopping it forgets them. */
export class ExternalLab implements Lab {
  readonly runtime = 'external';
  private connected: Connected | null = null;
  private readonly changed = new Emitter<[LabStatus]>();

  constructor(private readonly options: ExternalOptions) {}

  /** One line for each system: that it answers, or what is wrong and what to do. */
  async preflight(_profile: Profile, { signal }: LabCall): Promise<readonly PreflightFinding[]> {
    const { findings } = await this.look(signal);
    return findings.map(lineOf);
  }

  async prepare(_profile: Profile, { signal }: LabCall): Promise<void> {
    await this.look(signal);
  }

  async up(profile: Profile | null, { signal, onProgress }: LabCall): Promise<LabStatus> {
    onProgress?.({ message: msg('Trying the connections…') });
    const looked = await this.look(signal);
    this.connected = { ...looked, profile: profile ?? this.connected?.profile ?? 'postgres' };
    const status = this.present();
    this.changed.fire(status);
    const [problem] = looked.findings.flatMap((finding) => finding.problem ?? []);
    if (problem) throw new UserError(problem);
    return status;
  }

  down(_call?: LabCall, { deleteData = false }: DownOptions = {}): Promise<void> {
    if (deleteData) return Promise.reject(keepsData());
    this.connected = null;
    this.changed.fire(this.present());
    return Promise.resolve();
  }

  reset(): Promise<LabStatus> {
    return Promise.reject(keepsData());
  }

  restart(): Promise<LabStatus> {
    return Promise.reject(notHere(msg('Its servers are started and stopped by whoever runs them.')));
  }

  kill(): Promise<void> {
    return Promise.reject(notHere(msg('Its servers are started and stopped by whoever runs them.')));
  }

  status(): Promise<LabStatus> {
    return Promise.resolve(this.present());
  }

  watch(listener: (status: LabStatus) => void): Disposable {
    const subscription = this.changed.on(listener);
    queueMicrotask(() => listener(this.present()));
    return subscription;
  }

  tool(): Promise<ToolLaunch> {
    return Promise.reject(notHere(msg('The programs of the lab’s terminal belong to a lab on this machine.')));
  }

  logFile(): Promise<string> {
    return Promise.reject(notHere(msg('The logs are where the servers are.')));
  }

  endpoints(): Promise<Endpoints | null> {
    return Promise.resolve(this.connected?.endpoints ?? null);
  }

  private async look(signal: AbortSignal): Promise<Omit<Connected, 'profile'>> {
    const { settings, secret, check } = this.options;
    const endpoints = await externalEndpoints(readExternalSettings(settings()), { secret, signal });
    return { endpoints, findings: await check(endpoints, signal) };
  }

  private present(): LabStatus {
    const { connected } = this;
    return {
      runtime: 'external',
      shared: true,
      profile: connected?.profile ?? null,
      services: (connected?.findings ?? []).map(serviceOf),
    };
  }
}

function serviceOf({ service: name, address, version, problem }: EndpointFinding): ServiceStatus {
  const base = { name, ...hostAndPort(address), address, pid: null, version, memoryMb: null };
  return problem ? { ...base, state: 'failed', reason: problem.what } : { ...base, state: 'running' };
}

/** Of the first, where there are several: `host:port, host:port`, or the address of a page. */
export function hostAndPort(address: string): Address {
  const [, scheme, host = address, port] = /^(?:(\w+):\/\/)?([^,/]*?)(?::(\d+))?(?:[,/].*)?$/u.exec(address.trim()) ?? [];
  return { host, port: Number(port ?? (scheme === 'https' ? 443 : scheme === 'http' ? 80 : 0)) };
}

function lineOf({ product, address, version, note, problem }: EndpointFinding): PreflightFinding {
  if (problem) return { id: 'endpoint', level: 'missing', text: problem.what, why: problem.why, fix: problem.fix };
  const told = version === null ? product : `${product} ${version}`;
  return { id: 'endpoint', level: 'ok', text: msg('{0} at {1} answers.', told, address), why: note };
}

function keepsData(): UserError {
  return notHere(msg('Its data is kept: others work with it, too.'));
}

function notHere(why: ReturnType<typeof msg>): UserError {
  return new UserError({ what: msg('This cannot be done with a lab that runs elsewhere.'), why });
}
