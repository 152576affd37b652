import type { Disposable } from '../disposable';
import type { Message } from '../message';
import type { Endpoints } from './endpoints';

/** Where the services run. Nothing above {@link Lab} depends on which one it is. */
export type Runtime = 'local' | 'compose' | 'external';

/** A set of services that a lesson asks for in its front matter (`lab: postgres`). */
export const PROFILES = ['postgres', 'mysql', 'mysql-replica', 'monitoring'] as const;
export type Profile = (typeof PROFILES)[number];

export const SERVICES = ['postgres', 'kafka', 'connect', 'mysql', 'mysql-replica', 'prometheus', 'grafana'] as const;
export type ServiceName = (typeof SERVICES)[number];

export type ServiceState = 'stopped' | 'starting' | 'running' | 'failed';

export interface ServiceStatus {
  readonly name: ServiceName;
  readonly state: ServiceState;
  readonly host: string;
  readonly port: number;
  /** The whole address, where host and port do not say it all: `https://…`, several brokers. */
  readonly address?: string | undefined;
  readonly pid: number | null;
  /** The server's own version, such as `15.18`; null until it is known. */
  readonly version: string | null;
  /** Resident memory in MiB; null where it is not known. */
  readonly memoryMb: number | null;
  /** Why the service failed. */
  readonly reason?: Message | undefined;
  /** The last lines of its log, present when it failed. */
  readonly logTail?: readonly string[] | undefined;
}

export interface LabStatus {
  readonly runtime: Runtime;
  /** The profile last asked for; null when the lab is down. */
  readonly profile: Profile | null;
  readonly services: readonly ServiceStatus[];
  /** True where the services are others' too: they can be reached, not restarted, killed or reset. */
  readonly shared?: boolean | undefined;
}

/** True when every service of the profile runs. A lab without a profile is not ready. */
export function isReady(status: LabStatus): boolean {
  return status.profile !== null && status.services.length > 0 && status.services.every((s) => s.state === 'running');
}

/** One line of preflight: what was looked for, whether it is there, and how to get it. */
export interface PreflightFinding {
  readonly id:
    | 'java'
    | 'maven'
    | 'postgres'
    | 'jars'
    | 'memory'
    | 'disk'
    | 'port'
    | 'python'
    | 'runtimeUser'
    | 'mysql'
    | 'prometheus'
    | 'docker'
    | 'endpoint';
  /** `missing` keeps the lab from starting; `warning` does not. */
  readonly level: 'ok' | 'warning' | 'missing';
  readonly text: Message;
  /** The cause, where the text does not say it. */
  readonly why?: Message | undefined;
  /** How to get what is missing, with the command for this platform where there is one. */
  readonly fix?: Message | undefined;
  /** That command by itself, to be copied. */
  readonly command?: string | undefined;
}

/** Programs for the student's hand, called by the same words in every runtime. */
export const TOOLS = [
  'kafka-topics',
  'kafka-console-consumer',
  'kafka-console-producer',
  'kafka-consumer-groups',
  'psql',
  'mysql',
] as const;
export type ToolName = (typeof TOOLS)[number];

/** How to start such a program: the user's own arguments come after these. */
export interface ToolLaunch {
  readonly command: string;
  readonly args: readonly string[];
  /** To be added to the environment. */
  readonly env: Readonly<Record<string, string>>;
}

export interface LabProgress {
  readonly message: Message;
}

export interface LabCall {
  readonly signal: AbortSignal;
  readonly onProgress?: ((progress: LabProgress) => void) | undefined;
}

export interface DownOptions {
  /** Remove databases, slots, topics and offsets, too: nothing is left but downloads. */
  readonly deleteData?: boolean | undefined;
}

/** The lab, whatever it runs on. Every method that can block rejects with the signal's reason once it is aborted. */
export interface Lab {
  readonly runtime: Runtime;
  preflight(profile: Profile, call: LabCall): Promise<readonly PreflightFinding[]>;
  /** Fetches what the profile needs and the lab may fetch; starts nothing. Afterwards a start needs no network. */
  prepare(profile: Profile, call: LabCall): Promise<void>;
  /**
   * Starts what the profile needs and is not running yet, failed services included, and stops what another profile had
   * started; data is kept. Resolves when all are ready. Without a profile: the one that runs, or ran last, else `postgres`.
   */
  up(profile: Profile | null, call: LabCall): Promise<LabStatus>;
  /** Stops every service; data is kept unless its removal is asked for. */
  down(call: LabCall, options?: DownOptions): Promise<void>;
  /** Stops, throws all data away (databases, slots, topics, offsets) and starts the same profile again. */
  reset(call: LabCall): Promise<LabStatus>;
  /** Starts one service again, with its data. */
  restart(service: ServiceName, call: LabCall): Promise<LabStatus>;
  /** Ends one service as a crash would (SIGKILL), for exercises on failure. */
  kill(service: ServiceName, call: LabCall): Promise<void>;
  status(): Promise<LabStatus>;
  /** Tells the listener the present status soon, and every change after that, until disposed. */
  watch(listener: (status: LabStatus) => void): Disposable;
  /** How to start a tool on this lab. Rejects with a UserError when the machine does not have it. */
  tool(name: ToolName, call: LabCall): Promise<ToolLaunch>;
  /** Path of the service's log file, with all that it said until now. */
  logFile(service: ServiceName, call: LabCall): Promise<string>;
  /** Addresses of the running services; null while the lab is down. */
  endpoints(): Promise<Endpoints | null>;
}
