import { UserError } from '../../core/errors';
import { msg } from '../../core/message';
import type { RunnableSnippet } from '../../core/snippet/snippet';
import { jsonDocuments } from '../jsonText';
import type { NewRecord } from './kafkaConnection';

export interface RecordSnippet {
  readonly topic: string;
  readonly records: readonly NewRecord[];
}

/**
 * Reads a `json target=kafka` snippet: one record for each JSON document of the text, each sent compactly but letter
 * for letter; the document `null` is a tombstone. `key`, `headers` (`name=value, name=value`) and `partition` hold for all of them.
 *
 * @throws UserError with the place of the first mistake
 */
export function readRecordSnippet(snippet: RunnableSnippet): RecordSnippet {
  const { topic, key, headers, partition } = snippet.attributes;
  if (!topic)
    throw new UserError({ what: msg('The snippet names no topic.'), fix: msg('Write topic=… behind the language of the fence.') });
  const common = { key: key ?? null, headers: readHeaders(headers ?? ''), partition: readPartition(partition) };
  return { topic, records: jsonDocuments(snippet.code).map((text) => ({ ...common, value: text === 'null' ? null : text })) };
}

function readHeaders(text: string): Readonly<Record<string, string>> {
  const entries = text.split(',').filter((part) => part.trim() !== '');
  return Object.fromEntries(
    entries.map((entry) => {
      const [, name, value] = /^\s*([^=\s]+)\s*=\s*(.*?)\s*$/u.exec(entry) ?? [];
      if (name === undefined || value === undefined) {
        throw new UserError({ what: msg('“{0}” is not a header.', entry.trim()), fix: msg('Write headers="name=value, name=value".') });
      }
      return [name, value];
    }),
  );
}

function readPartition(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d+$/u.test(text)) throw new UserError({ what: msg('“{0}” is not a partition number.', text) });
  return Number(text);
}
