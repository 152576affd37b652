import type { Connector, ConnectorState, Offsets, SnippetOutput, TopicBatch, TopicRecord } from '../../../src/core/check/probes';
import type { Cell } from '../../../src/core/run/result';
import { UserError } from '../../../src/core/errors';
import { msg } from '../../../src/core/message';

/** A small lab in memory behind the probes: core's logic needs a system to look at, not a real one. */
export class MemoryLab {
  /** Partitions of each topic; a record's offset is its index. */
  readonly topics = new Map<string, (Uint8Array | null)[][]>();
  readonly connectors = new Map<string, Connector>();
  /** The single cell each query answers; an error is thrown. */
  readonly cells = new Map<string, Cell | Error>();
  /** The values each PromQL expression gives. */
  readonly metrics = new Map<string, readonly string[]>();
  readonly outputs = new Map<string, SnippetOutput>();
  /** Records a single read returns at most. */
  batchSize = 1000;
  isUp = true;
  reads = 0;

  send(topic: string, value: unknown, partition = 0): void {
    const partitions = this.topics.get(topic) ?? [];
    while (partitions.length <= partition) partitions.push([]);
    partitions[partition]?.push(value === null ? null : new TextEncoder().encode(JSON.stringify(value)));
    this.topics.set(topic, partitions);
  }

  deploy(name: string, state: ConnectorState, tasks: readonly ConnectorState[] = [], config: Readonly<Record<string, string>> = {}): void {
    const described = tasks.map((task, id) => ({ id, state: task, workerId: 'w', trace: null }));
    this.connectors.set(name, { name, state, type: 'source', config, tasks: described, trace: null });
  }

  query(_target: string, sql: string): Promise<readonly (readonly Cell[])[]> {
    this.answer();
    const cell = this.cells.get(sql);
    if (cell instanceof Error) return Promise.reject(cell);
    return Promise.resolve(cell === undefined ? [] : [[cell]]);
  }

  connector(name: string): Promise<Connector | null> {
    this.answer();
    return Promise.resolve(this.connectors.get(name) ?? null);
  }

  endOffsets(topic: string): Promise<Offsets | null> {
    this.answer();
    const partitions = this.topics.get(topic);
    return Promise.resolve(partitions ? Object.fromEntries(partitions.map((records, p) => [p, String(records.length)])) : null);
  }

  read(topic: string, from: Offsets): Promise<TopicBatch> {
    this.answer();
    this.reads++;
    const records: TopicRecord[] = [];
    const next: Record<number, string> = {};
    for (const [partition, values] of (this.topics.get(topic) ?? []).entries()) {
      const begin = Number(from[partition] ?? 0);
      const taken = values.slice(begin, begin + this.batchSize);
      taken.forEach((value, i) => records.push({ partition, offset: String(begin + i), timestamp: 0, key: null, value, headers: {} }));
      next[partition] = String(begin + taken.length);
    }
    return Promise.resolve({ records, next });
  }

  metric(query: string): Promise<readonly string[]> {
    this.answer();
    return Promise.resolve(this.metrics.get(query) ?? []);
  }

  output(snippet: string): SnippetOutput | null {
    return this.outputs.get(snippet) ?? null;
  }

  private answer(): void {
    if (!this.isUp) throw unreachable();
  }
}

export function unreachable(): UserError {
  return new UserError({ what: msg('{0} does not answer at {1}.', 'Kafka', '127.0.0.1:9092'), action: 'startLab' });
}
