import { UserError } from '../../core/errors';
import { msg } from '../../core/message';
import type { Offsets, TopicBatch, TopicRecord } from '../../core/check/probes';
import type { KafkaClient } from './kafkaClient';
import type { FetchedRecords, KafkaConnection, Leaders } from './kafkaConnection';
import { errorType } from './kafkaError';

/** A batch ends with the fetch that brings it to this many records. */
const BATCH_RECORDS = 4000;

/** Bytes asked for at once: of small records this is still only some thousands. */
const FETCH_BYTES = 512 * 1024;

/** For reading a topic through: fewer, larger requests. */
const THROUGH_BYTES = 4 * 1024 * 1024;

/** Reads topics by offset, belonging to no consumer group and committing nothing. */
export class TopicReader {
  constructor(private readonly client: KafkaClient) {}

  /** Topic → number of partitions. */
  topics(signal: AbortSignal): Promise<ReadonlyMap<string, number>> {
    return this.client.read((connection) => connection.topics(), signal);
  }

  /** The end of each partition; null when the topic does not exist. */
  endOffsets(topic: string, signal: AbortSignal): Promise<Offsets | null> {
    return this.client.read(async (connection) => {
      const leaders = await connection.leaders(topic);
      return leaders && connection.offsets(topic, leaders, 'latest');
    }, signal);
  }

  /**
   * Records from the given offsets towards the present end, some thousands at most. Offsets that the topic does not have
   * (it was deleted and made again, or its log was cut) are read from the beginning.
   */
  read(topic: string, from: Offsets, signal: AbortSignal): Promise<TopicBatch> {
    return this.client.read(async (connection) => {
      const leaders = await connection.leaders(topic);
      if (!leaders) return { records: [], next: {} };
      const { start, end } = await range(connection, topic, leaders, from);
      const records: TopicRecord[] = [];
      const next: Record<number, string> = { ...start };
      for (const [partition, leader] of leaders) {
        let offset = start[partition] ?? '0';
        while (BigInt(offset) < BigInt(end[partition] ?? '0') && records.length < BATCH_RECORDS) {
          signal.throwIfAborted();
          const fetched = await fetchOn(connection, {
            topic,
            partition,
            leader,
            offset,
            end: end[partition] ?? offset,
            bytes: FETCH_BYTES,
          });
          records.push(...fetched.records);
          offset = fetched.next;
        }
        next[partition] = offset;
      }
      return { records, next };
    }, signal);
  }

  /** The whole topic up to its present end, batch by batch; the next batch is fetched while one is being used. */
  async *readAll(topic: string, signal: AbortSignal): AsyncGenerator<readonly TopicRecord[], void> {
    const { leaders, start, end } = await this.client.read((connection) => whole(connection, topic), signal);
    for (const [partition, leader] of leaders) {
      const stop = end[partition] ?? '0';
      const fetchFrom = (offset: string): Promise<FetchedRecords> | null =>
        BigInt(offset) >= BigInt(stop)
          ? null
          : this.client.read(
              (connection) => fetchOn(connection, { topic, partition, leader, offset, end: stop, bytes: THROUGH_BYTES }),
              signal,
            );
      let pending = fetchFrom(start[partition] ?? '0');
      while (pending) {
        const { records, next } = await pending;
        pending = fetchFrom(next);
        // Handled where it is awaited; until then a failure must not count as unhandled.
        pending?.catch(() => undefined);
        yield records;
      }
    }
  }
}

async function whole(connection: KafkaConnection, topic: string): Promise<{ leaders: Leaders; start: Offsets; end: Offsets }> {
  const leaders = await connection.leaders(topic);
  if (!leaders) throw new UserError({ what: msg('There is no topic “{0}”.', topic) });
  const start = await connection.offsets(topic, leaders, 'earliest');
  return { leaders, start, end: await connection.offsets(topic, leaders, 'latest') };
}

/** Where to begin and end in each partition. The beginning is asked for only where it is needed. */
async function range(
  connection: KafkaConnection,
  topic: string,
  leaders: Leaders,
  from: Offsets,
): Promise<{ readonly start: Offsets; readonly end: Offsets }> {
  const end = await connection.offsets(topic, leaders, 'latest');
  const unknown = [...leaders.keys()].filter((partition) => !isWithin(from[partition], end[partition]));
  if (unknown.length === 0) return { start: from, end };
  const earliest = await connection.offsets(topic, leaders, 'earliest');
  const start = [...leaders.keys()].map(
    (partition) => [partition, (unknown.includes(partition) ? earliest : from)[partition] ?? '0'] as const,
  );
  return { start: Object.fromEntries(start), end };
}

function isWithin(offset: string | undefined, end: string | undefined): boolean {
  return offset !== undefined && BigInt(offset) <= BigInt(end ?? '0');
}

interface Fetch {
  readonly topic: string;
  readonly partition: number;
  readonly leader: number;
  readonly offset: string;
  readonly end: string;
  readonly bytes: number;
}

/** Always gets on: over a stretch that compaction has emptied, and to the beginning of a log that was cut. */
async function fetchOn(connection: KafkaConnection, fetch: Fetch): Promise<FetchedRecords> {
  const { topic, partition, leader, offset, end, bytes } = fetch;
  try {
    const fetched = await connection.fetch(topic, partition, leader, offset, bytes);
    return BigInt(fetched.next) > BigInt(offset) ? fetched : { records: fetched.records, next: end };
  } catch (error) {
    if (errorType(error) !== 'OFFSET_OUT_OF_RANGE') throw error;
    const earliest = await connection.offsets(topic, new Map([[partition, leader]]), 'earliest');
    const first = earliest[partition] ?? end;
    if (BigInt(first) <= BigInt(offset)) throw error;
    return { records: [], next: first };
  }
}
