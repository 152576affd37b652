import { matcher } from '../check/match';
import type { Offsets, Probes } from '../check/probes';
import { decodeEnvelope, exactText, type Envelope } from '../events/envelope';
import { isRecord, parseJson } from '../events/json';
import type { RowSet, RunOutput } from '../run/result';
import type { Answer, AnswerValue } from './prediction';

type RunAnswer = Exclude<Answer, { kind: 'topic' }>;
type TopicAnswer = Answer & { kind: 'topic' };

function step(value: unknown, name: string): unknown {
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return /^\d+$/u.test(name) ? items[Number(name)] : undefined;
  }
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function asText(value: unknown): AnswerValue {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function valueAt(payload: unknown, path: string): AnswerValue {
  return asText(path.split('.').reduce(step, payload));
}

function cellOf({ columns, rows }: RowSet, { match, column }: RunAnswer & { kind: 'sql' }): AnswerValue | undefined {
  const indexOf = (name: string): number => columns.findIndex((candidate) => candidate.name === name);
  const at = indexOf(column);
  if (at < 0) return undefined;
  const row = rows.find((cells) => Object.entries(match).every(([name, value]) => cells[indexOf(name)] === String(value)));
  return row?.[at] ?? null;
}

/**
 * Reads the value out of what a run brought.
 *
 * @param printed what a process has printed so far
 * @returns undefined while, or because, it is not in there
 */
export function answerInRun(answer: RunAnswer, output: RunOutput | null, printed: string): AnswerValue | undefined {
  switch (answer.kind) {
    case 'sql': {
      const rowSet = output?.kind === 'sql' ? output.statements.findLast((statement) => statement.rowSet)?.rowSet : null;
      return rowSet ? cellOf(rowSet, answer) : undefined;
    }
    case 'http': {
      const body = output?.kind === 'http' ? parseJson(output.body) : undefined;
      return body === undefined ? undefined : valueAt(body, answer.path);
    }
    case 'output': {
      const found = new RegExp(answer.pattern, 'mu').exec(printed);
      return found ? (found[1] ?? found[0]) : undefined;
    }
  }
}

function valueIn(event: Envelope, path: string): AnswerValue {
  if (event.kind !== 'change' && event.kind !== 'json') return null;
  const value = valueAt(event.payload, path);
  // Parsing rounds integers beyond 2^53; the record's own text has all their digits.
  return value !== null && /^-?\d{16,}$/u.test(value) ? (exactText(event, path.split('.')) ?? value) : value;
}

export interface TopicAnswerFound {
  /** Undefined while there is no such record. */
  readonly value: AnswerValue | undefined;
  /** Where to read on. */
  readonly next: Offsets;
}

/**
 * Looks once for the first record that matches, from the offsets on. The first and not the last, so that what the
 * student does later cannot change the answer.
 *
 * @throws UserError when Kafka does not answer
 */
export async function answerInTopic(answer: TopicAnswer, from: Offsets, probes: Probes, signal: AbortSignal): Promise<TopicAnswerFound> {
  const matches = matcher(answer.match);
  let next: Offsets = from;
  if ((await probes.endOffsets(answer.topic, signal)) === null) return { value: undefined, next };
  for (;;) {
    const batch = await probes.read(answer.topic, next, signal);
    for (const record of batch.records) {
      const event = decodeEnvelope(record.value);
      if (matches(event)) return { value: valueIn(event, answer.path), next };
    }
    next = { ...next, ...batch.next };
    if (batch.records.length === 0) return { value: undefined, next };
  }
}
