import type { ServiceName } from '../../core/lab/lab';
import type { LabPaths } from '../labPaths';
import type { Toolchain } from '../toolchain/toolchain';

/** Everything that listens, with the port it would like: the default that lessons and people expect. */
export const PREFERRED_PORTS = {
  postgres: 5433,
  mysql: 3307,
  mysqlReplica: 3308,
  kafka: 9092,
  kafkaController: 9093,
  connect: 8083,
  jmx: 9404,
  prometheus: 9090,
  grafana: 3000,
} as const;
export type PortName = keyof typeof PREFERRED_PORTS;
export type Ports = Readonly<Record<PortName, number>>;

export const PORT_NAMES: readonly PortName[] = [
  'postgres',
  'mysql',
  'mysqlReplica',
  'kafka',
  'kafkaController',
  'connect',
  'jmx',
  'prometheus',
  'grafana',
];

export interface ServiceContext {
  readonly paths: LabPaths;
  readonly tools: Toolchain;
  readonly ports: Ports;
}

/** How to start a service's process. */
export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly uid?: number | undefined;
  readonly gid?: number | undefined;
  /** Runs once the process has ended because it was asked to. */
  readonly onStopped?: (() => void) | undefined;
}

/** How to end it: gently first, and by SIGKILL when it takes longer than `graceMs`. */
export interface StopPlan {
  /** What is done before the signal, with the service's port. Must not reject, nor take long. */
  readonly farewell?: ((port: number) => Promise<void>) | undefined;
  readonly signal: NodeJS.Signals;
  readonly graceMs: number;
}

/** One service as data: what it listens on, how it is prepared, started, asked and stopped. It keeps no state. */
export interface ServiceDefinition {
  readonly name: ServiceName;
  /** The plainer definition of the same service that this one does all of; while it runs, it need not be replaced by that. */
  readonly covers?: ServiceDefinition | undefined;
  /** The product's name, the same in every language. */
  readonly label: string;
  /** Stopped before these, so that it can take its leave of them. */
  readonly uses: readonly ServiceName[];
  /** Ports of other services that stand in its configuration: when one changes, it has to start again. */
  readonly reads: readonly PortName[];
  /** The port shown to the user. */
  readonly port: PortName;
  /** Other ports it listens on. */
  readonly innerPorts: readonly PortName[];
  /** Makes data and configuration ready; runs before every start. */
  prepare(context: ServiceContext, signal: AbortSignal): Promise<Launch>;
  /** One question to the service itself: its version once it is ready, else null. */
  ready(context: ServiceContext, signal: AbortSignal): Promise<string | null>;
  readonly stop: StopPlan;
  /** A last line that means "try once more shortly", such as memory of a killed predecessor not yet given back. */
  readonly transientFailure?: RegExp | undefined;
  /** The folder below the data root that `reset` removes. */
  readonly dataFolder: string | null;
}
