import { msg, type Message } from '../message';
import type { SnapshotChoiceHelper } from './helper';
import type { Strategy } from './snapshotChoice';

type Connector = SnapshotChoiceHelper['connector'];

export interface SnapshotAdvice {
  readonly title: Message;
  /** What `snapshot.mode` is to be; null where it may stay as it is. */
  readonly mode: string | null;
  readonly reason: Message;
  /** What to add to the connector's configuration. */
  readonly config: Readonly<Record<string, string>>;
  /** How to start the reading, where a signal does: SQL for the signal table, or the record for the signal topic. */
  readonly signal: { readonly language: 'sql' | 'json'; readonly text: string; readonly hint: Message } | null;
}

/** The schema of the examples: what the lab and the lessons have. */
const SCHEMAS: Readonly<Record<Connector, string>> = { postgres: 'public', mysql: 'inventory' };

/** @param gap what stands between the two fields: a line of its own for each */
function signalData(kind: 'incremental' | 'blocking', connector: Connector, gap: string): string {
  return `{"type": "${kind}",${gap}"data-collections": ["${SCHEMAS[connector]}.orders"]}`;
}

function tableSignal(kind: 'incremental' | 'blocking', connector: Connector): SnapshotAdvice['signal'] {
  const id = connector === 'postgres' ? 'gen_random_uuid()' : 'UUID()';
  const insert = `INSERT INTO ${SCHEMAS[connector]}.debezium_signal (id, type, data)\nVALUES (${id}, 'execute-snapshot',\n        '${signalData(kind, connector, '\n          ')}');`;
  const hint =
    connector === 'postgres'
      ? msg('The signal table must be in the publication before the signal is sent; its id needs 42 characters.')
      : msg('The connector needs the right to INSERT into the signal table; its id needs 42 characters.');
  return { language: 'sql', text: insert, hint };
}

function topicSignal(connector: Connector): SnapshotAdvice['signal'] {
  const value = `{"type": "execute-snapshot",\n "data": ${signalData('incremental', connector, '\n          ')}}`;
  return { language: 'json', text: value, hint: msg('The key of the record must be the topic.prefix of the connector.') };
}

function readOnlyReason(connector: Connector): Message {
  return connector === 'postgres'
    ? msg(
        'The table is read in chunks between the changes. Instead of marks in a table the connector compares transaction numbers: PostgreSQL 13 or newer.',
      )
    : msg(
        'The table is read in chunks between the changes. Instead of marks in a table the connector compares GTIDs: the server needs gtid_mode=ON.',
      );
}

/** What to set for a strategy. Every setting is checked by a test with the connectors themselves. */
export function adviseSnapshot(strategy: Strategy, connector: Connector): SnapshotAdvice {
  const schema = SCHEMAS[connector];
  const table = { 'signal.data.collection': `${schema}.debezium_signal` };
  const ofMode = (mode: string, title: Message, reason: Message): SnapshotAdvice => ({
    title,
    mode,
    reason,
    config: { 'snapshot.mode': mode },
    signal: null,
  });
  switch (strategy) {
    case 'none':
      return ofMode('no_data', msg('No snapshot'), msg('Nothing is read: the connector begins with the changes that come from now on.'));
    case 'initial':
      return ofMode(
        'initial',
        msg('An ordinary snapshot'),
        msg(
          'One query reads the table, then the stream begins. It is the simplest way, and it starts from the first row if it is interrupted.',
        ),
      );
    case 'when-needed':
      return ofMode(
        'when_needed',
        msg('An ordinary snapshot, and another whenever it is needed'),
        msg(
          'As initial; besides, the connector reads everything again when its place in the log is gone. Consumers then get all rows once more.',
        ),
      );
    case 'initial-only':
      return ofMode(
        'initial_only',
        msg('An export without a stream'),
        msg('One query reads the table, then the connector has nothing more to do. Signals have no effect in this mode.'),
      );
    case 'blocking':
      return {
        title: msg('A blocking snapshot by signal'),
        mode: null,
        reason: msg('The stream stops, the tables you name are read by one query each, and the stream goes on. No restart is needed.'),
        config: table,
        signal: tableSignal('blocking', connector),
      };
    case 'incremental':
      return {
        title: msg('An incremental snapshot by signal'),
        mode: 'no_data',
        reason: msg(
          'The table is read in chunks between the changes: the stream waits for one chunk at most, and an interrupted snapshot goes on where it was.',
        ),
        config: { 'snapshot.mode': 'no_data', ...table, 'incremental.snapshot.chunk.size': '1024' },
        signal: tableSignal('incremental', connector),
      };
    case 'read-only':
      return {
        title: msg('An incremental snapshot that writes nothing'),
        mode: 'no_data',
        reason: readOnlyReason(connector),
        config: {
          'snapshot.mode': 'no_data',
          'read.only': 'true',
          'signal.enabled.channels': 'kafka',
          'signal.kafka.topic': 'debezium-signals',
          'signal.kafka.bootstrap.servers': 'localhost:9092',
          'incremental.snapshot.chunk.size': '1024',
        },
        signal: topicSignal(connector),
      };
  }
}
