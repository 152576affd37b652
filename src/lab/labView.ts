import type { Address, Endpoints } from '../core/lab/endpoints';
import type { LabStatus, ServiceName, ServiceStatus } from '../core/lab/lab';
import { msg } from '../core/message';
import { statusOf, recordedProcess, type LabState, type ServiceRecord } from './guard/stateFile';
import { LOOPBACK } from './net/ports';
import { isAlive } from './process/processIdentity';
import { MYSQL_DEBEZIUM_LOGIN, MYSQL_LOGIN } from './services/mysqlServer';
import { POSTGRES_LOGIN } from './services/postgres';
import { profileDefinition } from './services/profiles';

/** The status as the state file alone tells it, put right where the processes it names are gone. */
export async function statusWithoutGuard(state: LabState): Promise<LabStatus> {
  if (state.guard && (await isAlive(state.guard))) return statusOf(state);
  const services = await Promise.all(state.services.map(withoutGuard));
  const anyLeft = services.some((service) => service.pid !== null);
  return { runtime: 'local', profile: anyLeft ? state.profile : null, services: services.length > 0 ? services : stopped(state) };
}

/** Addresses that hold where Kafka Connect runs. */
export type InternalAddresses = Partial<Record<'kafka' | 'postgres' | 'mysql' | 'mysqlReplica', Address>>;

/** Addresses of the profile's services, those included that have failed; null when none runs. */
export function endpointsOf(status: LabStatus, internal: InternalAddresses = {}): Endpoints | null {
  const port = (name: ServiceName): number | undefined => status.services.find((service) => service.name === name)?.port;
  const kafka = port('kafka');
  const connect = port('connect');
  const postgres = port('postgres');
  const mysql = port('mysql');
  const mysqlReplica = port('mysql-replica');
  const prometheus = port('prometheus');
  if (status.profile === null || kafka === undefined || connect === undefined) return null;
  if (!status.services.some((service) => service.state === 'running')) return null;
  const bootstrap = `${LOOPBACK}:${String(kafka)}`;
  return {
    kafka: { bootstrap, internalBootstrap: internal.kafka ? `${internal.kafka.host}:${String(internal.kafka.port)}` : bootstrap },
    connect: { url: `http://${LOOPBACK}:${String(connect)}` },
    ...(postgres !== undefined && { postgres: { ...address(postgres, internal.postgres), ...POSTGRES_LOGIN } }),
    ...(mysql !== undefined && { mysql: { ...address(mysql, internal.mysql), ...MYSQL_ENDPOINT } }),
    ...(mysqlReplica !== undefined && { mysqlReplica: { ...address(mysqlReplica, internal.mysqlReplica), ...MYSQL_ENDPOINT } }),
    ...(prometheus !== undefined && { prometheus: { url: `http://${LOOPBACK}:${String(prometheus)}` } }),
  };
}

const MYSQL_ENDPOINT = { ...MYSQL_LOGIN, debezium: MYSQL_DEBEZIUM_LOGIN } as const;

/** Without one of its own for it, Connect uses the same address: it runs on this machine, too. */
function address(port: number, internal: Address = { host: LOOPBACK, port }): Address & { readonly internal: Address } {
  return { host: LOOPBACK, port, internal };
}

async function withoutGuard(record: ServiceRecord): Promise<ServiceStatus> {
  const { name, host, port, version, pid } = record.status;
  const identity = recordedProcess(record);
  const base = { name, host, port, version, memoryMb: null };
  if (!identity || !(await isAlive(identity))) return { ...base, state: 'stopped', pid: null };
  return {
    ...base,
    state: 'failed',
    pid,
    reason: msg('It still runs, but the guard that looked after it is gone. Start the lab again: this ends it and starts a new one.'),
  };
}

/** What a lab that never ran shows. */
function stopped({ lastProfile, ports }: LabState): readonly ServiceStatus[] {
  return (profileDefinition(lastProfile)?.services ?? []).map(({ name, port }) => ({
    name,
    state: 'stopped',
    host: LOOPBACK,
    port: ports[port],
    pid: null,
    version: null,
    memoryMb: null,
  }));
}
