import { readFileSync } from 'node:fs';
import path from 'node:path';
import { inject } from 'vitest';
import type { ConnectEndpoint, DatabaseEndpoint, Endpoints, KafkaEndpoint, SaslMechanism, Tls } from '../../../src/core/lab/endpoints';
import { MYSQL_LOGIN } from '../../../src/lab/services/mysqlServer';
import { POSTGRES_LOGIN } from '../../../src/lab/services/postgres';
import { CONNECT_USER } from './secureConnect';
import { KAFKA_USER, type KafkaPorts } from './secureKafka';

/** A file of the suite's certificates. */
export function pem(name: string): string {
  return readFileSync(path.join(inject('secure').certificates, name), 'utf8');
}

/** Trust in the suite's authority. */
export function trust(): Tls {
  return { ca: pem('ca.crt') };
}

export function kafkaAt(port: keyof KafkaPorts, rest: Omit<KafkaEndpoint, 'bootstrap' | 'internalBootstrap'> = {}): KafkaEndpoint {
  const bootstrap = `127.0.0.1:${inject('secure').kafka[port].toString()}`;
  return { bootstrap, internalBootstrap: bootstrap, ...rest };
}

export function saslKafka(mechanism: SaslMechanism = 'SCRAM-SHA-512', password: string = KAFKA_USER.password): KafkaEndpoint {
  return kafkaAt('sasl', { tls: trust(), sasl: { mechanism, user: KAFKA_USER.user, password } });
}

export function secureConnect(rest: Partial<ConnectEndpoint> = {}): ConnectEndpoint {
  return { url: `https://127.0.0.1:${inject('secure').connect.toString()}`, login: CONNECT_USER, tls: trust(), ...rest };
}

export function databaseAt(name: 'postgres' | 'mysql' | 'bareMysql', rest: Partial<DatabaseEndpoint> = {}): DatabaseEndpoint {
  const address = { host: '127.0.0.1', port: inject('secure')[name] };
  return { ...address, internal: address, ...(name === 'postgres' ? POSTGRES_LOGIN : MYSQL_LOGIN), ...rest };
}

/** Everything as it should be. */
export function secureEndpoints(): Endpoints {
  return {
    kafka: saslKafka(),
    connect: secureConnect(),
    postgres: databaseAt('postgres', { tls: trust() }),
    mysql: databaseAt('mysql', { tls: trust() }),
  };
}
