import path from 'node:path';
import type { Probes } from '../core/check/probes';
import type { Endpoints } from '../core/lab/endpoints';
import type { Log } from '../core/log';
import type { ResultStore, Runner } from '../core/run/runner';
import { sharedProbes } from '../core/sharing/sharedProbes';
import type { Target } from '../core/snippet/snippet';
import { ConnectClient } from './connect/connectClient';
import { ConnectorRunner } from './connect/connectorRunner';
import { HttpRunner } from './connect/httpRunner';
import { ConsumeRunner } from './kafka/consumeRunner';
import { KafkaClient } from './kafka/kafkaClient';
import { ProduceRunner } from './kafka/produceRunner';
import { TopicReader } from './kafka/topicReader';
import { primaryDialect, replicaDialect } from './mysql/mysqlDialect';
import { postgresDialect } from './postgres/postgresDialect';
import { BashRunner } from './process/bashRunner';
import { PythonRunner } from './process/pythonRunner';
import { MetricRunner } from './prometheus/metricRunner';
import { PrometheusClient } from './prometheus/prometheusClient';
import { ResultFiles } from './results/resultFiles';
import { SqlProbe } from './sql/sqlProbe';
import { SqlRunner } from './sql/sqlRunner';
import { unreachable } from './unreachable';

export type { ConfigError, ConnectClient } from './connect/connectClient';
export { createCheck } from './check/checkEndpoints';
export type { TopicReader } from './kafka/topicReader';
export { labEnvironment } from './process/labEnvironment';

export interface DriverOptions {
  /** The lab's home: results, scripts and the Python environment stand below it. */
  readonly home: string;
  readonly log: Log;
  /** Asked for at every call, because a lab may come back on other ports. Null while it is down. */
  readonly endpoints: () => Promise<Endpoints | null>;
  /** Runs `bash` snippets in place of a child process: the editor's terminal. */
  readonly terminal?: Runner | undefined;
  /** The Python that the virtual environment is made with; the first on the path when undefined. */
  readonly pythonPath?: string | undefined;
}

/** Everything that speaks to the lab's systems. Nothing is connected before it is used. */
export interface Drivers {
  readonly runners: Partial<Record<Target, Runner>>;
  readonly probes: Omit<Probes, 'output'>;
  readonly connect: ConnectClient;
  readonly topics: TopicReader;
  readonly results: ResultStore;
  /** Closes connections and removes stored results. Snippets under way are to be aborted first. */
  dispose(): Promise<void>;
}

export function createDrivers(options: DriverOptions): Drivers {
  const { home, log, endpoints } = options;
  const results = new ResultFiles(path.join(home, 'results'));
  const postgres = postgresDialect();
  const mysql = primaryDialect();
  const replica = replicaDialect();
  const sql = {
    postgres: new SqlRunner(postgres, results, log),
    mysql: new SqlRunner(mysql, results, log),
    'mysql-replica': new SqlRunner(replica, results, log),
  };
  const probes = {
    postgres: new SqlProbe(postgres, log),
    mysql: new SqlProbe(mysql, log),
    'mysql-replica': new SqlProbe(replica, log),
  };
  const kafka = new KafkaClient(endpoints, log);
  const topics = new TopicReader(kafka);
  const connect = new ConnectClient(endpoints);
  const prometheus = new PrometheusClient(endpoints);
  return {
    runners: {
      ...sql,
      connect: new ConnectorRunner(connect),
      kafka: new ProduceRunner(kafka),
      consume: new ConsumeRunner(topics, results),
      http: new HttpRunner(connect),
      python: new PythonRunner({ home, pythonPath: options.pythonPath }),
      bash: options.terminal ?? new BashRunner(home),
      promql: new MetricRunner(prometheus, results),
    },
    probes: sharedProbes(
      {
        query: async (target, query, signal) => {
          const probe = probes[target];
          const present = await endpoints();
          if (!present) throw unreachable(probe.product, '–', null);
          return probe.query(present, query, signal);
        },
        connector: (name, signal) => connect.connector(name, signal),
        endOffsets: (topic, signal) => topics.endOffsets(topic, signal),
        read: (topic, from, signal) => topics.read(topic, from, signal),
        metric: (query, signal) => prometheus.values(query, signal),
      },
      async () => (await endpoints())?.sharing?.prefix ?? '',
    ),
    connect,
    topics,
    results,
    dispose: async () => {
      const owned = [...Object.values(sql), ...Object.values(probes), kafka, results];
      await Promise.allSettled(owned.map((part) => part.dispose()));
    },
  };
}
