import { randomUUID } from 'node:crypto';
import { CompressionTypes, Kafka, logLevel, type Admin, type Producer } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { isAbort } from '../../src/core/errors';
import { decodeEnvelope } from '../../src/core/events/envelope';
import { labEndpoints } from './support/labEndpoints';
import { makeTopic } from './support/makeTopic';
import { problemOf, text } from './support/problems';
import { openDrivers, soon, type TestDrivers } from './support/testDrivers';

const kafka = new Kafka({ brokers: labEndpoints().kafka.bootstrap.split(','), clientId: 'test', logLevel: logLevel.NOTHING });
let admin: Admin;
let producer: Producer;
let drivers: TestDrivers;
const made: string[] = [];

beforeAll(async () => {
  drivers = await openDrivers();
  admin = kafka.admin();
  producer = kafka.producer();
  await Promise.all([admin.connect(), producer.connect()]);
});
afterAll(async () => {
  const present = await admin.listTopics();
  await admin.deleteTopics({ topics: made.filter((topic) => present.includes(topic)) });
  await Promise.all([admin.disconnect(), producer.disconnect(), drivers.dispose()]);
});

function topicName(): string {
  const name = `drivers-${randomUUID()}`;
  made.push(name);
  return name;
}

async function newTopic(partitions = 1): Promise<string> {
  const topic = topicName();
  await makeTopic(admin, { topic, numPartitions: partitions });
  return topic;
}

/** Everything in the topic, as the driver reads it. */
async function contents(topic: string): Promise<readonly (readonly [key: string | null, value: string | null])[]> {
  const { records } = await drivers.probes.read(topic, {}, soon());
  return records.map(({ key, value }) => [asText(key), asText(value)]);
}

function asText(bytes: Uint8Array | null): string | null {
  return bytes && Buffer.from(bytes).toString('utf8');
}

const send = (topic: string, code: string, attributes: Record<string, string> = {}) =>
  drivers.run('produce', 'kafka', code, { attributes: { topic, ...attributes } });

describe('producing', () => {
  test('one record for each document, letter for letter, with the key', async () => {
    const topic = await newTopic();
    const output = await send(topic, '{ "n": 1.0, "big": 12345678901234567890, "ё": "😀" }\n[1, 2]', { key: 'inventory' });
    expect(output).toEqual({
      kind: 'produce',
      topic,
      records: [
        { partition: 0, offset: '0' },
        { partition: 0, offset: '1' },
      ],
    });
    expect(await contents(topic)).toEqual([
      ['inventory', '{"n":1.0,"big":12345678901234567890,"ё":"😀"}'],
      ['inventory', '[1,2]'],
    ]);
  });

  test('headers and the partition are the ones named', async () => {
    const topic = await newTopic(3);
    const output = await send(topic, '{"a":1}', { partition: '2', headers: 'source=lab, trace=7' });
    expect(output.records).toEqual([{ partition: 2, offset: '0' }]);
    const consumer = kafka.consumer({ groupId: `test-${randomUUID()}` });
    const headers = await new Promise<Record<string, string>>((resolve, reject) => {
      void consumer
        .connect()
        .then(() => consumer.subscribe({ topic, fromBeginning: true }))
        .then(() =>
          consumer.run({
            eachMessage: ({ message }) => {
              resolve(Object.fromEntries(Object.entries(message.headers ?? {}).map(([name, value]) => [name, String(value)])));
              return Promise.resolve();
            },
          }),
        )
        .catch(reject);
    });
    await consumer.disconnect();
    expect(headers).toEqual({ source: 'lab', trace: '7' });
  });

  test('a topic that is not there yet is made, as the lab allows', async () => {
    const topic = topicName();
    expect((await send(topic, '1')).records).toEqual([{ partition: 0, offset: '0' }]);
  });

  test('a mistake anywhere sends nothing', async () => {
    const topic = await newTopic();
    expect((await problemOf(send(topic, '{"a": 1}\n{"a": }'))).place).toEqual({ line: 2, column: 7 });
    expect(await drivers.probes.endOffsets(topic, soon())).toEqual({ 0: '0' });
  });

  test('to a partition that is not there is refused in words', async () => {
    const topic = await newTopic();
    expect(text((await problemOf(send(topic, '1', { partition: '9' }))).what)).toContain('has no partition 9');
  });

  test('an invalid topic name is refused by name', async () => {
    expect(text((await problemOf(send('no such topic!', '1'))).what)).toContain('INVALID_TOPIC');
  });
});

describe('reading', () => {
  test('a topic that does not exist has no end, and asking does not make it', async () => {
    const topic = topicName();
    expect(await drivers.probes.endOffsets(topic, soon())).toBeNull();
    expect(await drivers.probes.read(topic, {}, soon())).toEqual({ records: [], next: {} });
    expect(await admin.listTopics()).not.toContain(topic);
  });

  test('goes on where it ended, partition by partition', async () => {
    const topic = await newTopic(2);
    await send(topic, '1 2', { partition: '0' });
    await send(topic, '3', { partition: '1' });
    const first = await drivers.probes.read(topic, {}, soon());
    expect(first.next).toEqual({ 0: '2', 1: '1' });
    await send(topic, '4', { partition: '1' });
    const second = await drivers.probes.read(topic, first.next, soon());
    expect(second.records.map(({ partition, offset, value }) => [partition, offset, asText(value)])).toEqual([[1, '1', '4']]);
    expect(await drivers.probes.read(topic, second.next, soon())).toEqual({ records: [], next: second.next });
  });

  test('a partition not named is read from its beginning', async () => {
    const topic = await newTopic(2);
    await send(topic, '1', { partition: '0' });
    await send(topic, '2', { partition: '1' });
    const { records } = await drivers.probes.read(topic, { 0: '1' }, soon());
    expect(records.map(({ value }) => asText(value))).toEqual(['2']);
  });

  test('tombstones, keys without a value and empty values are told apart', async () => {
    const topic = await newTopic();
    await producer.send({
      topic,
      messages: [
        { key: 'k', value: null },
        { key: null, value: '' },
      ],
    });
    expect(await contents(topic)).toEqual([
      ['k', null],
      [null, ''],
    ]);
  });

  test('a topic that was deleted and made again is read from its beginning', async () => {
    const topic = await newTopic();
    await send(topic, '1 2 3');
    const { next } = await drivers.probes.read(topic, {}, soon());
    await admin.deleteTopics({ topics: [topic] });
    await vi.waitFor(async () => {
      expect(await admin.listTopics()).not.toContain(topic);
    }, 20_000);
    await makeTopic(admin, { topic, numPartitions: 1 });
    await send(topic, '"new"');
    const { records } = await drivers.probes.read(topic, next, soon());
    expect(records.map(({ value }) => asText(value))).toEqual(['"new"']);
  });

  test('a log whose beginning was cut is read from its new beginning', async () => {
    const topic = await newTopic();
    await send(topic, '1 2 3');
    // kafkajs knows the leader only of topics it was asked about.
    await admin.fetchTopicOffsets(topic);
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '2' }] });
    const { records, next } = await drivers.probes.read(topic, { 0: '0' }, soon());
    expect({ values: records.map(({ value }) => asText(value)), next }).toEqual({ values: ['3'], next: { 0: '3' } });
  });

  test('what an aborted transaction wrote is not there, and the end moves past it', async () => {
    const topic = await newTopic();
    const transactional = kafka.producer({ transactionalId: randomUUID(), maxInFlightRequests: 1, idempotent: true });
    await transactional.connect();
    const aborted = await transactional.transaction();
    await aborted.send({ topic, messages: [{ value: 'aborted' }] });
    await aborted.abort();
    const committed = await transactional.transaction();
    await committed.send({ topic, messages: [{ value: 'committed' }] });
    await committed.commit();
    await transactional.disconnect();
    const { records, next } = await drivers.probes.read(topic, {}, soon());
    expect(records.map(({ value }) => asText(value))).toEqual(['committed']);
    expect(next).toEqual(await drivers.probes.endOffsets(topic, soon()));
    expect((await drivers.probes.read(topic, next, soon())).records).toEqual([]);
  });

  test('comes in batches of some thousands, each record once', async () => {
    const topic = await newTopic(2);
    for (let batch = 0; batch < 20; batch += 1) {
      const messages = Array.from({ length: 1000 }, (_, n) => ({
        value: `{"n":${(batch * 1000 + n).toString()},"fill":"${'x'.repeat(150)}"}`,
      }));
      await producer.send({ topic, messages });
    }
    const seen = new Set<string>();
    const sizes: number[] = [];
    let next = {};
    for (;;) {
      const batch = await drivers.probes.read(topic, next, soon());
      if (batch.records.length === 0) break;
      sizes.push(batch.records.length);
      for (const { partition, offset } of batch.records) seen.add(`${partition.toString()}/${offset}`);
      next = batch.next;
    }
    expect({ seen: seen.size, read: sizes.reduce((a, b) => a + b, 0) }).toEqual({ seen: 20_000, read: 20_000 });
    expect(Math.max(...sizes)).toBeLessThan(9000);

    let through = 0;
    for await (const records of drivers.topics.readAll(topic, soon())) {
      through += records.filter(({ value }) => decodeEnvelope(value).kind === 'json').length;
    }
    expect(through).toBe(20_000);
  });

  test('gzip is read, what cannot be read is named', async () => {
    const topic = await newTopic();
    await producer.send({ topic, compression: CompressionTypes.GZIP, messages: [{ value: 'zipped' }] });
    expect(await contents(topic)).toEqual([[null, 'zipped']]);
    const other = topicName();
    await makeTopic(admin, { topic: other, configEntries: [{ name: 'compression.type', value: 'lz4' }] });
    await producer.send({ topic: other, messages: [{ value: 'x'.repeat(1000) }] });
    expect(text((await problemOf(drivers.probes.read(other, {}, soon()))).what)).toContain('compression');
  });

  test('lists topics with their partitions', async () => {
    const topic = await newTopic(3);
    expect((await drivers.topics.topics(soon())).get(topic)).toBe(3);
  });

  test('leaves no consumer group behind', async () => {
    const topic = await newTopic();
    await send(topic, '1');
    const before = (await admin.listGroups()).groups.map(({ groupId }) => groupId);
    await drivers.probes.read(topic, {}, soon());
    expect((await admin.listGroups()).groups.map(({ groupId }) => groupId)).toEqual(before);
  });

  test('a whole topic that does not exist is said to be missing', async () => {
    const reading = drivers.topics.readAll(topicName(), soon());
    expect(text((await problemOf(reading.next())).what)).toContain('There is no topic');
  });
});

describe('the connection', () => {
  test('does nothing while nothing is asked of it', async () => {
    await drivers.topics.topics(soon());
    const timers = vi.spyOn(globalThis, 'setTimeout');
    const begin = performance.now();
    while (performance.now() - begin < 200) await new Promise((resolve) => setImmediate(resolve));
    const idle = timers.mock.calls.length;
    timers.mockRestore();
    // kafkajs by itself sets one every millisecond.
    expect(idle).toBeLessThan(5);
  });

  test('is told with Start lab when there is none, at once', async () => {
    const lab = drivers.endpoints;
    drivers.endpoints = { ...labEndpoints(), kafka: { bootstrap: '127.0.0.1:1', internalBootstrap: '127.0.0.1:1' } };
    const problem = await problemOf(drivers.probes.endOffsets('t', soon()));
    expect({ what: text(problem.what), action: problem.action }).toEqual({
      what: 'Kafka does not answer at 127.0.0.1:1.',
      action: 'startLab',
    });
    drivers.endpoints = lab;
    expect(await drivers.probes.endOffsets('drivers-nowhere', soon())).toBeNull();
  });

  test('is not there while the lab is down', async () => {
    const lab = drivers.endpoints;
    drivers.endpoints = null;
    expect((await problemOf(drivers.probes.endOffsets('t', soon()))).action).toBe('startLab');
    drivers.endpoints = lab;
  });

  test('an aborted call ends with the reason', async () => {
    await expect(drivers.probes.read('t', {}, AbortSignal.abort())).rejects.toSatisfy(isAbort);
  });

  test('logs to the log and never to the console', async () => {
    const output = vi.spyOn(console, 'error');
    const topic = topicName();
    await drivers.probes.endOffsets(topic, soon());
    expect(output).not.toHaveBeenCalled();
    expect(drivers.logged.some((line) => line.startsWith('kafkajs'))).toBe(true);
    output.mockRestore();
  });
});
