import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AclOperationTypes, AclPermissionTypes, AclResourceTypes, Kafka, logLevel, ResourcePatternTypes } from 'kafkajs';
import { kafkaAnswers } from '../../../src/lab/net/kafkaProbe';
import { runCommand } from '../../../src/lab/process/runCommand';
import { propertyPath } from '../../../src/lab/services/template';
import { randomClusterId } from '../../../src/lab/toolchain/jarCache';
import type { Toolchain } from '../../../src/lab/toolchain/toolchain';
import { makeTopic } from '../../drivers/support/makeTopic';
import type { Certificates } from './certificates';
import { startServer, type ServerProcess } from './secureProcess';

/** Who may log in, by every mechanism. */
export const KAFKA_USER = { user: 'alice', password: 'alice-secret-77' } as const;

/** Readable for nobody but the cluster's own superusers. */
export const PRIVATE_TOPIC = 'private';

/** Readable, not writable, for {@link KAFKA_USER}. */
export const PUBLIC_TOPIC = 'public';

export interface KafkaPorts {
  /** SASL over TLS. */
  readonly sasl: number;
  /** TLS, and a client certificate is asked for. */
  readonly mutual: number;
  /** TLS with a certificate that has expired. */
  readonly expired: number;
  /** Plain text, for the suite and for Connect: whoever comes here may do anything. */
  readonly plain: number;
  readonly controller: number;
}

interface KafkaOptions {
  readonly folder: string;
  readonly tools: Toolchain;
  readonly ports: KafkaPorts;
  readonly certificates: Certificates;
}

const LISTENERS = { SASL: 'sasl', MUTUAL: 'mutual', EXPIRED: 'expired', PLAIN: 'plain', CONTROLLER: 'controller' } as const;

/** One broker with a listener for each way to be secured, users for SASL, and a topic under an access list. */
export async function startSecureKafka(options: KafkaOptions): Promise<ServerProcess> {
  const { folder, tools, ports } = options;
  await mkdir(folder, { recursive: true });
  const config = path.join(folder, 'kafka.properties');
  await writeFile(config, properties(options));
  const java = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xmx320m', '-cp', path.join(tools.jars, 'libs', '*')];
  const scram = ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) => [
    '--add-scram',
    `${mechanism}=[name=${KAFKA_USER.user},password=${KAFKA_USER.password}]`,
  ]);
  const format = ['kafka.tools.StorageTool', 'format', '--config', config, '--cluster-id', randomClusterId(), ...scram];
  const formatted = await runCommand(tools.java, [...java, ...format], { signal: AbortSignal.timeout(60_000), cwd: folder });
  if (formatted.code !== 0) throw new Error(formatted.stdout + formatted.stderr);
  const args = [...java, `-Dlog4j2.configurationFile=${path.join(tools.assets, 'local', 'log4j2.properties')}`, 'kafka.Kafka', config];
  const server = await startServer({ command: tools.java, args, cwd: folder, env: process.env }, () => kafkaAnswers(ports.plain));
  try {
    await setUpTopics(ports.plain);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server;
}

function properties({ folder, ports, certificates }: KafkaOptions): string {
  const addresses = Object.entries(LISTENERS).map(([name, port]) => `${name}://127.0.0.1:${ports[port].toString()}`);
  const sasl = 'listener.name.sasl';
  return [
    'process.roles=broker,controller',
    'node.id=1',
    `controller.quorum.voters=1@127.0.0.1:${ports.controller.toString()}`,
    `listeners=${addresses.join(',')}`,
    `advertised.listeners=${addresses.filter((address) => !address.startsWith('CONTROLLER')).join(',')}`,
    'listener.security.protocol.map=SASL:SASL_SSL,MUTUAL:SSL,EXPIRED:SSL,PLAIN:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'controller.listener.names=CONTROLLER',
    'inter.broker.listener.name=PLAIN',
    `log.dirs=${propertyPath(path.join(folder, 'data'))}`,
    'offsets.topic.replication.factor=1',
    'offsets.topic.num.partitions=1',
    'transaction.state.log.replication.factor=1',
    'transaction.state.log.min.isr=1',
    'transaction.state.log.num.partitions=1',
    'group.initial.rebalance.delay.ms=0',
    'ssl.keystore.type=PEM',
    `ssl.keystore.location=${propertyPath(certificates.file('server.pem'))}`,
    'ssl.truststore.type=PEM',
    `ssl.truststore.location=${propertyPath(certificates.file('ca.crt'))}`,
    'listener.name.mutual.ssl.client.auth=required',
    `listener.name.expired.ssl.keystore.location=${propertyPath(certificates.file('expired.pem'))}`,
    'listener.name.expired.ssl.keystore.type=PEM',
    'sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
    ...['scram-sha-256', 'scram-sha-512'].map(
      (mechanism) => `${sasl}.${mechanism}.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;`,
    ),
    `${sasl}.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required user_${KAFKA_USER.user}="${KAFKA_USER.password}";`,
    'authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'super.users=User:ANONYMOUS',
    'allow.everyone.if.no.acl.found=true',
    '',
  ].join('\n');
}

async function setUpTopics(port: number): Promise<void> {
  const admin = new Kafka({ brokers: [`127.0.0.1:${port.toString()}`], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    for (const topic of [PRIVATE_TOPIC, PUBLIC_TOPIC]) await makeTopic(admin, { topic, numPartitions: 1 });
    const rule = {
      resourceType: AclResourceTypes.TOPIC,
      resourcePatternType: ResourcePatternTypes.LITERAL,
      permissionType: AclPermissionTypes.ALLOW,
      host: '*',
    };
    await admin.createAcls({
      acl: [
        { ...rule, resourceName: PRIVATE_TOPIC, principal: 'User:nobody', operation: AclOperationTypes.ALL },
        { ...rule, resourceName: PUBLIC_TOPIC, principal: 'User:*', operation: AclOperationTypes.READ },
      ],
    });
  } finally {
    await admin.disconnect();
  }
}
