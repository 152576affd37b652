import { mkdtemp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { rm } from 'node:fs/promises';
import type { Endpoints } from '../src/core/lab/endpoints';
import type { Lab, LabCall, Profile } from '../src/core/lab/lab';
import { silentLog } from '../src/core/log';
import type * as LabBundle from '../src/lab/index';
import { labHome } from '../src/lab/labHome';
import { labPaths } from '../src/lab/labPaths';
import type { Bench } from './bench';

/** A lab in a home of its own that goes away with it, of the built files that are shipped. */
export interface BenchLab {
  readonly lab: Lab;
  readonly home: string;
  readonly call: LabCall;
  /** Starts it, without a profile `postgres`; gives the addresses of its services. */
  up(profile?: Profile): Promise<Endpoints>;
  dispose(): Promise<void>;
}

/** The jars of the lab on this machine are shared: what is measured is a start, not a download. */
export function shareCache(): void {
  process.env['DEBEZIUM_LAB_CACHE'] ??= labPaths(labHome(process.env)).cache;
}

export async function createBenchLab({ root, folder, signal }: Bench): Promise<BenchLab> {
  shareCache();
  const home = await mkdtemp(path.join(folder, 'lab-'));
  const { createLab } = createRequire(path.join(root, 'dist/'))('./lab.js') as typeof LabBundle;
  const lab = createLab({
    home,
    log: silentLog,
    settings: { idleMinutes: 10 },
    guardPath: path.join(root, 'dist/guard.js'),
    assets: path.join(root, 'labs'),
  });
  const call: LabCall = { signal };
  return {
    lab,
    home,
    call,
    up: async (profile = 'postgres') => {
      await lab.up(profile, call);
      const endpoints = await lab.endpoints();
      if (!endpoints) throw new Error('The lab is up but tells no addresses.');
      return endpoints;
    },
    dispose: async () => {
      await lab.down({ signal: AbortSignal.timeout(120_000) });
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Does something with a lab that runs, and ends the lab whatever happens. */
export async function withLab<T>(bench: Bench, use: (endpoints: Endpoints, lab: BenchLab) => Promise<T>): Promise<T> {
  const lab = await createBenchLab(bench);
  try {
    return await use(await lab.up(), lab);
  } finally {
    await lab.dispose();
  }
}
