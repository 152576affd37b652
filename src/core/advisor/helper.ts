import * as z from 'zod';

/**
 * A part of a page that a reader asks and the lab, or the course's own rules, answer. As with checks, the zod schema is
 * the single source of type, validation and JSON Schema.
 */
export const ChunkSizeFence = z.strictObject({
  target: z.enum(['postgres', 'mysql', 'mysql-replica']).default('postgres').describe('The server whose tables are measured.'),
  table: z.string().min(1).optional().describe('The table that is chosen at first: schema.table.'),
  memory: z.number().min(1).max(1024).default(4).describe('Megabytes for one chunk, at first.'),
});

export const SnapshotChoiceFence = z.strictObject({
  connector: z.enum(['postgres', 'mysql']).default('postgres').describe('Whose settings are advised.'),
});

/** The ` ```yaml helper=<kind> ` fences: kind → what may stand in it. */
export const HELPER_FENCES = { 'chunk-size': ChunkSizeFence, 'snapshot-choice': SnapshotChoiceFence } as const;

export type HelperKind = keyof typeof HELPER_FENCES;

export function isHelperKind(text: string): text is HelperKind {
  return Object.hasOwn(HELPER_FENCES, text);
}

/** `line` is the one-based line of the fence in the lesson file. A page has each kind once at most. */
export type ChunkSizeHelper = z.infer<typeof ChunkSizeFence> & { readonly kind: 'chunk-size'; readonly line: number };
export type SnapshotChoiceHelper = z.infer<typeof SnapshotChoiceFence> & { readonly kind: 'snapshot-choice'; readonly line: number };
export type Helper = ChunkSizeHelper | SnapshotChoiceHelper;

/** What a reader entered, by name of the field. */
export type HelperFields = Readonly<Record<string, string>>;
