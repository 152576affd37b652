import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { english } from '../../../src/core/message';
import { labPaths } from '../../../src/lab/labPaths';
import { findFreePort, isFree } from '../../../src/lab/net/ports';
import { PREFERRED_PORTS, type ServiceContext } from '../../../src/lab/services/service';
import { prepareToolchain } from '../../../src/lab/toolchain/prepareToolchain';
import { makeCertificates } from './certificates';
import { startSecureConnect } from './secureConnect';
import { startMysql, startSecurePostgres } from './secureDatabases';
import { startSecureKafka, type KafkaPorts } from './secureKafka';
import type { ServerProcess } from './secureProcess';

/** Where the suite's servers are. */
export interface SecureServers {
  readonly kafka: KafkaPorts;
  readonly connect: number;
  readonly postgres: number;
  readonly mysql: number;
  /** MySQL without TLS and without a binlog. */
  readonly bareMysql: number;
  /** The folder with the certificates. */
  readonly certificates: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly secure: SecureServers;
  }
}

const ROOT = path.resolve(import.meta.dirname, '../../..');

/** Real servers with TLS, SASL and access lists, for the suite `external`. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'debezium-lab-secure-'));
  const running: ServerProcess[] = [];
  const end = async (): Promise<void> => {
    await Promise.all(running.map((server) => server.stop()));
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    project.provide('secure', await startAll(folder, running));
  } catch (error) {
    await end();
    throw error;
  }
  return end;
}

async function startAll(folder: string, running: ServerProcess[]): Promise<SecureServers> {
  process.env['DEBEZIUM_LAB_CACHE'] ??= path.join(ROOT, '.cache');
  const paths = labPaths(path.join(folder, 'lab'));
  const [certificates, context] = await Promise.all([makeCertificates(path.join(folder, 'certificates')), serviceContext(paths)]);
  const { tools, ports } = context;
  const taken = new Set<number>();
  const kafka = {
    sasl: await freePort(taken),
    mutual: await freePort(taken),
    expired: await freePort(taken),
    plain: await freePort(taken),
    controller: await freePort(taken),
  };
  const all = { ...ports, postgres: await freePort(taken), mysql: await freePort(taken) };
  const own = { ...context, ports: all };
  const keep = async (starting: Promise<ServerProcess>): Promise<void> => void running.push(await starting);
  // Ports of those that start later are chosen then: another program could have taken them by now.
  const late = { connect: 0, bareMysql: 0 };
  const secureConnect = async (): Promise<void> => {
    late.connect = await freePort(taken);
    const context = { ...own, ports: { ...all, connect: late.connect, kafka: kafka.plain } };
    await keep(startSecureConnect({ folder: path.join(folder, 'connect'), context, certificates }));
  };
  const bareMysql = async (): Promise<void> => {
    late.bareMysql = await freePort(taken);
    await keep(startMysql(own, 'mysql-replica', late.bareMysql, null));
  };
  // Each is kept as soon as it runs, so that a failure of another one leaves none behind.
  const results = await Promise.allSettled([
    keep(startSecureKafka({ folder: path.join(folder, 'kafka'), tools, ports: kafka, certificates })).then(secureConnect),
    keep(startSecurePostgres(own, certificates)),
    keep(startMysql(own, 'mysql', all.mysql, certificates)).then(bareMysql),
  ]);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
  return { kafka, ...late, postgres: all.postgres, mysql: all.mysql, certificates: certificates.folder };
}

async function freePort(taken: Set<number>): Promise<number> {
  const port = await findFreePort(process.pid, taken, isFree);
  taken.add(port);
  return port;
}

/** What the lab's own services start with; the servers of MySQL come from another profile. */
async function serviceContext(paths: ServiceContext['paths']): Promise<ServiceContext> {
  const request = {
    paths,
    settings: {},
    assets: path.join(ROOT, 'labs'),
    signal: AbortSignal.timeout(280_000),
    onProgress: ({ message }: { message: Parameters<typeof english>[0] }) => console.log(english(message)),
  };
  const postgres = await prepareToolchain({ ...request, profile: 'postgres' });
  const { mysql } = await prepareToolchain({ ...request, profile: 'mysql' });
  return { paths, tools: { ...postgres, mysql }, ports: PREFERRED_PORTS };
}
