import type { Endpoints } from '../../core/lab/endpoints';
import type { Log } from '../../core/log';
import { msg } from '../../core/message';
import { ownName } from '../../core/sharing/prefix';
import { KafkaClient } from '../kafka/kafkaClient';
import type { Health } from './checkEndpoints';

/** A name that no lesson uses: only whether it may be asked for matters. */
const ANY_TOPIC = 'debezium-lab-check';

/** Logs in, and asks for a topic of the student's own. The protocol has no word for the broker's version. */
export async function checkKafka(endpoints: Endpoints, prefix: string, log: Log, signal: AbortSignal): Promise<Health> {
  const client = new KafkaClient(() => Promise.resolve(endpoints), log);
  try {
    const topics = await client.read((connection) => connection.topics(), signal);
    await client.read((connection) => connection.leaders(ownName(prefix, 'kafka', ANY_TOPIC)), signal);
    return { version: null, note: msg('topics: {0}', topics.size) };
  } finally {
    await client.dispose();
  }
}
