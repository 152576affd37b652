import { describe, expect, it } from 'vitest';
import { lessonConfig, ownConfig } from '../../../src/core/sharing/connectorNames';
import { ownSnippet, ownText } from '../../../src/core/sharing/textNames';

const MYSQL = {
  name: 'replica',
  'connector.class': 'io.debezium.connector.mysql.MySqlConnector',
  'database.hostname': 'mysql.example.com',
  'database.server.id': '5402',
  'topic.prefix': 'replica',
  'table.include.list': 'inventory.orders',
  'schema.history.internal.kafka.topic': 'replica-schema-history',
  'signal.enabled.channels': 'source,kafka',
  'signal.kafka.topic': 'replica-signal',
  'notification.sink.topic.name': 'replica-notifications',
};

describe('a connector', () => {
  it('gets the student’s own names, and keeps what names tables and hosts', () => {
    const own = ownConfig('anna', MYSQL);
    expect(own).toMatchObject({
      name: 'anna-replica',
      'topic.prefix': 'anna-replica',
      'schema.history.internal.kafka.topic': 'anna-replica-schema-history',
      'signal.kafka.topic': 'anna-replica-signal',
      'signal.kafka.groupId': 'anna-kafka-signal',
      'notification.sink.topic.name': 'anna-replica-notifications',
      'database.hostname': 'mysql.example.com',
      'table.include.list': 'inventory.orders',
    });
    expect(own['database.server.id']).toMatch(/^\d+5402$/u);
  });

  it('gets a slot and a publication of its own where the lesson leaves Debezium’s', () => {
    const bare = { name: 'first', 'connector.class': 'io.debezium.connector.postgresql.PostgresConnector', 'topic.prefix': 'first' };
    expect(ownConfig('anna', bare)).toMatchObject({ 'slot.name': 'anna_debezium', 'publication.name': 'anna_dbz_publication' });
    expect(ownConfig('anna', { ...bare, 'slot.name': 'first' })['slot.name']).toBe('anna_first');
  });

  it('is the very same without a prefix', () => {
    expect(ownConfig('', MYSQL)).toBe(MYSQL);
    expect(lessonConfig('', MYSQL)).toBe(MYSQL);
  });

  it('leads back to the lesson’s', () => {
    const known = { ...MYSQL, 'signal.kafka.groupId': 'replica-signal' };
    expect(lessonConfig('anna', ownConfig('anna', known))).toEqual(known);
  });

  it('of a sink reads the student’s own topics', () => {
    expect(ownConfig('anna', { name: 'sink', topics: 'first.public.a, first.public.b' })['topics']).toBe(
      'anna-first.public.a,anna-first.public.b',
    );
  });
});

describe('SQL', () => {
  it.each([
    [
      `SELECT pg_create_logical_replication_slot('first', 'pgoutput')`,
      `SELECT pg_create_logical_replication_slot('anna_first', 'pgoutput')`,
    ],
    [`SELECT 1 WHERE slot_name = 'first' AND active`, `SELECT 1 WHERE slot_name = 'anna_first' AND active`],
    [`WHERE slot_name IN ('a', 'b') AND x IN ('c')`, `WHERE slot_name IN ('anna_a', 'anna_b') AND x IN ('c')`],
    [`WHERE slot_name LIKE 'snap%'`, `WHERE slot_name LIKE 'anna_snap%'`],
    [`peek('x', NULL, 'publication_names', 'first')`, `peek('x', NULL, 'publication_names', 'anna_first')`],
    [
      `DROP PUBLICATION IF EXISTS first, "second";\nCREATE PUBLICATION first FOR TABLE t`,
      `DROP PUBLICATION IF EXISTS anna_first, "anna_second";\nCREATE PUBLICATION anna_first FOR TABLE t`,
    ],
    [`INSERT INTO slots (slot_name) VALUES ('first')`, `INSERT INTO slots (slot_name) VALUES ('first')`],
    [
      `SELECT pg_drop_replication_slot(slot_name) FROM t WHERE slot_name = 'first'`,
      `SELECT pg_drop_replication_slot(slot_name) FROM t WHERE slot_name = 'anna_first'`,
    ],
    [`SELECT pg_drop_replication_slot(slot_name => 'first')`, `SELECT pg_drop_replication_slot(slot_name => 'anna_first')`],
    [
      `SELECT pg_create_logical_replication_slot(plugin => 'pgoutput', slot_name := 'first')`,
      `SELECT pg_create_logical_replication_slot(plugin => 'pgoutput', slot_name := 'anna_first')`,
    ],
    [
      `SELECT pg_copy_logical_replication_slot('first', 'second', false, 'pgoutput')`,
      `SELECT pg_copy_logical_replication_slot('anna_first', 'anna_second', false, 'pgoutput')`,
    ],
  ])('%s', (text, own) => {
    expect(ownText('anna', 'postgres', text)).toBe(own);
    expect(ownText('', 'postgres', text)).toBe(text);
    expect(ownText('anna', 'mysql', text)).toBe(text);
  });
});

describe('programs and requests', () => {
  it('name the student’s own topics, groups and connectors', () => {
    const python = `TOPIC = "first.public.t"\nconsumer = Consumer({"bootstrap.servers": "k", "group.id": "reader"})\nconsumer.assign([TopicPartition("first-notifications", 0, 0)])\nconsumer.subscribe(["first.public.t"])\n`;
    expect(ownText('anna', 'python', python)).toBe(
      `TOPIC = "anna-first.public.t"\nconsumer = Consumer({"bootstrap.servers": "k", "group.id": "anna-reader"})\nconsumer.assign([TopicPartition("anna-first-notifications", 0, 0)])\nconsumer.subscribe(["anna-first.public.t"])\n`,
    );
    expect(ownText('anna', 'bash', 'kafka-topics --delete --topic first; curl "$CONNECT_URL/connectors/first/status"')).toBe(
      'kafka-topics --delete --topic anna-first; curl "$CONNECT_URL/connectors/anna-first/status"',
    );
    expect(ownText('anna', 'bash', `curl -X DELETE "$CONNECT_URL/connectors/$connector"; kafka-topics --topic '(shop|twin).*'`)).toBe(
      `curl -X DELETE "$CONNECT_URL/connectors/anna-$connector"; kafka-topics --topic 'anna-(shop|twin).*'`,
    );
    expect(ownText('anna', 'python', 'ask(f"/connectors/{name}/status")')).toBe('ask(f"/connectors/anna-{name}/status")');
  });

  it.each([
    ['consumer.subscribe(["a", "b", \'c\'])', 'consumer.subscribe(["anna-a", "anna-b", \'anna-c\'])'],
    ['consumer.subscribe([TOPIC, "b"], on_assign=seen)', 'consumer.subscribe([TOPIC, "anna-b"], on_assign=seen)'],
    ['consumer.subscribe(topics=["a"])', 'consumer.subscribe(topics=["anna-a"])'],
    ['producer.produce("a", "b")', 'producer.produce("anna-a", "b")'],
    ['producer.produce(topic="a", value="b")', 'producer.produce(topic="anna-a", value="b")'],
    ['producer.produce(value="b", topic="a")', 'producer.produce(value="b", topic="anna-a")'],
  ])('%s', (text, own) => {
    expect(ownText('anna', 'python', text)).toBe(own);
  });

  it('send records to the student’s own topics; the key of a signal is a connector’s', () => {
    const snippet = { target: 'kafka', name: 'n', code: '{}' } as const;
    expect(ownSnippet('anna', { ...snippet, attributes: { topic: 'replica-signal', key: 'replica' } }).attributes).toEqual({
      topic: 'anna-replica-signal',
      key: 'anna-replica',
    });
    expect(ownSnippet('anna', { ...snippet, attributes: { topic: 'notes', key: 'note-1' } }).attributes).toEqual({
      topic: 'anna-notes',
      key: 'note-1',
    });
    const same = { ...snippet, attributes: { topic: 'notes' } };
    expect(ownSnippet('', same)).toBe(same);
  });
});
