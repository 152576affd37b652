import { isUserError, type Problem } from '../../core/errors';
import type { CheckEndpoints, EndpointFinding } from '../../core/lab/endpointFinding';
import type { DatabaseEndpoint, Endpoints } from '../../core/lab/endpoints';
import type { ServiceName } from '../../core/lab/lab';
import type { Log } from '../../core/log';
import { msg, type Message } from '../../core/message';
import { abortable } from '../abort';
import { ConnectClient } from '../connect/connectClient';
import { checkKafka } from './checkKafka';
import { checkMysql } from './checkMysql';
import { checkPostgres } from './checkPostgres';

/** What a system told of itself. */
export interface Health {
  readonly version: string | null;
  readonly note?: Message | undefined;
}

interface Look {
  readonly service: ServiceName;
  readonly product: string;
  readonly address: string;
  readonly health: (signal: AbortSignal) => Promise<Health>;
}

/** A system that has not answered within this many milliseconds is not there. */
const LIMIT_MS = 30_000;

/** Speaks to every system on connections of its own, all at once; each finding says what is wrong and what to do. */
export function createCheck(log: Log): CheckEndpoints {
  return (endpoints, signal) => Promise.all(looks(endpoints, log).map((look) => finding(look, signal)));
}

function looks(endpoints: Endpoints, log: Log): readonly Look[] {
  const { kafka, connect, postgres, mysql, mysqlReplica, sharing } = endpoints;
  const client = new ConnectClient(() => Promise.resolve(endpoints));
  const kafkaLook: Look = {
    service: 'kafka',
    product: 'Kafka',
    address: kafka.bootstrap,
    health: (signal) => checkKafka(endpoints, sharing?.prefix ?? '', log, signal),
  };
  const connectLook: Look = {
    service: 'connect',
    product: 'Kafka Connect',
    address: connect.url,
    health: async (signal) => {
      const version = await client.version(signal);
      // The root answers whoever asks; the list of connectors those who may.
      await client.list(signal);
      return { version };
    },
  };
  return [
    kafkaLook,
    connectLook,
    ...database('postgres', 'PostgreSQL', postgres, (endpoint, signal) => checkPostgres(endpoint, log, signal)),
    ...database('mysql', 'MySQL', mysql, (endpoint, signal) => checkMysql('MySQL', endpoint, log, signal)),
    ...database('mysql-replica', 'MySQL replica', mysqlReplica, (endpoint, signal) => checkMysql('MySQL replica', endpoint, log, signal)),
  ];
}

function database(
  service: ServiceName,
  product: string,
  endpoint: DatabaseEndpoint | undefined,
  health: (endpoint: DatabaseEndpoint, signal: AbortSignal) => Promise<Health>,
): readonly Look[] {
  if (!endpoint) return [];
  return [{ service, product, address: `${endpoint.host}:${endpoint.port.toString()}`, health: (signal) => health(endpoint, signal) }];
}

async function finding({ service, product, address, health }: Look, signal: AbortSignal): Promise<EndpointFinding> {
  const base = { service, product, address };
  const limit = AbortSignal.timeout(LIMIT_MS);
  try {
    // A client that does not look at its signal must not keep the others' findings back.
    const both = AbortSignal.any([signal, limit]);
    return { ...base, problem: null, ...(await abortable(health(both), both)) };
  } catch (error) {
    signal.throwIfAborted();
    return { ...base, version: null, problem: problemOf(error, product, address, limit.aborted) };
  }
}

function problemOf(error: unknown, product: string, address: string, late: boolean): Problem {
  if (isUserError(error)) return error.problem;
  if (late) {
    return {
      what: msg('{0} at {1} did not answer within {2} seconds.', product, address, LIMIT_MS / 1000),
      fix: msg('Check the address in the settings, and that this machine can reach it (network, VPN, firewall).'),
      action: 'openSettings',
    };
  }
  return { what: msg('{0} at {1} refused the connection.', product, address), why: msg('{0}', String(error)) };
}
