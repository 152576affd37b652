import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { exchange } from '../../../src/drivers/connect/httpExchange';
import { runCommand } from '../../../src/lab/process/runCommand';
import { connectService } from '../../../src/lab/services/connect';
import type { ServiceContext } from '../../../src/lab/services/service';
import { propertyPath } from '../../../src/lab/services/template';
import { findMaven } from '../../../src/lab/toolchain/findMaven';
import { STORE_PASSWORD, type Certificates } from './certificates';
import { startServer, type ServerProcess } from './secureProcess';

export const CONNECT_USER = { user: 'teacher', password: 'chalk-and-board-5' } as const;

interface ConnectOptions {
  readonly folder: string;
  /** Its ports are those of Kafka in plain text, for the worker itself, and of the worker. */
  readonly context: ServiceContext;
  readonly certificates: Certificates;
}

/** The lab's own worker, but behind `https` and with Kafka's extension for basic authentication. */
export async function startSecureConnect({ folder, context, certificates }: ConnectOptions): Promise<ServerProcess> {
  await mkdir(folder, { recursive: true });
  const login = path.join(folder, 'login.conf');
  const users = path.join(folder, 'users.properties');
  const module = 'org.apache.kafka.connect.rest.basic.auth.extension.PropertyFileLoginModule';
  await writeFile(login, `KafkaConnect { ${module} required file="${propertyPath(users)}"; };\n`);
  await writeFile(users, `${CONNECT_USER.user}=${CONNECT_USER.password}\n`);
  const launch = await connectService.prepare(context, AbortSignal.timeout(60_000));
  const config = path.join(folder, 'connect.properties');
  await writeFile(config, secured(await readFile(launch.args.at(-1) ?? '', 'utf8'), context.ports.connect, certificates));
  const jars = [path.join(context.tools.jars, 'libs', '*'), await extensionJar(context.paths.cache)].join(path.delimiter);
  const args = [
    ...['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xmx512m'],
    `-Djava.security.auth.login.config=${login}`,
    `-Dlog4j2.configurationFile=${path.join(context.tools.assets, 'local', 'log4j2.properties')}`,
    ...['-cp', jars, 'org.apache.kafka.connect.cli.ConnectDistributed', config],
  ];
  const ca = await certificates.pem('ca.crt');
  const headers = new Headers({ authorization: `Basic ${btoa(`${CONNECT_USER.user}:${CONNECT_USER.password}`)}` });
  const ready = async (): Promise<boolean> => {
    const call = { method: 'GET', headers, body: undefined, signal: AbortSignal.timeout(5_000) };
    const url = new URL(`https://127.0.0.1:${context.ports.connect.toString()}/connectors`);
    const answer = await exchange(url, { ca }, call).catch(() => null);
    return answer?.status === 200;
  };
  return startServer({ ...launch, args, cwd: folder }, ready);
}

function secured(config: string, port: number, certificates: Certificates): string {
  const own = [
    `listeners=https://127.0.0.1:${port.toString()}`,
    'listeners.https.ssl.keystore.type=PKCS12',
    `listeners.https.ssl.keystore.location=${propertyPath(certificates.file('server.p12'))}`,
    `listeners.https.ssl.keystore.password=${STORE_PASSWORD}`,
    `listeners.https.ssl.key.password=${STORE_PASSWORD}`,
    'rest.extension.classes=org.apache.kafka.connect.rest.basic.auth.extension.BasicAuthSecurityRestExtension',
  ];
  return [...config.split('\n').filter((line) => !line.startsWith('listeners=')), ...own, ''].join('\n');
}

/** The one jar of Kafka Connect that the lab itself has no use for. */
async function extensionJar(cache: string): Promise<string> {
  const version = '4.3.0';
  const name = `connect-basic-auth-extension-${version}.jar`;
  const jar = path.join(cache, name);
  if (existsSync(jar)) return jar;
  const maven = findMaven(undefined);
  if (maven === null) throw new Error('Maven is needed once, to fetch the extension for basic authentication');
  const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy';
  const artifact = `-Dartifact=org.apache.kafka:connect-basic-auth-extension:${version}`;
  const signal = AbortSignal.timeout(180_000);
  // Beside, then renamed: a run that is stopped halfway leaves no half of a jar.
  await mkdir(cache, { recursive: true });
  const staging = await mkdtemp(path.join(cache, 'basic-auth-'));
  try {
    const { code, stdout } = await runCommand(maven, ['-q', '-B', goal, artifact, `-DoutputDirectory=${staging}`], { signal });
    if (code !== 0) throw new Error(stdout);
    await rename(path.join(staging, name), jar);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return jar;
}
