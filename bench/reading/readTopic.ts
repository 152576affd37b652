// usage: node readTopic.cjs TASK    TASK is a ReadingTask as JSON; prints a Reading.
import { Kafka, logLevel } from 'kafkajs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { decodeEnvelope } from '../../src/core/events/envelope';
import { silentLog } from '../../src/core/log';
import type * as DriversBundle from '../../src/drivers/index';

export interface ReadingTask {
  readonly reader: 'drivers' | 'kafkajs';
  readonly bootstrap: string;
  readonly topic: string;
  readonly events: number;
  /** The folder of the built bundles. */
  readonly dist: string;
  readonly home: string;
}

export interface Reading {
  readonly events: number;
  /** Milliseconds from the first fetch (kafkajs: the first record handed over) to the last record decoded. */
  readonly ms: number;
}

/** The drivers as they are shipped; connected beforehand, as in an editor where a lesson is open. */
async function readByDrivers({ bootstrap, topic, dist, home }: ReadingTask): Promise<Reading> {
  const { createDrivers } = createRequire(path.join(dist, 'drivers.js'))('./drivers.js') as typeof DriversBundle;
  const endpoints = { kafka: { bootstrap } } as Awaited<ReturnType<Parameters<typeof createDrivers>[0]['endpoints']>>;
  const drivers = createDrivers({ home, log: silentLog, endpoints: () => Promise.resolve(endpoints) });
  const { signal } = new AbortController();
  try {
    await drivers.topics.topics(signal);
    let events = 0;
    const begin = performance.now();
    for await (const records of drivers.topics.readAll(topic, signal)) {
      for (const { value } of records) if (decodeEnvelope(value).kind === 'change') events += 1;
    }
    return { events, ms: performance.now() - begin };
  } finally {
    await drivers.dispose();
  }
}

/** Joining the consumer group is not counted. */
async function readByKafkajs({ bootstrap, topic, events: wanted }: ReadingTask): Promise<Reading> {
  const kafka = new Kafka({ brokers: bootstrap.split(','), clientId: 'bench', logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: `bench-${process.pid}-${Date.now()}` });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    return await new Promise<Reading>((resolve, reject) => {
      let events = 0;
      let begin: number | null = null;
      consumer
        .run({
          eachBatch: ({ batch }) => {
            begin ??= performance.now();
            for (const { value } of batch.messages) {
              const event = JSON.parse(value?.toString() ?? 'null') as { readonly op?: string };
              if (event.op !== undefined) events += 1;
            }
            if (events >= wanted) resolve({ events, ms: performance.now() - begin });
            return Promise.resolve();
          },
        })
        .catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
}

const task = JSON.parse(process.argv[2] ?? '{}') as ReadingTask;
void (task.reader === 'drivers' ? readByDrivers(task) : readByKafkajs(task)).then((reading) => {
  process.stdout.write(JSON.stringify(reading));
});
