import type { Connector, Probes, TopicRecord } from '../check/probes';
import { lessonConfig } from './connectorNames';
import { ownName } from './prefix';
import { ownText } from './textNames';

type SystemProbes = Omit<Probes, 'output'>;

/**
 * Lets checks and questions speak of `inventory` where the student's own is `anna-inventory`: names go out with the prefix,
 * and what comes back is as lessons have it.
 */
export function sharedProbes(probes: SystemProbes, prefixNow: () => Promise<string>): SystemProbes {
  return {
    query: async (target, sql, signal) => probes.query(target, ownText(await prefixNow(), target, sql), signal),
    connector: async (name, signal) => {
      const prefix = await prefixNow();
      const connector = await probes.connector(ownName(prefix, 'kafka', name), signal);
      return connector && lessonConnector(prefix, connector);
    },
    endOffsets: async (topic, signal) => probes.endOffsets(ownName(await prefixNow(), 'kafka', topic), signal),
    read: async (topic, from, signal) => {
      const prefix = await prefixNow();
      const batch = await probes.read(ownName(prefix, 'kafka', topic), from, signal);
      return prefix === '' ? batch : { ...batch, records: batch.records.map((record) => lessonRecord(prefix, record)) };
    },
    metric: (query, signal) => probes.metric(query, signal),
  };
}

function lessonConnector(prefix: string, connector: Connector): Connector {
  return { ...connector, config: lessonConfig(prefix, connector.config) };
}

/** Events name their connector and topic (`source.name`, a notification's `connector_name`): a text that begins with the prefix. */
function lessonRecord(prefix: string, record: TopicRecord): TopicRecord {
  if (record.value === null) return record;
  const text = new TextDecoder().decode(record.value);
  const quoted = `"${prefix}-`;
  return text.includes(quoted) ? { ...record, value: new TextEncoder().encode(text.replaceAll(quoted, '"')) } : record;
}
