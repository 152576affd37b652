import * as z from 'zod';
import type { Problem } from '../errors';

/**
 * A check is data: what to look at, what must be seen, and the sentence shown while it is not. The zod schema is the
 * single source: the type, the validation of the step fence and the published JSON Schema come from it.
 */
const why = z.string().min(1).describe('The sentence shown to the student while the check is not met.');

const scalar = z.union([z.string(), z.number(), z.boolean()]);

const Bounds = z.strictObject({ min: z.number().optional(), max: z.number().optional() });
const Increase = z.strictObject({ increase: z.number() });

/** What a counted or scalar value must be. `increase` compares with the value at the beginning of the step. */
export const Expectation = z.union([scalar, Bounds, Increase]);
export type Expectation = z.infer<typeof Expectation>;

const match = z.record(z.string(), scalar).describe('Dotted path in the record value → the value it must have.');
const count = z.strictObject({ min: z.number().int().optional(), max: z.number().int().optional() }).default({ min: 1 });
const since = z.enum(['step', 'beginning']).default('step').describe('Count only records that came after the step began, or all.');

export const SqlCheck = z.strictObject({
  kind: z.literal('sql'),
  target: z.enum(['postgres', 'mysql', 'mysql-replica']).default('postgres'),
  query: z.string().min(1).describe('One SELECT; the first cell of the first row is compared.'),
  expect: Expectation,
  why,
});

export const ConnectorCheck = z.strictObject({
  kind: z.literal('connector'),
  connector: z.string().min(1),
  state: z.enum(['RUNNING', 'PAUSED', 'STOPPED', 'FAILED', 'absent']).default('RUNNING'),
  tasks: z.enum(['RUNNING', 'PAUSED', 'FAILED']).optional().describe('The state every task must have; there must be at least one.'),
  config: z.record(z.string(), scalar).default({}).describe('A subset of the configuration.'),
  why,
});

export const TopicCheck = z.strictObject({
  kind: z.literal('topic'),
  topic: z.string().min(1),
  match: match.default({}),
  count,
  since,
  why,
});

export const NotificationCheck = z.strictObject({
  kind: z.literal('notification'),
  topic: z.string().min(1).describe('The sink topic of the notifications.'),
  match,
  count,
  since,
  why,
});

export const MetricCheck = z.strictObject({
  kind: z.literal('metric'),
  query: z.string().min(1).describe('A PromQL expression with one value: sum() or max() makes one of several.'),
  expect: z.union([z.number(), Bounds, Increase]).describe('The value itself, its bounds, or its increase since the step began.'),
  why,
});

export const OutputCheck = z.strictObject({
  kind: z.literal('output'),
  snippet: z.string().min(1),
  pattern: z.string().min(1).describe('A regular expression that the output must contain.'),
  why,
});

export const Check = z.discriminatedUnion('kind', [SqlCheck, ConnectorCheck, TopicCheck, NotificationCheck, MetricCheck, OutputCheck]);
export type Check = z.infer<typeof Check>;

/** The ` ```yaml step=<id> ` fence. */
export const StepFence = z.strictObject({
  checks: z.array(Check).min(1),
  hints: z.array(z.string().min(1)).min(1).describe('Markdown, each a little more of the way.'),
  solution: z.array(z.string().min(1)).min(1).describe('Ids of the snippets that complete the step, in order.'),
});
export type StepFence = z.infer<typeof StepFence>;

/** What a check saw: plain data, for the page and for `play`. */
export type Saw = string | number | boolean | null | readonly Saw[] | { readonly [key: string]: Saw };

export interface Verdict {
  readonly met: boolean;
  readonly saw: Saw;
  /** Why the check could not look at all, in place of the author's sentence. */
  readonly obstacle: Problem | null;
}
