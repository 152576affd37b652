import * as z from 'zod';

/**
 * A question that the lab answers. Its author writes what may come out and where to look, never what is right: that is
 * whatever the run brought. As with checks, the zod schema is the single source of type, validation and JSON Schema.
 */
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** The value that makes an option the answer. */
export const OptionValue = z
  .union([scalar, z.strictObject({ min: z.number().optional(), max: z.number().optional() })])
  .describe('The value the lab must bring for this option: null for NULL and for what is not there, or a range of numbers.');
export type OptionValue = z.infer<typeof OptionValue>;

const match = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({});

export const SqlAnswer = z.strictObject({
  kind: z.literal('sql'),
  match: match.describe('Column → value: the first row of the last result that has them all. Without it, the first row.'),
  column: z.string().min(1),
});

export const HttpAnswer = z.strictObject({
  kind: z.literal('http'),
  path: z.string().min(1).describe('Dotted path in the body, with numbers for the items of a list: tasks.0.state.'),
});

export const OutputAnswer = z.strictObject({
  kind: z.literal('output'),
  pattern: z.string().min(1).describe('A regular expression: its first group, or all of it when it has none, is the value.'),
});

export const TopicAnswer = z.strictObject({
  kind: z.literal('topic'),
  topic: z.string().min(1),
  match: match.describe('Dotted path → value: the first record that has them all and came after the snippet was started.'),
  path: z.string().min(1).describe('Dotted path in that record.'),
});

/** Where the value is: in what the snippet's own run brought, or in a topic. */
export const Answer = z.discriminatedUnion('kind', [SqlAnswer, HttpAnswer, OutputAnswer, TopicAnswer]);
export type Answer = z.infer<typeof Answer>;

export const PredictionOption = z.strictObject({
  text: z.string().min(1).describe('Inline Markdown, a few words.'),
  value: OptionValue,
  because: z.string().min(1).optional().describe('Markdown: what is wrong with it, shown to who chose it and was wrong.'),
});
export type PredictionOption = z.infer<typeof PredictionOption>;

/** The ` ```yaml predict=<id> ` fence. */
export const PredictFence = z.strictObject({
  question: z.string().min(1).describe('Markdown.'),
  options: z.array(PredictionOption).min(2).max(5),
  snippet: z.string().min(1).describe('The id of the snippet, further down, whose run decides.'),
  answer: Answer,
});
export type PredictFence = z.infer<typeof PredictFence>;

export interface Prediction extends PredictFence {
  readonly id: string;
  /** One-based line of the fence in the lesson file. */
  readonly line: number;
}

/** What the lab answered, as it wrote it; null for NULL and for what is not there. */
export type AnswerValue = string | null;
