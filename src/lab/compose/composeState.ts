import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PROFILES, type Profile } from '../../core/lab/lab';
import { writeAtomic } from '../files/atomicFile';
import { readJson } from '../files/readable';
import { isFields, isOneOf, isPort, type Fields } from '../files/shape';
import type { LabPaths } from '../labPaths';
import { PORT_NAMES, PREFERRED_PORTS, type Ports } from '../services/service';

/** What is kept of a lab in containers: all else the engine knows. */
export interface ComposeState {
  /** The profile last asked for; null when the lab is down. */
  readonly profile: Profile | null;
  readonly lastProfile: Profile;
  /** Kept over restarts, so that connectors and consumers find their servers again. */
  readonly ports: Ports;
}

const EMPTY: ComposeState = { profile: null, lastProfile: 'postgres', ports: PREFERRED_PORTS };

/** The state on disk; of a file that is missing or damaged, what makes sense is taken. */
export function readComposeState(paths: LabPaths): ComposeState {
  const value = readJson(stateFile(paths));
  if (!isFields(value)) return EMPTY;
  const { profile, lastProfile } = value;
  const saved: Fields = isFields(value['ports']) ? value['ports'] : {};
  const ports = PORT_NAMES.map((name) => [name, isPort(saved[name]) ? saved[name] : PREFERRED_PORTS[name]] as const);
  return {
    profile: isOneOf(PROFILES, profile) ? profile : null,
    lastProfile: isOneOf(PROFILES, lastProfile) ? lastProfile : EMPTY.lastProfile,
    ports: { ...PREFERRED_PORTS, ...Object.fromEntries(ports) },
  };
}

export function writeComposeState(paths: LabPaths, state: ComposeState): void {
  writeAtomic(stateFile(paths), `${JSON.stringify(state, null, 1)}\n`, 0o600);
}

/** Whether containers or volumes of the lab may be there: it was started, and its data was not thrown away since. */
export function hasComposeState(paths: LabPaths): boolean {
  return existsSync(stateFile(paths));
}

export function removeComposeState(paths: LabPaths): void {
  rmSync(stateFile(paths), { force: true });
}

function stateFile(paths: LabPaths): string {
  return join(paths.run, 'compose.json');
}
