import type { LabStatus, ServiceState, ServiceStatus } from '../../core/lab/lab';
import { msg, type Message } from '../../core/message';
import { LOOPBACK } from '../net/ports';
import { composeServices } from './composeServices';
import type { ComposeState } from './composeState';
import { tagOf, type Container } from './containers';

/** What is known of a container beside its line in the list. */
export interface ContainerFacts {
  readonly memoryMb?: number | undefined;
  /** The kernel ended it since it went beyond its memory limit. */
  readonly outOfMemory?: boolean | undefined;
  readonly logTail?: readonly string[] | undefined;
}

/** The lab as its containers show it: every service of the profile, a missing one as stopped. */
export function composeStatus(
  state: ComposeState,
  containers: readonly Container[],
  factsOf: (container: Container) => ContainerFacts | undefined = () => undefined,
): LabStatus {
  const services = composeServices(state.profile ?? state.lastProfile).map(({ name, port }): ServiceStatus => {
    const container = containers.find(({ service }) => service === name);
    const address = { name, host: LOOPBACK, port: state.ports[port], pid: null };
    if (!container) return { ...address, state: 'stopped', version: null, memoryMb: null };
    const facts = factsOf(container);
    const now = stateOf(container);
    return {
      ...address,
      state: now,
      version: tagOf(container.image),
      memoryMb: facts?.memoryMb ?? null,
      ...(now === 'failed' && { reason: failure(container, facts), logTail: facts?.logTail }),
    };
  });
  return { runtime: 'compose', profile: state.profile, services };
}

/** Exit code 143 is SIGTERM's, which is how `docker stop` ends a JVM: it was asked to end. */
const STOPPED_CODES: ReadonlySet<number> = new Set([0, 130, 143]);

export function stateOf({ state, health, exitCode }: Container): ServiceState {
  switch (state) {
    case 'running':
      if (health === 'unhealthy') return 'failed';
      return health === 'starting' ? 'starting' : 'running';
    case 'created':
    case 'restarting':
      return 'starting';
    case 'exited':
      return STOPPED_CODES.has(exitCode) ? 'stopped' : 'failed';
    case 'dead':
      return 'failed';
    default:
      return 'stopped';
  }
}

/** Why a container counts as failed. */
export function failure({ state, exitCode }: Container, facts: ContainerFacts | undefined): Message {
  if (facts?.outOfMemory) return msg('Its container went beyond its memory limit and was ended (exit code {0}).', exitCode);
  if (state === 'running') return msg('It runs, but does not answer: its health check fails.');
  if (exitCode === 137) {
    return msg('It was killed (SIGKILL, exit code 137): something ended it from outside, or the machine ran out of memory.');
  }
  return msg('It ended with exit code {0}.', exitCode);
}
