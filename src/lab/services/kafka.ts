import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { kafkaAnswers } from '../net/kafkaProbe';
import { LOOPBACK } from '../net/ports';
import { javaLaunch } from './java';
import { propertyPath, writeConfig } from './template';
import type { Launch, ServiceContext, ServiceDefinition } from './service';

async function prepare(context: ServiceContext): Promise<Launch> {
  const data = join(context.tools.dataRoot, 'kafka');
  await formatStorage(data, join(context.tools.jars, 'kafka-seed'));
  const config = writeConfig(context, 'kafka.properties', {
    ...localListeners(context.ports.kafka),
    'kafka.controller.port': context.ports.kafkaController,
    data: propertyPath(data),
  });
  return javaLaunch(context, { name: 'kafka', mainClass: 'kafka.Kafka', args: [config], heapMb: 320 });
}

/** One listener for everybody: whoever talks to the broker runs on this machine. */
export function localListeners(port: number): Readonly<Record<string, string>> {
  const listener = `PLAINTEXT://${LOOPBACK}:${String(port)}`;
  return { 'kafka.listeners': listener, 'kafka.advertised.listeners': listener, 'kafka.own.listener': 'PLAINTEXT' };
}

/**
 * Kafka's own format command costs a JVM start each time (0.7 s); the jar cache holds a storage folder it formatted
 * once, and a new lab begins with a copy.
 */
async function formatStorage(data: string, seed: string): Promise<void> {
  if (existsSync(join(data, 'meta.properties'))) return;
  await rm(data, { recursive: true, force: true });
  await mkdir(data, { recursive: true });
  // meta.properties last: it marks the folder as formatted.
  const files = (await readdir(seed)).sort((a, b) => Number(a === 'meta.properties') - Number(b === 'meta.properties'));
  for (const file of files) await cp(join(seed, file), join(data, file), { recursive: true });
}

/** The version that is in the name of Kafka's server jar; null when there is none. */
export function kafkaVersion(jars: string): string | null {
  return readdirSync(join(jars, 'libs')).flatMap((file) => /^kafka-server-(\d[\w.]*)\.jar$/u.exec(file)?.[1] ?? [])[0] ?? null;
}

export const kafkaService: ServiceDefinition = {
  name: 'kafka',
  label: 'Kafka',
  uses: [],
  reads: [],
  port: 'kafka',
  innerPorts: ['kafkaController'],
  prepare,
  ready: async ({ ports, tools }) => ((await kafkaAnswers(ports.kafka)) ? (kafkaVersion(tools.jars) ?? '?') : null),
  stop: { signal: 'SIGTERM', graceMs: 60_000 },
  dataFolder: 'kafka',
};
