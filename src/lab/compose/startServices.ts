import type { LabCall, Profile } from '../../core/lab/lab';
import type { Log } from '../../core/log';
import { msg } from '../../core/message';
import { claimsFolder, PortClaims } from '../guard/portClaims';
import { planPorts } from '../guard/portPlan';
import type { LabPaths } from '../labPaths';
import { identityOf } from '../process/processIdentity';
import type { Ports } from '../services/service';
import { writeComposeFiles } from './composeFiles';
import { composeProblem, saidOf, takenPort } from './composeProblem';
import { startProblem, type ComposeProject } from './composeProject';
import { composeServices, serviceLabel, type ComposeService } from './composeServices';
import { readComposeState, writeComposeState } from './composeState';
import { failure, stateOf } from './composeView';
import { findEngine, type Engine } from './engine';

export interface Start {
  readonly profile: Profile;
  readonly project: ComposeProject;
  readonly paths: LabPaths;
  readonly assets: string;
  readonly log: Log;
}

export interface StartCall extends LabCall {
  /** Fetch and build the images, start nothing. */
  readonly onlyFetch?: boolean | undefined;
}

/** How often other ports are tried when Docker finds one taken that looked free. */
const PORT_ATTEMPTS = 4;

/**
 * Fetches what the profile needs, stops what it does not have, and starts it on ports that are free. Resolves when every
 * health check passes.
 */
export async function startServices(start: Start, call: StartCall): Promise<void> {
  const { profile, project, paths, assets, log } = start;
  const { signal } = call;
  const engine = await findEngine({ signal });
  log.debug(`docker ${engine.version}, compose ${engine.compose}`);
  const services = composeServices(profile);
  const before = readComposeState(paths);
  writeComposeFiles(paths, assets, profile, before.ports);
  await fetchImages(start, engine, services, call);
  if (call.onlyFetch) return;
  const running = (await project.containers(signal)).filter(({ state }) => state === 'running');
  const others = running.filter(({ service }) => services.every(({ name }) => name !== service));
  if (others.length > 0) {
    call.onProgress?.({ message: msg('Stopping {0}…', others.map(({ service }) => serviceLabel(service)).join(', ')) });
    await project.stop(
      others.map(({ service }) => service),
      { signal },
    );
  }
  const down = services.filter(({ name }) => running.every(({ service }) => service !== name));
  writeComposeState(paths, { ...before, profile, lastProfile: profile });
  call.onProgress?.({ message: msg('Starting {0}…', services.map(({ label }) => label).join(', ')) });
  await onFreePorts(start, down, call, (ports) => startOn(start, engine, services, ports, call));
}

async function fetchImages({ project }: Start, engine: Engine, services: readonly ComposeService[], call: LabCall): Promise<void> {
  const names = services.map(({ name }) => name);
  await project.pull(names, engine, call);
  if (names.includes('prometheus')) await project.build('connect', call);
}

/** Tries with other ports as long as Docker finds one taken; gives up with its words. */
async function onFreePorts(
  { paths, log }: Start,
  down: readonly ComposeService[],
  { signal, onProgress }: LabCall,
  attempt: (ports: Ports) => Promise<string | null>,
): Promise<void> {
  const me = await identityOf(process.pid);
  if (!me) throw new Error('this process cannot read its own start time');
  const claims = new PortClaims(claimsFolder(), me);
  const refused = new Set<number>();
  const names = down.map(({ port }) => port);
  try {
    for (let tries = 1; ; tries++) {
      const state = readComposeState(paths);
      const { ports, notes } = await planPorts(state.ports, names, paths.home, async (port) => !refused.has(port) && claims.claim(port));
      for (const message of notes) onProgress?.({ message });
      writeComposeState(paths, { ...state, ports });
      const said = await attempt(ports);
      if (said === null) return;
      signal.throwIfAborted();
      const taken = takenPort(said);
      if (taken === null || refused.has(taken) || tries === PORT_ATTEMPTS) throw composeProblem('up', said);
      log.info(`Docker cannot have port ${String(taken)}: ${said}`);
      refused.add(taken);
    }
  } finally {
    claims.releaseAll();
  }
}

/** Null when all are ready; what Compose said when it could not have a port. A service that failed rejects. */
async function startOn(
  { profile, project, paths, assets }: Start,
  engine: Engine,
  services: readonly ComposeService[],
  ports: Ports,
  call: LabCall,
): Promise<string | null> {
  writeComposeFiles(paths, assets, profile, ports);
  const result = await project.start(
    services.map(({ name }) => name),
    engine,
    call,
  );
  if (result.code === 0) return null;
  const said = saidOf(result);
  if (takenPort(said) !== null) return said;
  const containers = await project.containers(call.signal);
  // One that had failed before is not the reason.
  const failed = containers.find((container) => stateOf(container) === 'failed' && said.includes(container.name));
  if (!failed) return said;
  const facts = await project.facts(failed, { signal: call.signal });
  throw startProblem(serviceLabel(failed.service), failure(failed, facts), facts);
}
