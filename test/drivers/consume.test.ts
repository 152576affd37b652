import { randomUUID } from 'node:crypto';
import { Kafka, logLevel, type Admin, type Producer } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunOutput } from '../../src/core/run/result';
import { labEndpoints } from './support/labEndpoints';
import { makeTopic } from './support/makeTopic';
import { problemOf, text } from './support/problems';
import { openDrivers, soon, type RunOptions, type TestDrivers } from './support/testDrivers';

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

async function newTopic(partitions = 1): Promise<string> {
  const topic = topicName();
  await makeTopic(admin, { topic, numPartitions: partitions });
  return topic;
}

function topicName(): string {
  const topic = `consume-${randomUUID()}`;
  made.push(topic);
  return topic;
}

async function send(
  topic: string,
  values: readonly (string | null)[],
  more: { partition?: number; timestamp?: number } = {},
): Promise<void> {
  const { partition, timestamp } = more;
  const place = { ...(partition !== undefined && { partition }), ...(timestamp !== undefined && { timestamp: String(timestamp) }) };
  await producer.send({ topic, messages: values.map((value) => ({ key: 'k', value, ...place })) });
}

const consume = (topic: string, attributes: Record<string, string> = {}, code = '', options: RunOptions = {}) =>
  drivers.run('records', 'consume', code, { ...options, attributes: { topic, ...attributes } });

/** One column of what was read. */
function column({ rowSet }: Extract<RunOutput, { kind: 'records' }>, name: string): readonly (string | null | undefined)[] {
  const at = rowSet.columns.findIndex((one) => one.name === name);
  return rowSet.rows.map((row) => row[at]);
}

/** Resolves with everything printed once it holds the text. */
function printed(): { readonly onOutput: (text: string) => void; until(part: string): Promise<string> } {
  let all = '';
  let look = (): void => undefined;
  return {
    onOutput: (text) => {
      all += text;
      look();
    },
    until: (part) =>
      new Promise((resolve) => {
        look = () => {
          if (all.includes(part)) resolve(all);
        };
        look();
      }),
  };
}

const numbers = (from: number, count: number): readonly string[] => Array.from({ length: count }, (_, i) => `{"n":${String(from + i)}}`);

describe('what is in a topic', () => {
  test('all of it, with a change event taken apart, a tombstone and headers', async () => {
    const topic = await newTopic();
    const event = '{"before":null,"after":{"id":1},"source":{"snapshot":"true"},"op":"r"}';
    await producer.send({ topic, messages: [{ key: '{"id":1}', value: event, headers: { trace: '7' } }] });
    await send(topic, [null]);
    const output = await consume(topic);
    expect(output).toMatchObject({ topic, scanned: 2, rowSet: { kept: 2, truncated: false, handle: null } });
    expect(column(output, 'key')).toEqual(['{"id":1}', 'k']);
    expect(column(output, 'op')).toEqual(['r', 'tombstone']);
    expect(column(output, 'after')).toEqual(['{"id":1}', null]);
    expect(column(output, 'value')).toEqual([event, null]);
    expect(column(output, 'headers')).toEqual(['{"trace":"7"}', null]);
    expect(column(output, 'timestamp')[0]).toMatch(/^20\d\d-.*Z$/u);
  });

  test('only what matches, and no more than asked for', async () => {
    const topic = await newTopic();
    await send(topic, ['{"op":"c","n":1}', '{"op":"r","n":2}', '{"op":"r","n":3}', '{"op":"r","n":4}']);
    const output = await consume(topic, { limit: '2' }, 'op: r\n');
    expect(column(output, 'offset')).toEqual(['1', '2']);
    expect(output.scanned).toBe(3);
  });

  test('the last ones in the order of their time, over all partitions', async () => {
    const topic = await newTopic(3);
    await send(topic, numbers(0, 5), { partition: 0, timestamp: 1000 });
    await send(topic, numbers(5, 2), { partition: 2, timestamp: 3000 });
    await send(topic, numbers(7, 1), { partition: 1, timestamp: 2000 });
    const output = await consume(topic, { from: 'last:4' });
    expect(column(output, 'value')).toEqual(['{"n":4}', '{"n":7}', '{"n":5}', '{"n":6}']);
    expect(column(await consume(topic, { from: 'last:100' }), 'value')).toHaveLength(8);
  });

  test('many records are paged like rows', async () => {
    const topic = await newTopic();
    await send(topic, numbers(0, 5000));
    const { rowSet } = await consume(topic);
    expect(rowSet).toMatchObject({ kept: 5000, truncated: false });
    expect(rowSet.rows).toHaveLength(100);
    const page = await drivers.results.page(rowSet.handle ?? '', 4900, 100);
    expect([page[0]?.[4], page[99]?.[4]]).toEqual(['{"n":4900}', '{"n":4999}']);
  });

  test('an empty topic gives no rows, a topic that is not there is named', async () => {
    expect(await consume(await newTopic())).toMatchObject({ scanned: 0, rowSet: { kept: 0 } });
    const { what } = await problemOf(consume(topicName(), { from: 'last:3' }));
    expect(text(what)).toMatch(/^There is no topic “consume-/u);
  });
});

describe('what comes from now on', () => {
  test('is told as it comes, without what was there before, until there is enough', async () => {
    const topic = await newTopic();
    await send(topic, numbers(0, 3));
    const seen = printed();
    const running = consume(topic, { from: 'now', limit: '2' }, '', { onOutput: seen.onOutput });
    expect(await seen.until('\n')).toBe(`▶ ${topic} 0@3\n`);
    await send(topic, numbers(3, 1));
    expect(await seen.until('"n":3')).toContain('0@3  k  {"n":3}\n');
    await send(topic, numbers(4, 5));
    expect(column(await running, 'value')).toEqual(['{"n":3}', '{"n":4}']);
  });

  test('is kept when it is stopped, also from a topic that was made meanwhile', async () => {
    const topic = topicName();
    const stop = new AbortController();
    const seen = printed();
    const running = consume(topic, { from: 'now' }, '', { onOutput: seen.onOutput, signal: AbortSignal.any([stop.signal, soon()]) });
    await seen.until('\n');
    await send(topic, ['{"n":1}']);
    await seen.until('"n":1');
    stop.abort();
    expect(column(await running, 'value')).toEqual(['{"n":1}']);
  });

  test('ends by itself when nothing comes any more', async () => {
    const topic = await newTopic();
    expect(await consume(topic, { from: 'now', idle: '1s' })).toMatchObject({ scanned: 0 });
  });
});

test('a tombstone is produced by null', async () => {
  const topic = await newTopic();
  await drivers.run('produce', 'kafka', '{"a":1}\nnull', { attributes: { topic, key: '{"id":1}' } });
  expect(column(await consume(topic), 'value')).toEqual(['{"a":1}', null]);
});
