import { mkdtemp, mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ManagedService } from '../../../src/lab/guard/managedService';
import { RotatingLog } from '../../../src/lab/guard/rotatingLog';
import { labPaths } from '../../../src/lab/labPaths';
import { findFreePort, isFree } from '../../../src/lab/net/ports';
import { connectService } from '../../../src/lab/services/connect';
import { PREFERRED_PORTS } from '../../../src/lab/services/service';
import { prepareToolchain } from '../../../src/lab/toolchain/prepareToolchain';
import { labEndpoints } from './labEndpoints';

/** Another worker of the suite's Connect: the lab's own programs and configuration, on a REST port of its own. */
export interface SecondWorker {
  /** As Connect names it: `host:port`. */
  readonly id: string;
  /** Ends it as a crash would, once. */
  kill(): void;
  /** Also after it was killed. */
  dispose(): Promise<void>;
}

export async function startSecondWorker(signal: AbortSignal): Promise<SecondWorker> {
  const home = await mkdtemp(path.join(tmpdir(), 'debezium-lab-worker-'));
  const paths = labPaths(home);
  await mkdir(paths.logs, { recursive: true });
  const assets = path.resolve(import.meta.dirname, '../../../labs');
  const tools = await prepareToolchain({ profile: 'postgres', paths, settings: {}, assets, signal, onProgress: () => undefined });
  const port = await findFreePort(process.pid, new Set(), isFree);
  const ports = { ...PREFERRED_PORTS, kafka: Number(labEndpoints().kafka.bootstrap.split(':').at(-1)), connect: port };
  const service = new ManagedService(connectService, new RotatingLog(path.join(paths.logs, 'connect.log')), port, () => undefined);
  const dispose = async (): Promise<void> => {
    await service.stop();
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await service.start({ paths, tools, ports }, signal);
  } catch (error) {
    await dispose();
    throw error;
  }
  return {
    id: `127.0.0.1:${String(port)}`,
    kill: () => {
      const { pid } = service.record().status;
      if (pid === null) throw new Error('the second worker does not run');
      process.kill(pid, 'SIGKILL');
    },
    dispose,
  };
}
