import { decodeEnvelope } from '../events/envelope';
import type { Check, Verdict } from './check';
import { inRange, matcher } from './match';
import type { Offsets, Probes } from './probes';
import type { CheckState } from './state';

type RecordsCheck = Check & { kind: 'topic' | 'notification' };
type RecordsState = CheckState & { kind: 'records' };

const FROM_BEGINNING: RecordsState = { kind: 'records', start: {}, next: {}, count: 0 };

export async function beginRecords(check: RecordsCheck, probes: Probes, signal: AbortSignal): Promise<CheckState> {
  if (check.since === 'beginning') return FROM_BEGINNING;
  const start = { ...(await probes.endOffsets(check.topic, signal)) };
  return { kind: 'records', start, next: start, count: 0 };
}

function isBehind(next: Offsets, end: Offsets): boolean {
  return Object.entries(end).some(([partition, offset]) => BigInt(offset) > BigInt(next[Number(partition)] ?? 0));
}

/** An end before our place means that the topic was deleted and made anew: what it holds now came after the step began. */
function wasRecreated(next: Offsets, end: Offsets): boolean {
  return Object.entries(next).some(([partition, offset]) => BigInt(offset) > BigInt(end[Number(partition)] ?? 0));
}

async function countOn(check: RecordsCheck, state: RecordsState, end: Offsets, probes: Probes, signal: AbortSignal): Promise<RecordsState> {
  const takesAll = Object.keys(check.match).length === 0;
  const matches = matcher(check.match);
  let { next, count }: { next: Offsets; count: number } = state;
  while (isBehind(next, end)) {
    const batch = await probes.read(check.topic, next, signal);
    count += takesAll ? batch.records.length : batch.records.filter((record) => matches(decodeEnvelope(record.value))).length;
    // Nothing more to be had now, whatever the end offset says: the next look goes on from here.
    if (!isBehind(next, batch.next)) break;
    next = { ...next, ...batch.next };
  }
  return { ...state, next: { ...next }, count };
}

function judge(check: RecordsCheck, state: RecordsState): { readonly verdict: Verdict; readonly state: CheckState } {
  return { verdict: { met: inRange(state.count, check.count), saw: { count: state.count }, obstacle: null }, state };
}

/** Counts the matching records that came since the last look, and judges the sum. */
export async function evaluateRecords(
  check: RecordsCheck,
  state: CheckState,
  probes: Probes,
  signal: AbortSignal,
): Promise<{ readonly verdict: Verdict; readonly state: CheckState }> {
  const known = state.kind === 'records' ? state : FROM_BEGINNING;
  const end = await probes.endOffsets(check.topic, signal);
  if (end === null) return judge(check, FROM_BEGINNING);
  const from = wasRecreated(known.next, end) ? FROM_BEGINNING : known;
  return judge(check, await countOn(check, from, end, probes, signal));
}
