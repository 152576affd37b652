import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ManagedService, PortClash } from '../../src/lab/guard/managedService';
import { RotatingLog } from '../../src/lab/guard/rotatingLog';
import { answers } from '../../src/lab/net/ports';
import { labPaths } from '../../src/lab/labPaths';
import { connectService } from '../../src/lab/services/connect';
import { PREFERRED_PORTS, type ServiceContext } from '../../src/lab/services/service';

/** Gives up some time after another server has answered in its place, as a JVM does. */
const LATE_CLASH = "setTimeout(() => { console.error('Address already in use'); process.exit(1); }, 500)";

describe('a service whose port another server holds', () => {
  it('is not taken for ready because the other one answers', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'debezium-lab-ready-'));
    const other = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    let asked = 0;
    const service = new ManagedService(
      {
        ...connectService,
        prepare: () => Promise.resolve({ command: process.execPath, args: ['-e', LATE_CLASH], cwd: folder, env: process.env }),
        ready: async () => {
          asked++;
          return (await answers(port)) ? '1.0' : null;
        },
      },
      new RotatingLog(path.join(folder, 'service.log')),
      port,
      () => undefined,
    );
    const tools = {
      ...{ java: '', jars: '', classArchives: '', postgres: null, mysql: null, prometheus: null, assets: '' },
      ...{ dataRoot: folder, runAs: null, idleMs: 0 },
    };
    const context: ServiceContext = { paths: labPaths(folder), tools, ports: { ...PREFERRED_PORTS, connect: port } };
    try {
      await expect(service.start(context, AbortSignal.timeout(60_000))).rejects.toThrow(PortClash);
      expect(asked).toBeGreaterThan(0);
      expect(service.isRunning()).toBe(false);
    } finally {
      other.close();
      await rm(folder, { recursive: true });
    }
  });
});
