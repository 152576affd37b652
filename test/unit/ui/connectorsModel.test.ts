import { expect, it } from 'vitest';
import type { Connector } from '../../../src/core/check/probes';
import { connectorNodes, traceReason } from '../../../src/ui/trees/connectorsModel';
import { childrenOf, treeText, words } from './treeText';

const TRACE = `org.apache.kafka.connect.errors.ConnectException: Unrecoverable
\tat io.debezium.Something(Something.java:1)
Caused by: java.sql.SQLException: Access denied for user 'debezium'@'localhost'`;

function connector(name: string, change: Partial<Connector>): Connector {
  const task = { id: 0, state: 'RUNNING', workerId: '127.0.0.1:8083', trace: null } as const;
  return { name, state: 'RUNNING', type: 'source', config: {}, tasks: [task], trace: null, ...change };
}

const connectors = [
  connector('shop', { tasks: [{ id: 0, state: 'FAILED', workerId: '127.0.0.1:8083', trace: TRACE }] }),
  connector('inventory', {}),
  connector('archive', { state: 'PAUSED', tasks: [] }),
];

it('shows connectors by name with their tasks and topics', async () => {
  const topics = (name: string): Promise<readonly string[]> => Promise.resolve(name === 'inventory' ? ['b', 'a'] : []);
  expect(await treeText(connectorNodes(connectors, topics, words))).toBe(
    `
[debug-pause] archive  (PAUSED)
  [layers] topics
    nothing written yet
[circle-filled] inventory  (RUNNING)
  [circle-filled] task 0  (RUNNING)
  [layers] topics
    [list-flat] a
    [list-flat] b
[error] shop  (RUNNING · failed tasks: 1)
  [error] task 0  (FAILED · Access denied for user 'debezium'@'localhost')
  [layers] topics
    nothing written yet`.slice(1),
  );
});

it('names each task’s worker where there are several, and always on hover', async () => {
  const tasks = [{ id: 0, state: 'RUNNING', workerId: 'connect-1:8083', trace: null }] as const;
  const cluster = connectorNodes([connector('a', { tasks }), connector('b', {})], () => Promise.resolve([]), words);
  expect(await treeText(cluster)).toContain('task 0  (RUNNING · connect-1:8083)');
  const [alone] = connectorNodes([connector('b', {})], () => Promise.resolve([]), words);
  const [task] = alone ? await childrenOf(alone) : [];
  expect([task?.description, task?.tooltip]).toEqual(['RUNNING', String.raw`Worker: 127\.0\.0\.1:8083`]);
});

it('offers for each state what can be done with it', () => {
  const contexts = connectorNodes(connectors, () => Promise.resolve([]), words).map(({ label, context }) => [label, context]);
  expect(contexts).toEqual([
    ['archive', 'connector.paused'],
    ['inventory', 'connector.running'],
    ['shop', 'connector.failed'],
  ]);
});

it('asks for topics only when their row is opened', () => {
  let asked = 0;
  connectorNodes(connectors, () => Promise.resolve([String(++asked)]), words);
  expect(asked).toBe(0);
});

it('reads the innermost reason of a trace', () => {
  expect(traceReason(TRACE)).toBe("Access denied for user 'debezium'@'localhost'");
  expect(traceReason('plain text')).toBe('plain text');
  expect(traceReason('')).toBe('');
});
