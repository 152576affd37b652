import { createScanner, type SyntaxKind } from 'jsonc-parser';
import { UserError } from '../../core/errors';
import { msg } from '../../core/message';
import type { RunnableSnippet } from '../../core/snippet/snippet';
import { compactJson, parseJsonText } from '../jsonText';
import type { NewRecord } from './kafkaConnection';

/** `SyntaxKind` is an ambient const enum, whose values cannot be imported. */
const OPENING: readonly SyntaxKind[] = [1, 3];
const CLOSING: readonly SyntaxKind[] = [2, 4];
const TRIVIA: readonly SyntaxKind[] = [12, 13, 14, 15];
const EOF: SyntaxKind = 17;

export interface RecordSnippet {
  readonly topic: string;
  readonly records: readonly NewRecord[];
}

/**
 * Reads a `json target=kafka` snippet: one record for each JSON document of the text, each sent compactly but letter
 * for letter. `key`, `headers` (`name=value, name=value`) and `partition` hold for all of them.
 *
 * @throws UserError with the place of the first mistake
 */
export function readRecordSnippet(snippet: RunnableSnippet): RecordSnippet {
  const { topic, key, headers, partition } = snippet.attributes;
  if (!topic)
    throw new UserError({ what: msg('The snippet names no topic.'), fix: msg('Write topic=… behind the language of the fence.') });
  const common = { key: key ?? null, headers: readHeaders(headers ?? ''), partition: readPartition(partition) };
  return { topic, records: documents(snippet.code).map((value) => ({ ...common, value })) };
}

/** The JSON documents of the text, compact. White space of any kind stands between them. */
function documents(text: string): readonly string[] {
  const found: string[] = [];
  let start = 0;
  do {
    const end = documentEnd(text, start);
    // What stands before is kept as blank lines, so that a mistake is named at its place.
    parseJsonText(blanked(text, start) + text.slice(start, end));
    found.push(compactJson(text.slice(start, end)));
    start = end;
  } while (text.slice(start).trim() !== '');
  return found;
}

/** The end of the first document from `start` on: where its brackets are closed again. */
function documentEnd(text: string, start: number): number {
  const scanner = createScanner(text);
  scanner.setPosition(start);
  let depth = 0;
  for (let kind = scanner.scan(); kind !== EOF; kind = scanner.scan()) {
    if (TRIVIA.includes(kind)) continue;
    if (OPENING.includes(kind)) depth += 1;
    if (CLOSING.includes(kind)) depth -= 1;
    if (depth <= 0) return scanner.getPosition();
  }
  return text.length;
}

function blanked(text: string, end: number): string {
  return text.slice(0, end).replace(/[^\n]/gu, ' ');
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
