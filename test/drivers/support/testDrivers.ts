import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Endpoints } from '../../../src/core/lab/endpoints';
import type { Log } from '../../../src/core/log';
import type { RunOutput } from '../../../src/core/run/result';
import type { Target } from '../../../src/core/snippet/snippet';
import { createDrivers, type Drivers } from '../../../src/drivers/index';
import { labEndpoints } from './labEndpoints';

export interface RunOptions {
  readonly attributes?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly name?: string;
  readonly onOutput?: (text: string) => void;
}

/** The real drivers with a home of their own, and a short way to run a snippet. */
export interface TestDrivers extends Drivers {
  readonly home: string;
  /** Everything logged so far. */
  readonly logged: readonly string[];
  /** Where the drivers find the lab; may be changed at any time. */
  endpoints: Endpoints | null;
  run<K extends RunOutput['kind']>(kind: K, target: Target, code: string, options?: RunOptions): Promise<Extract<RunOutput, { kind: K }>>;
}

/** A limit for calls that a test does not abort itself. */
export function soon(): AbortSignal {
  return AbortSignal.timeout(60_000);
}

/** @param lab where the drivers find their systems at first; the suite's lab when not given */
export async function openDrivers(lab: Endpoints = labEndpoints()): Promise<TestDrivers> {
  const home = await mkdtemp(path.join(tmpdir(), 'drivers-'));
  const logged: string[] = [];
  const note = (text: string): void => void logged.push(text);
  const log: Log = { debug: note, info: note, warn: note, error: note };
  const state: { endpoints: Endpoints | null } = { endpoints: lab };
  const drivers = createDrivers({ home, log, endpoints: () => Promise.resolve(state.endpoints) });
  return {
    ...drivers,
    home,
    logged,
    get endpoints() {
      return state.endpoints;
    },
    set endpoints(endpoints) {
      state.endpoints = endpoints;
    },
    run: async (kind, target, code, options = {}) => {
      const runner = drivers.runners[target];
      if (!runner) throw new Error(`no runner for ${target}`);
      const { attributes = {}, signal = soon(), name = 'lesson/snippet', onOutput = () => undefined } = options;
      const output = await runner.run({ target, attributes, code, name }, { endpoints: state.endpoints ?? lab, signal, onOutput });
      if (output.kind !== kind) throw new Error(`expected ${kind}, got ${output.kind}`);
      return output as Extract<RunOutput, { kind: typeof kind }>;
    },
    dispose: async () => {
      await drivers.dispose();
      await rm(home, { recursive: true, force: true });
    },
  };
}
