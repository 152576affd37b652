import { expect, it } from 'vitest';
import type { Connector, Probes } from '../../../src/core/check/probes';
import { ownConfig } from '../../../src/core/sharing/connectorNames';
import { sharedProbes } from '../../../src/core/sharing/sharedProbes';

const signal = new AbortController().signal;
const CONFIG = { 'connector.class': 'io.debezium.connector.mysql.MySqlConnector', 'database.server.id': '5401', 'topic.prefix': 'shop' };

/** A cluster that holds what the student Anna made. */
function cluster(): { readonly asked: string[]; readonly probes: Omit<Probes, 'output'> } {
  const asked: string[] = [];
  const connector: Connector = {
    name: 'anna-shop',
    state: 'RUNNING',
    type: 'source',
    config: ownConfig('anna', CONFIG),
    tasks: [],
    trace: null,
  };
  return {
    asked,
    probes: {
      query: (_target, sql) => Promise.resolve([[String(asked.push(sql))]]),
      connector: (name) => Promise.resolve(name === connector.name ? connector : null),
      endOffsets: (topic) => Promise.resolve({ 0: String(asked.push(topic)) }),
      read: (topic) => {
        asked.push(topic);
        const value = new TextEncoder().encode('{"source":{"name":"anna-shop"},"after":{"city":"Annaburg"}}');
        return Promise.resolve({ records: [{ partition: 0, offset: '0', timestamp: 0, key: null, value, headers: {} }], next: { 0: '1' } });
      },
      metric: () => Promise.resolve([]),
    },
  };
}

it('lets a check speak of the lesson’s names', async () => {
  const { asked, probes } = cluster();
  const shared = sharedProbes(probes, () => Promise.resolve('anna'));
  expect((await shared.connector('shop', signal))?.config).toEqual(CONFIG);
  await shared.endOffsets('shop.inventory.orders', signal);
  await shared.query('postgres', "SELECT count(*) FROM pg_replication_slots WHERE slot_name = 'shop'", signal);
  expect(asked).toEqual(['anna-shop.inventory.orders', "SELECT count(*) FROM pg_replication_slots WHERE slot_name = 'anna_shop'"]);
  const [record] = (await shared.read('shop.inventory.orders', {}, signal)).records;
  expect(JSON.parse(new TextDecoder().decode(record?.value ?? new Uint8Array()))).toEqual({
    source: { name: 'shop' },
    after: { city: 'Annaburg' },
  });
});

it('changes nothing without a prefix', async () => {
  const { asked, probes } = cluster();
  const shared = sharedProbes(probes, () => Promise.resolve(''));
  expect(await shared.connector('shop', signal)).toBeNull();
  await shared.endOffsets('shop', signal);
  expect(asked).toEqual(['shop']);
});
