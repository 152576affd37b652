import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Profile } from '../../core/lab/lab';
import { writeAtomic } from '../files/atomicFile';
import { homeHash, type LabPaths } from '../labPaths';
import type { PortName, Ports } from '../services/service';
import { fillTemplate } from '../services/template';
import { composeServices } from './composeServices';

/** Where each service listens inside its container. */
const INNER = { kafka: 29092, kafkaController: 29093, connect: 8083, mysql: 3306, jmx: 9404 } as const;

/** Names of services inside the lab's network, which are the names in compose.yaml. */
export const INTERNAL_ADDRESSES = {
  postgres: { host: 'postgres', port: 5432 },
  mysql: { host: 'mysql', port: INNER.mysql },
  mysqlReplica: { host: 'mysql-replica', port: INNER.mysql },
  kafka: { host: 'kafka', port: INNER.kafka },
} as const;

/** Each lab has a project of its own, so labs of different homes never share a container or a volume. */
export function projectName(home: string): string {
  return `debezium-lab-${homeHash(home)}`;
}

/** The same for each command, so that whoever looks at the lab later finds it. */
export function composeArgs(paths: LabPaths, assets: string): readonly string[] {
  return [
    'compose',
    ...['--project-name', projectName(paths.home)],
    ...['--file', join(assets, 'compose.yaml')],
    ...['--env-file', environmentFile(paths)],
  ];
}

export function hasComposeFiles(paths: LabPaths): boolean {
  return existsSync(environmentFile(paths));
}

/**
 * Writes the env file of compose.yaml, and the configuration files of `labs/local` with the values that hold in containers.
 * They hold no secret but the lab's own, and the services' users in the containers must be able to read them, whatever this
 * user's umask is.
 */
export function writeComposeFiles(paths: LabPaths, assets: string, profile: Profile, ports: Ports): void {
  const write = (file: string, template: string, values: Parameters<typeof fillTemplate>[1]): void => {
    const target = join(folder(paths), file);
    writeAtomic(target, fillTemplate(readFileSync(join(assets, 'local', template), 'utf8'), values));
    chmodSync(target, 0o644);
  };
  const mysql = { 'mysql.bind': '*', 'mysql.port': INNER.mysql };
  write('kafka.properties', 'kafka.properties', kafkaValues(ports.kafka));
  write('connect.properties', 'connect.properties', {
    'kafka.bootstrap': `kafka:${String(INNER.kafka)}`,
    'connect.bind': '0.0.0.0',
    'connect.host': 'connect',
    'connect.port': INNER.connect,
    plugins: '/kafka/connect',
  });
  write('mysql.cnf', 'mysql.cnf', { ...mysql, 'mysql.server.id': 1, 'mysql.read.only': 'OFF' });
  write('mysql-replica.cnf', 'mysql.cnf', { ...mysql, 'mysql.server.id': 2, 'mysql.read.only': 'ON' });
  write('mysql-replica.sql', 'mysql-replica.sql', { 'mysql.host': 'mysql', 'mysql.port': INNER.mysql });
  write('prometheus.yml', 'prometheus.yml', { 'jmx.host': 'connect', 'jmx.port': INNER.jmx });
  for (const file of ['jmx.yaml', 'mysql.sql', 'log4j2.properties', 'tools-log4j2.properties']) write(file, file, {});
  chmodSync(folder(paths), 0o755);
  writeAtomic(environmentFile(paths), environmentText(paths, profile, ports, debeziumVersion(assets)));
}

/** One listener for the machine, on the port that is published under the same number; one for the other containers. */
function kafkaValues(port: number): Readonly<Record<string, string | number>> {
  const outside = String(port);
  const inside = String(INNER.kafka);
  return {
    'kafka.listeners': `PLAINTEXT://0.0.0.0:${outside},INTERNAL://0.0.0.0:${inside}`,
    'kafka.advertised.listeners': `PLAINTEXT://127.0.0.1:${outside},INTERNAL://kafka:${inside}`,
    'kafka.own.listener': 'INTERNAL',
    'kafka.controller.port': INNER.kafkaController,
    data: '/kafka/data/log',
  };
}

/** Quoted, since a folder's name may hold anything; of what is quoted singly, Compose fills in nothing. */
function environmentText(paths: LabPaths, profile: Profile, ports: Ports, debezium: string): string {
  const values: readonly (readonly [string, string])[] = [
    ['FILES', folder(paths)],
    ...composeServices().map(({ port }) => [`${variable(port)}_PORT`, String(ports[port])] as const),
    ...(composeServices(profile).some(({ name }) => name === 'prometheus') ? monitored(debezium) : []),
  ];
  return values.map(([name, value]) => `DEBEZIUM_LAB_${name}='${value.replaceAll("'", "\\'")}'\n`).join('');
}

/** Connect with its metrics agent, from an image that compose.yaml says how to build. */
function monitored(debezium: string): readonly (readonly [string, string])[] {
  return [
    ['CONNECT_IMAGE', `debezium-lab-connect:${debezium}`],
    ['CONNECT_AGENT', `-javaagent:/kafka/jmx_prometheus_javaagent.jar=${String(INNER.jmx)}:/lab/jmx.yaml`],
  ];
}

/** compose.yaml is the one place that names an image's version; ours is named after the one it is built from. */
function debeziumVersion(assets: string): string {
  const [, version] = /\bimage: &\S+ quay\.io\/debezium\/connect:(\S+)/u.exec(readFileSync(join(assets, 'compose.yaml'), 'utf8')) ?? [];
  if (version === undefined) throw new Error('compose.yaml does not name Debezium’s image');
  return version;
}

/** `mysqlReplica` → `MYSQL_REPLICA`. */
function variable(port: PortName): string {
  return port.replaceAll(/[A-Z]/gu, (letter) => `_${letter}`).toUpperCase();
}

function environmentFile(paths: LabPaths): string {
  return join(folder(paths), 'compose.env');
}

function folder(paths: LabPaths): string {
  return join(paths.conf, 'compose');
}
