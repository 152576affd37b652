import { isUserError } from '../../core/errors';
import type { LabStatus, PreflightFinding, Profile } from '../../core/lab/lab';
import { msg } from '../../core/message';
import type { LabSettings } from '../labSettings';
import { checkPorts } from '../preflight/portFindings';
import { pythonFinding } from '../preflight/pythonFinding';
import { checkDisk } from '../preflight/resources';
import { profileDefinition } from '../services/profiles';
import type { Ports } from '../services/service';
import { docker } from './docker';
import { findEngine } from './engine';

export interface ComposePreflightRequest {
  readonly profile: Profile;
  readonly ports: Ports;
  readonly home: string;
  readonly settings: LabSettings;
  readonly status: () => Promise<LabStatus>;
  readonly signal: AbortSignal;
}

const MIB = 1024 * 1024;

/** Looks for everything the profile needs in containers, without changing or starting anything. */
export async function composePreflight(request: ComposePreflightRequest): Promise<readonly PreflightFinding[]> {
  const { profile, ports, home, settings, signal } = request;
  const engine = await engineFinding(signal);
  const common = [checkDisk(profile, home, true), pythonFinding(settings)];
  if (engine.level !== 'ok') return [engine, ...common];
  const [memory, taken] = await Promise.all([memoryFinding(profile, signal), checkPorts(profile, ports, await request.status())]);
  return [engine, memory, ...taken, ...common];
}

async function engineFinding(signal: AbortSignal): Promise<PreflightFinding> {
  try {
    const { version, compose } = await findEngine({ signal });
    return { id: 'docker', level: 'ok', text: msg('Docker {0} with Compose {1}.', version, compose) };
  } catch (error) {
    if (!isUserError(error)) throw error;
    return { id: 'docker', level: 'missing', text: error.problem.what, fix: error.problem.fix };
  }
}

/** What the engine has: on macOS and Windows its virtual machine's memory, not this machine's. */
async function memoryFinding(profile: Profile, signal: AbortSignal): Promise<PreflightFinding> {
  const needed = profileDefinition(profile)?.memoryMb ?? 0;
  const { stdout } = await docker(['info', '--format', '{{.MemTotal}}'], { signal });
  const available = Math.round(Number.parseInt(stdout, 10) / MIB);
  if (!(available < needed))
    return { id: 'memory', level: 'ok', text: msg('Docker has {0} MB of memory, {1} MB are needed.', available, needed) };
  return {
    id: 'memory',
    level: 'warning',
    text: msg('Docker has only {0} MB of memory, {1} MB are needed.', available, needed),
    fix: msg('Give it more: Docker Desktop, Settings, Resources.'),
  };
}
