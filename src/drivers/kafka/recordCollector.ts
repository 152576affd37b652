import { decodeEnvelope } from '../../core/events/envelope';
import { matcher } from '../../core/check/match';
import type { TopicRecord } from '../../core/check/probes';
import type { RunOutput } from '../../core/run/result';
import type { ConsumeSnippet } from '../../core/snippet/consumeSnippet';
import type { RowCollector } from '../results/rowCollector';
import { columnsOf, layoutOf, lineOf, rowOf, type DecodedRecord, type RowLayout } from './recordRows';

/** Takes records as they are read, and keeps those that match, as rows. */
export class RecordCollector {
  private readonly matches: (record: DecodedRecord) => boolean;
  private layout: RowLayout | null = null;
  private scanned = 0;
  private kept = 0;

  constructor(
    private readonly wish: ConsumeSnippet,
    private readonly rows: RowCollector,
  ) {
    const takes = matcher(wish.pattern);
    this.matches = ({ event }) => takes(event);
  }

  /** True when no further record will be kept: there are as many as were asked for, or as many as can be stored. */
  get full(): boolean {
    return this.rows.full || (this.wish.limit !== null && this.kept >= this.wish.limit);
  }

  /** @returns a line for each record kept, for whoever looks on */
  add(records: readonly TopicRecord[]): string {
    const taken: DecodedRecord[] = [];
    for (const record of records) {
      if (this.full || this.isEnough(taken.length)) break;
      this.scanned += 1;
      const decoded = { record, event: decodeEnvelope(record.value) };
      if (this.matches(decoded)) taken.push(decoded);
    }
    if (taken.length === 0) return '';
    // What comes first decides: the columns of a result are the same for all its rows.
    const layout = (this.layout ??= layoutOf(taken));
    for (const decoded of taken) this.rows.add(rowOf(decoded, layout));
    this.kept += taken.length;
    return taken.map(lineOf).join('');
  }

  finish(): RunOutput {
    const { topic } = this.wish;
    const rowSet = this.rows.finish(columnsOf(this.layout ?? 'plain'), false);
    return { kind: 'records', topic, scanned: this.scanned, rowSet: { ...rowSet, truncated: this.rows.full } };
  }

  private isEnough(taken: number): boolean {
    return this.wish.limit !== null && this.kept + taken >= this.wish.limit;
  }
}
