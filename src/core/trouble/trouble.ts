import * as z from 'zod';
import { Check } from '../check/check';

/**
 * An entry of a troubleshooting page: a mistake that is made on the lab, the sign by which it is known, and the cure. As
 * with checks, the zod schema is the single source of type, validation and JSON Schema.
 */
const ids = z.array(z.string().min(1));

const text = z.string().min(1).describe('What must be there, word for word; the page quotes it.');

/** Where the sign is seen. Runs of white space count as one blank. */
export const Sign = z.discriminatedUnion('in', [
  z.strictObject({ in: z.literal('run'), snippet: z.string().min(1).describe('In what the run of this snippet brought.'), text }),
  z.strictObject({ in: z.literal('task'), connector: z.string().min(1).describe('In the trace of its failed task.'), text }),
  z.strictObject({ in: z.literal('log'), text: text.describe('In what Kafka Connect has logged since the entry began.') }),
]);
export type Sign = z.infer<typeof Sign>;

/** The ` ```yaml trouble=<id> ` fence. */
export const TroubleFence = z.strictObject({
  cause: ids.min(1).describe('Ids of the snippets that bring the trouble about, in order. Those may fail.'),
  sign: Sign,
  cure: ids.min(1).describe('Ids of the snippets that mend it, in order.'),
  well: z.array(Check).min(1).describe('Not met while the trouble is there, met once it is mended.'),
  after: ids.default([]).describe('Ids of the snippets that put the lab in order for the next entry.'),
});
export type TroubleFence = z.infer<typeof TroubleFence>;

export interface Trouble extends TroubleFence {
  readonly id: string;
  /** The heading above the fence. */
  readonly title: string;
  /** One-based line of the heading. */
  readonly line: number;
}

/** Text as signs are compared: what wraps in a log or on a page is the same text. */
export function onOneLine(written: string): string {
  return written.replace(/\s+/gu, ' ').trim();
}

/** The snippets of an entry, in the order in which they are run. */
export function snippetsOf({ cause, cure, after }: TroubleFence): readonly string[] {
  return [...cause, ...cure, ...after];
}
