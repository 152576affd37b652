import { Kafka, logLevel, Partitioners, type logCreator, type Producer, type SASLOptions } from 'kafkajs';
import Cluster, { type LowLevelBroker } from 'kafkajs/src/cluster';
import Batch from 'kafkajs/src/consumer/batch';
import { createLogger } from 'kafkajs/src/loggers';
import RequestQueue from 'kafkajs/src/network/requestQueue';
import socketFactory from 'kafkajs/src/network/socketFactory';
import type { Offsets, TopicRecord } from '../../core/check/probes';
import { UserError } from '../../core/errors';
import type { KafkaEndpoint, Sasl } from '../../core/lab/endpoints';
import type { Log } from '../../core/log';
import { msg } from '../../core/message';
import { tlsOptions, type TlsOptions } from '../tls/tlsOptions';
import { naming } from './denied';
import { errorType } from './kafkaError';
import { brokersOf } from './reachBroker';

const CLIENT_ID = 'debezium-lab';
const CONNECTION_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 15_000;
/** The producer waits out a topic that is being made; readers are tried again by the caller, who can be aborted. */
const PRODUCER_RETRY = { retries: 5, initialRetryTime: 100, maxRetryTime: 1000 };
const READER_RETRY = { retries: 1, initialRetryTime: 100, maxRetryTime: 100 };

/** Marks kafkajs's request queue as changed by {@link stopIdlePolling}. */
const QUIET = Symbol('quiet');

/** `read_committed`: what an aborted transaction wrote is no event. */
const READ_COMMITTED = 1;

/** The timestamps that ListOffsets takes for the two ends of a partition. */
const END = { latest: -1, earliest: -2 } as const;

/** Partition number → node id of its leader. */
export type Leaders = ReadonlyMap<number, number>;

export interface FetchedRecords {
  readonly records: readonly TopicRecord[];
  /** Where to read on; the same as asked for when nothing stands there yet. */
  readonly next: string;
}

export interface NewRecord {
  readonly key: string | null;
  /** Null for a tombstone. */
  readonly value: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly partition: number | undefined;
}

/**
 * A connection to one Kafka cluster: the only file that knows kafkajs, so that another client replaces one file.
 *
 * Reading goes through kafkajs's own broker requests and not its consumer: a consumer exists only as a member of a
 * group, and a check that polls several topics would leave groups behind and wait for rebalances. Methods reject with
 * kafkajs's errors.
 */
export class KafkaConnection {
  private producer: Promise<Producer> | null = null;

  private constructor(
    private readonly cluster: Cluster,
    private readonly kafka: Kafka,
    /** Who is logged in, for messages. */
    private readonly user: string | undefined,
  ) {}

  static async open(endpoint: KafkaEndpoint, log: Log): Promise<KafkaConnection> {
    stopIdlePolling();
    const creator = logTo(log);
    const shared = { ...addressOf(endpoint), clientId: CLIENT_ID, connectionTimeout: CONNECTION_TIMEOUT_MS };
    const cluster = new Cluster({
      ...shared,
      retry: READER_RETRY,
      logger: createLogger({ level: logLevel.WARN, logCreator: creator }),
      socketFactory: socketFactory(),
      requestTimeout: REQUEST_TIMEOUT_MS,
      enforceRequestTimeout: true,
      metadataMaxAge: 300_000,
      allowAutoTopicCreation: false,
      isolationLevel: READ_COMMITTED,
    });
    try {
      await cluster.connect();
      await cluster.refreshMetadata();
    } catch (error) {
      void cluster.disconnect();
      throw error;
    }
    const kafka = new Kafka({
      ...shared,
      retry: PRODUCER_RETRY,
      requestTimeout: REQUEST_TIMEOUT_MS,
      logLevel: logLevel.WARN,
      logCreator: creator,
    });
    return new KafkaConnection(cluster, kafka, endpoint.sasl?.user);
  }

  /** All topics, internal ones too, with their number of partitions. */
  async topics(): Promise<ReadonlyMap<string, number>> {
    const metadata = await (await this.anyBroker()).metadata([]);
    return new Map(metadata.topicMetadata.map(({ topic, partitionMetadata }) => [topic, partitionMetadata.length]));
  }

  /** Null when the topic does not exist; asking does not create it. */
  async leaders(topic: string): Promise<Leaders | null> {
    try {
      const broker = await this.anyBroker();
      const metadata = await this.naming(topic, () => broker.metadata([topic]));
      const partitions = metadata.topicMetadata.find((entry) => entry.topic === topic)?.partitionMetadata ?? [];
      return new Map(partitions.map(({ partitionId, leader }) => [partitionId, leader]));
    } catch (error) {
      if (errorType(error) === 'UNKNOWN_TOPIC_OR_PARTITION') return null;
      throw error;
    }
  }

  /** The first offset of each partition, or the next one to be written. */
  async offsets(topic: string, leaders: Leaders, end: keyof typeof END): Promise<Offsets> {
    const nodes = [...new Set(leaders.values())];
    const answers = await Promise.all(
      nodes.map(async (node) => {
        const partitions = [...leaders].filter(([, leader]) => leader === node).map(([partition]) => ({ partition, timestamp: END[end] }));
        const broker = await this.broker(node);
        return this.naming(topic, () => broker.listOffsets({ isolationLevel: READ_COMMITTED, topics: [{ topic, partitions }] }));
      }),
    );
    const all = answers.flatMap(({ responses }) => responses.flatMap(({ partitions }) => partitions));
    return Object.fromEntries(all.map(({ partition, offset }) => [partition, offset]));
  }

  /** Records of one partition from the offset on, about `bytes` of them and at least one if there is one. */
  async fetch(topic: string, partition: number, leader: number, offset: string, bytes: number): Promise<FetchedRecords> {
    const broker = await this.broker(leader);
    const request = {
      isolationLevel: READ_COMMITTED,
      maxWaitTime: 100,
      minBytes: 1,
      maxBytes: bytes,
      topics: [{ topic, partitions: [{ partition, fetchOffset: offset, maxBytes: bytes }] }],
    };
    const answer = await this.naming(topic, () => broker.fetch(request));
    const [data] = answer.responses.flatMap(({ partitions }) => partitions);
    const batch = new Batch(topic, offset, data);
    const records = batch.messages.map((message) => ({
      partition,
      offset: message.offset,
      timestamp: Number(message.timestamp),
      key: message.key,
      value: message.value,
      headers: message.headers ?? {},
    }));
    const read = batch.rawMessages.length > 0 ? BigInt(batch.lastOffset()) + 1n : BigInt(offset);
    return { records, next: String(read) };
  }

  /** Writes one record, creating the topic where the broker allows it. */
  async produce(topic: string, record: NewRecord): Promise<{ readonly partition: number; readonly offset: string }> {
    this.producer ??= startProducer(this.kafka);
    const { partition, key, value, headers } = record;
    const message = { key, value, headers: { ...headers }, ...(partition === undefined ? {} : { partition }) };
    const producer = await this.producer;
    const [written] = await this.naming(topic, () => producer.send({ topic, acks: -1, messages: [message] }));
    // kafkajs drops a record for a partition that is not there, and reports success.
    if (!written) throw new UserError({ what: msg('The topic “{0}” has no partition {1}.', topic, partition ?? 0) });
    return { partition: written.partition, offset: written.baseOffset ?? '' };
  }

  async close(): Promise<void> {
    const producer = await this.producer?.catch(() => null);
    await Promise.allSettled([producer?.disconnect(), this.cluster.disconnect()]);
  }

  private naming<T>(topic: string, use: () => Promise<T>): Promise<T> {
    return naming(topic, this.user, use);
  }

  private async anyBroker(): Promise<LowLevelBroker> {
    const [node] = this.cluster.getNodeIds();
    if (node === undefined) throw new Error('The cluster has no broker.');
    return this.cluster.findBroker({ nodeId: node });
  }

  private broker(node: number): Promise<LowLevelBroker> {
    return this.cluster.findBroker({ nodeId: String(node) });
  }
}

interface ClusterAddress {
  readonly brokers: string[];
  readonly ssl?: TlsOptions;
  readonly sasl?: SASLOptions;
}

function addressOf({ bootstrap, tls, sasl }: KafkaEndpoint): ClusterAddress {
  return {
    brokers: brokersOf(bootstrap).map(({ host, port }) => `${host}:${port.toString()}`),
    ...(tls && { ssl: tlsOptions(tls) }),
    ...(sasl && { sasl: saslOptions(sasl) }),
  };
}

function saslOptions({ mechanism, user: username, password }: Sasl): SASLOptions {
  switch (mechanism) {
    case 'PLAIN':
      return { mechanism: 'plain', username, password };
    case 'SCRAM-SHA-256':
      return { mechanism: 'scram-sha-256', username, password };
    case 'SCRAM-SHA-512':
      return { mechanism: 'scram-sha-512', username, password };
  }
}

async function startProducer(kafka: Kafka): Promise<Producer> {
  const producer = kafka.producer({ allowAutoTopicCreation: true, createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  return producer;
}

/** kafkajs reports each attempt as an error; what matters reaches the caller as a rejection. */
function logTo(log: Log): logCreator {
  return () => (entry) => {
    log.debug(`kafkajs ${entry.namespace}: ${entry.log.message}`);
  };
}

/**
 * kafkajs 2.2.4 looks for queued requests every millisecond on every connection, with a negative timeout that Node 24
 * warns about each time (tulios/kafkajs#1751). With nothing queued there is nothing to look for: the queue is also
 * checked when a request is pushed and when one is answered.
 */
function stopIdlePolling(): void {
  const { prototype } = RequestQueue;
  if (Reflect.has(prototype, QUIET)) return;
  Reflect.set(prototype, QUIET, true);
  const { scheduleCheckPendingRequests: schedule } = prototype;
  prototype.scheduleCheckPendingRequests = function (this: RequestQueue): void {
    if (this.pending.length > 0) schedule.call(this);
  };
}
