import type { LabStatus, Profile } from '../src/core/lab/lab';
import type { Bench } from './bench';
import { createBenchLab, type BenchLab } from './benchLab';

/** The guard measures its services every few seconds. */
const MEMORY_WITHIN_MS = 60_000;

export interface LabStart {
  readonly ms: number;
  readonly memoryMb: number;
}

/**
 * The lab's start with no data, as its user waits for it: guard, preparation, readiness. `then` is for what else is to be
 * done with the lab before it goes away.
 */
export async function labStart(bench: Bench, profile: Profile, then?: (lab: BenchLab) => Promise<void>): Promise<LabStart> {
  const lab = await createBenchLab(bench);
  try {
    const begin = performance.now();
    await lab.up(profile);
    const ms = performance.now() - begin;
    const memoryMb = await memoryOf(() => lab.lab.status());
    await then?.(lab);
    return { ms, memoryMb };
  } finally {
    await lab.dispose();
  }
}

async function memoryOf(status: () => Promise<LabStatus>): Promise<number> {
  for (const end = performance.now() + MEMORY_WITHIN_MS; performance.now() < end;) {
    const all = (await status()).services.map(({ memoryMb }) => memoryMb);
    if (all.every((memory) => memory !== null)) return all.reduce((sum, memory) => sum + memory, 0);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('The lab did not tell its memory.');
}
