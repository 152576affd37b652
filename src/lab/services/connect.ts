import { join } from 'node:path';
import { isFields } from '../files/shape';
import { LOOPBACK } from '../net/ports';
import { javaLaunch } from './java';
import { propertyPath, writeConfig } from './template';
import type { Launch, ServiceContext, ServiceDefinition } from './service';

function prepare(context: ServiceContext, agent?: string): Promise<Launch> {
  const config = writeConfig(context, 'connect.properties', {
    'kafka.bootstrap': `${LOOPBACK}:${String(context.ports.kafka)}`,
    'connect.bind': LOOPBACK,
    'connect.host': LOOPBACK,
    'connect.port': context.ports.connect,
    plugins: propertyPath(join(context.tools.jars, 'plugins')),
  });
  const mainClass = 'org.apache.kafka.connect.cli.ConnectDistributed';
  return Promise.resolve(javaLaunch(context, { name: 'connect', mainClass, args: [config], heapMb: 512, agent }));
}

/** Serves Connect's JMX beans, the connectors' included, to whoever asks in Prometheus's format. */
function metricsAgent({ tools, ports }: ServiceContext): string {
  const agent = join(tools.jars, 'agent', 'jmx_prometheus_javaagent.jar');
  return `${agent}=${LOOPBACK}:${String(ports.jmx)}:${join(tools.assets, 'local', 'jmx.yaml')}`;
}

/** The REST root answers before the worker has joined its group; the list of connectors only after. */
async function ready({ ports }: ServiceContext, signal: AbortSignal): Promise<string | null> {
  const url = `http://${LOOPBACK}:${String(ports.connect)}`;
  const limited = AbortSignal.any([signal, AbortSignal.timeout(2_000)]);
  try {
    const connectors = await fetch(`${url}/connectors`, { signal: limited });
    await connectors.arrayBuffer();
    if (!connectors.ok) return null;
    const root: unknown = await (await fetch(url, { signal: limited })).json();
    return isFields(root) && typeof root['version'] === 'string' ? root['version'] : null;
  } catch {
    return null;
  }
}

export const connectService: ServiceDefinition = {
  name: 'connect',
  label: 'Kafka Connect',
  uses: ['kafka', 'postgres', 'mysql', 'mysql-replica'],
  reads: ['kafka'],
  port: 'connect',
  innerPorts: [],
  prepare: (context) => prepare(context),
  ready,
  stop: { signal: 'SIGTERM', graceMs: 60_000 },
  dataFolder: null,
};

/**
 * The same worker with an agent that tells Prometheus of its beans. Not in every lab: the agent adds 0.65 s of processor
 * time to a start that takes 3 (measured).
 */
export const monitoredConnectService: ServiceDefinition = {
  ...connectService,
  covers: connectService,
  innerPorts: ['jmx'],
  prepare: (context) => prepare(context, metricsAgent(context)),
};
