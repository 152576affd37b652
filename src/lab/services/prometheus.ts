import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isFields } from '../files/shape';
import { LOOPBACK } from '../net/ports';
import { writeConfig } from './template';
import type { Launch, ServiceContext, ServiceDefinition } from './service';

/** A lesson looks back an hour at most; older samples only take memory and disk. */
const RETENTION = '6h';

async function prepare(context: ServiceContext): Promise<Launch> {
  const { tools, ports, paths } = context;
  if (tools.prometheus === null) throw new Error('the tools for this start were prepared without Prometheus');
  const data = join(tools.dataRoot, 'prometheus');
  await mkdir(data, { recursive: true });
  const config = writeConfig(context, 'prometheus.yml', { 'jmx.host': LOOPBACK, 'jmx.port': ports.jmx });
  return {
    command: tools.prometheus,
    args: [
      `--config.file=${config}`,
      `--storage.tsdb.path=${data}`,
      `--storage.tsdb.retention.time=${RETENTION}`,
      `--web.listen-address=${LOOPBACK}:${String(ports.prometheus)}`,
      '--log.level=warn',
    ],
    cwd: paths.conf,
    env: process.env,
  };
}

/** Ready once the write-ahead log has been read; until then it answers 503. */
async function ready({ ports }: ServiceContext, signal: AbortSignal): Promise<string | null> {
  const url = `http://${LOOPBACK}:${String(ports.prometheus)}`;
  const limited = AbortSignal.any([signal, AbortSignal.timeout(2_000)]);
  try {
    const answer = await fetch(`${url}/-/ready`, { signal: limited });
    await answer.arrayBuffer();
    if (!answer.ok) return null;
    const info: unknown = await (await fetch(`${url}/api/v1/status/buildinfo`, { signal: limited })).json();
    const data = isFields(info) ? info['data'] : null;
    return isFields(data) && typeof data['version'] === 'string' ? data['version'] : null;
  } catch {
    return null;
  }
}

export const prometheusService: ServiceDefinition = {
  name: 'prometheus',
  label: 'Prometheus',
  uses: [],
  reads: ['jmx'],
  port: 'prometheus',
  innerPorts: [],
  prepare,
  ready,
  // It writes its head block down.
  stop: { signal: 'SIGTERM', graceMs: 20_000 },
  // A killed predecessor's lock is a file lock that its end has released; only a live one holds it.
  dataFolder: 'prometheus',
};
