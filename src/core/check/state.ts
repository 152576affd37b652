import * as z from 'zod';
import type { Check } from './check';

/**
 * What a check remembers between two looks: where the step began, and how far it has counted since. Plain data, stored
 * with the progress, so that a reload in mid-step neither loses what happened nor lets older data pass.
 */
const offsets = z.record(z.string(), z.string());

export const CheckState = z.discriminatedUnion('kind', [
  /** Looks at the present only. */
  z.object({ kind: z.literal('present') }),
  /** `start` is the value when the step began. */
  z.object({ kind: z.literal('value'), start: z.number() }),
  /** `next` are the offsets to read on from, `count` the matching records seen before them. */
  z.object({ kind: z.literal('records'), start: offsets, next: offsets, count: z.number() }),
  /** The run whose output was there when the step began, and how much it had printed. */
  z.object({ kind: z.literal('output'), run: z.string().nullable(), printed: z.number() }),
]);
export type CheckState = z.infer<typeof CheckState>;

function stateKind(check: Check): CheckState['kind'] {
  switch (check.kind) {
    case 'sql':
    case 'metric':
      return typeof check.expect === 'object' && 'increase' in check.expect ? 'value' : 'present';
    case 'connector':
      return 'present';
    case 'topic':
    case 'notification':
      return 'records';
    case 'output':
      return 'output';
  }
}

/** True when the states were taken for these checks: an updated lesson may have others, then the step begins anew. */
export function statesFit(checks: readonly Check[], states: readonly CheckState[]): boolean {
  return checks.length === states.length && checks.every((check, i) => stateKind(check) === states[i]?.kind);
}
