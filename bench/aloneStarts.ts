import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { RotatingLog } from '../src/lab/guard/rotatingLog';
import { ManagedService } from '../src/lab/guard/managedService';
import { planPorts } from '../src/lab/guard/portPlan';
import { labPaths } from '../src/lab/labPaths';
import { connectService } from '../src/lab/services/connect';
import { kafkaService } from '../src/lab/services/kafka';
import { postgresService } from '../src/lab/services/postgres';
import { PORT_NAMES, PREFERRED_PORTS, type ServiceContext, type ServiceDefinition } from '../src/lab/services/service';
import { prepareToolchain } from '../src/lab/toolchain/prepareToolchain';
import type { Bench } from './bench';

/** What has to run before; each is measured with nothing else starting beside it. */
const ORDER: readonly ServiceDefinition[] = [postgresService, kafkaService, connectService];

/**
 * Starts the services one after the other in a fresh home, with the lab's own definitions but without a guard. Gives
 * milliseconds until each was ready, by service. Kafka runs while Kafka Connect starts: it cannot do without.
 */
export async function aloneStarts({ root, folder, signal }: Bench): Promise<Readonly<Record<string, number>>> {
  const home = await mkdtemp(path.join(folder, 'alone-'));
  const paths = labPaths(home);
  const running: ManagedService[] = [];
  try {
    await mkdir(paths.logs, { recursive: true });
    const assets = path.join(root, 'labs');
    const tools = await prepareToolchain({ profile: 'postgres', paths, settings: {}, assets, signal, onProgress: () => undefined });
    const { ports } = await planPorts(PREFERRED_PORTS, PORT_NAMES, home, () => Promise.resolve(true));
    const context: ServiceContext = { paths, tools, ports };
    const times: Record<string, number> = {};
    for (const definition of ORDER) {
      const log = new RotatingLog(path.join(paths.logs, `${definition.name}.log`));
      const service = new ManagedService(definition, log, ports[definition.port], () => undefined);
      running.unshift(service);
      const begin = performance.now();
      await service.start(context, signal);
      times[definition.label] = performance.now() - begin;
      if (definition === postgresService) await service.stop();
    }
    return times;
  } finally {
    for (const service of running) await service.stop();
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
}
