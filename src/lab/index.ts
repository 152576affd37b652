import type { Lab } from '../core/lab/lab';
import type { Log } from '../core/log';
import { labPaths } from './labPaths';
import type { LabSettings } from './labSettings';
import { LocalLab } from './localLab';

export { makeArchive, type ArchiveRequest, type MadeArchive } from './archive/makeArchive';
export { followLog, type LogListener } from './files/followLog';
export { labHome, type HomeDefaults } from './labHome';
export type { LabSettings } from './labSettings';
export { writeShims, type ShimOptions } from './shims';

export interface LabOptions {
  /** The folder that holds all of the lab: see `labHome`. */
  readonly home: string;
  readonly log: Log;
  readonly settings: LabSettings;
  /** The guard's bundle, `dist/guard.js`. */
  readonly guardPath: string;
  /** The extension's `labs/` folder. */
  readonly assets: string;
}

/** The lab. It starts nothing until it is asked to. */
export function createLab({ home, log, settings, guardPath, assets }: LabOptions): Lab {
  return new LocalLab({ paths: labPaths(home), log, settings, guardPath, assets });
}
