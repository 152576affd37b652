import type { Lab } from '../core/lab/lab';
import type { Log } from '../core/log';
import { AutoLab } from './autoLab';
import { ComposeLab } from './compose/composeLab';
import { hasComposeState, readComposeState } from './compose/composeState';
import { engineAnswers } from './compose/engine';
import { readState } from './guard/stateFile';
import { labPaths, type LabPaths } from './labPaths';
import type { LabSettings } from './labSettings';
import { statusWithoutGuard } from './labView';
import { LocalLab } from './localLab';

export { makeArchive, type ArchiveRequest, type MadeArchive } from './archive/makeArchive';
export { ExternalLab } from './external/externalLab';
export { followLog, type LogListener } from './files/followLog';
export { labHome, type HomeDefaults } from './labHome';
export type { LabSettings } from './labSettings';
export { chosenRuntime } from './runtimeChoice';
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

/** The lab, on the runtime of the settings: processes unless they say otherwise. It starts nothing until it is asked to. */
export function createLab({ home, log, settings, guardPath, assets }: LabOptions): Lab {
  const paths = labPaths(home);
  const local = new LocalLab({ paths, log, settings, guardPath, assets });
  if (settings.runtime === undefined || settings.runtime === 'local') return local;
  const compose = new ComposeLab({ paths, log, settings, assets });
  if (settings.runtime === 'compose') return compose;
  return new AutoLab({
    local,
    compose,
    running: () => runningRuntime(paths),
    composeHasData: () => hasComposeState(paths),
    engineAnswers: (signal) => engineAnswers(log, signal),
  });
}

async function runningRuntime(paths: LabPaths): Promise<'local' | 'compose' | null> {
  if ((await statusWithoutGuard(readState(paths.stateFile))).profile !== null) return 'local';
  return readComposeState(paths).profile === null ? null : 'compose';
}
