import type { Offsets, TopicRecord } from '../../core/check/probes';
import { UserError } from '../../core/errors';
import { msg } from '../../core/message';
import type { RunOutput } from '../../core/run/result';
import type { RunContext, Runner } from '../../core/run/runner';
import { readConsumeSnippet, type ConsumeSnippet } from '../../core/snippet/consumeSnippet';
import type { RunnableSnippet } from '../../core/snippet/snippet';
import { delay } from '../abort';
import type { ResultFiles } from '../results/resultFiles';
import { RecordCollector } from './recordCollector';
import type { TopicReader } from './topicReader';

/** Between two looks at a topic that is followed. */
const LOOK_EVERY_MS = 200;

/** Runs `kafka`: records that are in a topic, or those that come from now on until it is stopped. */
export class ConsumeRunner implements Runner {
  constructor(
    private readonly reader: TopicReader,
    private readonly results: ResultFiles,
  ) {}

  async run(snippet: RunnableSnippet, context: RunContext): Promise<RunOutput> {
    const { signal } = context;
    const wish = readConsumeSnippet(snippet);
    const records = new RecordCollector(wish, this.results.collector());
    try {
      if (wish.from.kind === 'now') await this.follow(wish, records, context);
      else await this.readPresent(wish, records, signal);
    } catch (error) {
      // Stopped: what was read until then is the result.
      if (!signal.aborted) throw error;
    }
    return records.finish();
  }

  /** Up to the end that the topic has now: a topic that is being written to would never be read to its end. */
  private async readPresent({ topic, from }: ConsumeSnippet, records: RecordCollector, signal: AbortSignal): Promise<void> {
    const end = await this.reader.endOffsets(topic, signal);
    if (!end) throw new UserError({ what: msg('There is no topic “{0}”.', topic) });
    const last = from.kind === 'last' ? from.count : null;
    const held: TopicRecord[] = [];
    let next: Offsets = last === null ? {} : before(end, last);
    while (isBehind(next, end) && !records.full) {
      const batch = await this.reader.read(topic, next, signal);
      const present = batch.records.filter(({ partition, offset }) => BigInt(offset) < BigInt(end[partition] ?? 0));
      if (last === null) records.add(present);
      else held.push(...present);
      // The topic was deleted meanwhile, or holds nothing more whatever its end says.
      if (!isBehind(next, batch.next)) break;
      next = batch.next;
    }
    if (last !== null) records.add(inOrder(held).slice(-last));
  }

  private async follow({ topic, idleSeconds }: ConsumeSnippet, records: RecordCollector, context: RunContext): Promise<void> {
    const { signal } = context;
    // A topic that is made later is new from its first record on.
    let next: Offsets = (await this.reader.endOffsets(topic, signal)) ?? {};
    context.onOutput(`▶ ${topic} ${placesOf(next)}\n`);
    let lastCame = performance.now();
    while (!records.full && (idleSeconds === null || performance.now() - lastCame < idleSeconds * 1000)) {
      const batch = await this.reader.read(topic, next, signal);
      if (batch.records.length > 0) lastCame = performance.now();
      context.onOutput(records.add(batch.records));
      next = batch.next;
      if (batch.records.length === 0) await delay(LOOK_EVERY_MS, signal);
    }
  }
}

/** The offsets so many records before the end. Where a partition begins later, it is read from its beginning. */
function before(end: Offsets, count: number): Offsets {
  return Object.fromEntries(
    Object.entries(end).map(([partition, offset]) => {
      const start = BigInt(offset) - BigInt(count);
      return [partition, String(start > 0n ? start : 0n)];
    }),
  );
}

function isBehind(next: Offsets, end: Offsets): boolean {
  return Object.entries(end).some(([partition, offset]) => BigInt(next[Number(partition)] ?? 0) < BigInt(offset));
}

/** Partitions have no common order but that of their timestamps. */
function inOrder(records: readonly TopicRecord[]): readonly TopicRecord[] {
  return [...records].sort((a, b) => a.timestamp - b.timestamp);
}

function placesOf(offsets: Offsets): string {
  return Object.entries(offsets)
    .map(([partition, offset]) => `${partition}@${offset}`)
    .join(' ');
}
