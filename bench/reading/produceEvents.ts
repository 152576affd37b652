import { Kafka, logLevel, Partitioners } from 'kafkajs';

export interface ProduceTask {
  readonly bootstrap: string;
  readonly topic: string;
  readonly events: number;
}

const BATCH = 500;

/** An event as the PostgreSQL connector of Debezium 3.6 writes it with `schemas.enable=false`. */
function changeEvent(id: number): string {
  const row = {
    id,
    customer: `customer-${id % 500}`,
    amount: `${(100 + (id % 9900)) / 10}0`,
    status: 'shipped',
    order_date: 18_000 + (id % 1461),
  };
  const time = 1_760_000_000_000 + id;
  return JSON.stringify({
    before: id % 3 === 0 ? { ...row, status: 'new' } : null,
    after: row,
    source: {
      version: '3.6.1.Final',
      connector: 'postgresql',
      name: 'bench',
      ts_ms: time,
      snapshot: 'false',
      db: 'inventory',
      sequence: `["${24_000_000 + id * 120}","${24_000_056 + id * 120}"]`,
      ts_us: time * 1000,
      ts_ns: time * 1_000_000,
      schema: 'public',
      table: 'orders',
      txId: 700 + id,
      lsn: 24_000_056 + id * 120,
      xmin: null,
    },
    transaction: null,
    op: id % 3 === 0 ? 'u' : 'c',
    ts_ms: time + 250,
    ts_us: (time + 250) * 1000,
    ts_ns: (time + 250) * 1_000_000,
  });
}

/** Writes the events to a new topic of one partition. */
export async function produceEvents({ bootstrap, topic, events }: ProduceTask): Promise<void> {
  const kafka = new Kafka({ brokers: bootstrap.split(','), clientId: 'bench', logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  try {
    await Promise.all([admin.connect(), producer.connect()]);
    await admin.createTopics({ topics: [{ topic, numPartitions: 1 }], waitForLeaders: true });
    for (let from = 0; from < events; from += BATCH) {
      const messages = Array.from({ length: Math.min(BATCH, events - from) }, (_, index) => {
        const id = from + index + 1;
        return { key: JSON.stringify({ id }), value: changeEvent(id) };
      });
      await producer.send({ topic, messages });
    }
  } finally {
    await Promise.allSettled([admin.disconnect(), producer.disconnect()]);
  }
}
