import type { Log } from '../../core/log';
import { isAlive, signalProcess, type ProcessIdentity } from '../process/processIdentity';
import { waitUntil } from '../process/waitUntil';
import { serviceDefinition } from '../services/profiles';
import { killTree } from './childProcess';
import { recordedProcess, type LabState } from './stateFile';

const GRACE_MS = 5_000;

/**
 * Ends what a guard that died left running. Only a process whose start time is the recorded one is touched: its pid may
 * belong to somebody else by now.
 */
export async function endOrphans(state: LabState, log: Log): Promise<void> {
  const orphans = state.services.flatMap((record) => {
    const identity = recordedProcess(record);
    const signal = serviceDefinition(record.status.name)?.stop.signal ?? 'SIGTERM';
    return identity ? [{ identity, signal, name: record.status.name }] : [];
  });
  await Promise.all(
    orphans.map(async ({ identity, signal, name }) => {
      if (!(await signalProcess(identity, signal))) return;
      log.warn(`${name} (pid ${String(identity.pid)}) was left running by a guard that died: ending it`);
      await endWithin(identity, GRACE_MS);
    }),
  );
}

async function endWithin(identity: ProcessIdentity, graceMs: number): Promise<void> {
  try {
    await waitUntil(async () => ((await isAlive(identity)) ? null : true), { signal: AbortSignal.timeout(graceMs), everyMs: 30 });
  } catch {
    if (await isAlive(identity)) await killTree(identity.pid, AbortSignal.timeout(10_000));
  }
}
