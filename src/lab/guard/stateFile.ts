import { SERVICES, PROFILES, type LabStatus, type Profile, type ServiceStatus } from '../../core/lab/lab';
import { writeAtomic } from '../files/atomicFile';
import { readJson } from '../files/readable';
import { isFields, isOneOf, isPid, isPort, type Fields } from '../files/shape';
import type { ProcessIdentity } from '../process/processIdentity';
import { PORT_NAMES, PREFERRED_PORTS, type Ports } from '../services/service';

const FORMAT = 1;
const STATES = ['stopped', 'starting', 'running', 'failed'] as const;

/** What the guard knows, as far as others may need it without asking the guard, or after its death. */
export interface LabState {
  readonly guard: (ProcessIdentity & { readonly protocol: number }) | null;
  readonly profile: Profile | null;
  /** The profile of the last `up`: what `reset` starts when the lab is down. */
  readonly lastProfile: Profile;
  /** Kept over restarts, so that connectors and consumers find their servers again. */
  readonly ports: Ports;
  readonly services: readonly ServiceRecord[];
}

export interface ServiceRecord {
  readonly status: ServiceStatus;
  /** The process's start time; null while it is not known or nothing runs. */
  readonly startTime: string | null;
}

export const EMPTY_STATE: LabState = { guard: null, profile: null, lastProfile: 'postgres', ports: PREFERRED_PORTS, services: [] };

export function writeState(path: string, state: LabState): void {
  const text = `${JSON.stringify({ format: FORMAT, ...state }, null, 1)}\n`;
  for (const copy of [spare(path), path]) writeAtomic(copy, text, 0o600);
}

/** Beside the file: what damages one leaves the other, and with it the processes that are to be found again. */
function spare(path: string): string {
  return `${path}.spare`;
}

/**
 * The state on disk. A file that is missing, cut off or made by another version is replaced by its spare copy, and that
 * by an empty state; of what is in it, everything that makes sense is taken.
 */
export function readState(path: string): LabState {
  const value = [path, spare(path)].map(readJson).find((copy) => isFields(copy) && copy['format'] === FORMAT);
  if (!isFields(value)) return EMPTY_STATE;
  const { profile, lastProfile, services } = value;
  return {
    guard: decodeGuard(value['guard']),
    profile: isOneOf(PROFILES, profile) ? profile : null,
    lastProfile: isOneOf(PROFILES, lastProfile) ? lastProfile : EMPTY_STATE.lastProfile,
    ports: decodePorts(value['ports']),
    services: Array.isArray(services) ? services.flatMap(decodeRecord) : [],
  };
}

export function statusOf(state: LabState): LabStatus {
  return { runtime: 'local', profile: state.profile, services: state.services.map((record) => record.status) };
}

/** The process of a record, if it has one that can be recognised. */
export function recordedProcess({ status, startTime }: ServiceRecord): ProcessIdentity | null {
  return status.pid !== null && startTime !== null ? { pid: status.pid, startTime } : null;
}

function decodeGuard(value: unknown): LabState['guard'] {
  if (!isFields(value)) return null;
  const { pid, startTime, protocol } = value;
  return isPid(pid) && typeof startTime === 'string' && typeof protocol === 'number' ? { pid, startTime, protocol } : null;
}

function decodePorts(value: unknown): Ports {
  const saved: Fields = isFields(value) ? value : {};
  const entries = PORT_NAMES.map((name) => [name, isPort(saved[name]) ? saved[name] : PREFERRED_PORTS[name]] as const);
  return { ...PREFERRED_PORTS, ...Object.fromEntries(entries) };
}

function decodeRecord(value: unknown): readonly ServiceRecord[] {
  if (!isFields(value) || !isServiceStatus(value['status'])) return [];
  return [{ status: value['status'], startTime: typeof value['startTime'] === 'string' ? value['startTime'] : null }];
}

function isServiceStatus(value: unknown): value is ServiceStatus {
  if (!isFields(value)) return false;
  const { name, state, host, port, pid, version, memoryMb } = value;
  return (
    isOneOf(SERVICES, name) &&
    isOneOf(STATES, state) &&
    typeof host === 'string' &&
    isPort(port) &&
    (pid === null || isPid(pid)) &&
    (version === null || typeof version === 'string') &&
    (memoryMb === null || typeof memoryMb === 'number')
  );
}
