import type { SystemProbes } from '../core/check/probes';
import type { Engines } from './engines';

/** Probes whose drivers are loaded at the first look, so that a lesson can be read without them. */
export function lazyProbes(drivers: Engines['drivers']): SystemProbes {
  return {
    query: async (...args) => (await drivers()).probes.query(...args),
    connector: async (...args) => (await drivers()).probes.connector(...args),
    endOffsets: async (...args) => (await drivers()).probes.endOffsets(...args),
    metric: async (...args) => (await drivers()).probes.metric(...args),
    read: async (...args) => (await drivers()).probes.read(...args),
  };
}
