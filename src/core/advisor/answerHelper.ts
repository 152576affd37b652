import { planChunks, type ChunkPlan, type TableMeasure } from './chunkPlan';
import type { ChunkSizeHelper, HelperFields, SnapshotChoiceHelper } from './helper';
import { listTables, measureTable, type TableProbe } from './measureTable';
import { adviseSnapshot, type SnapshotAdvice } from './snapshotAdvice';
import { chooseSnapshot, type AskedQuestion } from './snapshotChoice';
import { tableText } from './tableQueries';

export interface ChunkSizeAnswer {
  readonly tables: readonly string[];
  /** The table that is chosen; null where there is none to choose. */
  readonly table: string | null;
  readonly memoryMb: number;
  /** Null until the table was measured. */
  readonly measure: TableMeasure | null;
  readonly plan: ChunkPlan | null;
}

export interface SnapshotChoiceAnswer {
  readonly questions: readonly AskedQuestion[];
  readonly advice: SnapshotAdvice | null;
}

const MAX_MEMORY_MB = 1024;

/** Megabytes as a reader wrote them; what makes no sense is what the lesson's author wrote. */
export function readMemory(text: string | undefined, otherwise: number): number {
  const value = Number((text ?? '').replace(',', '.'));
  return value >= 1 && value <= MAX_MEMORY_MB ? value : otherwise;
}

/**
 * @param fields `table`, `memory`; `measure` where the table is to be measured now
 * @param known what was measured of that table before, so that another memory needs no other look
 * @throws UserError when the server does not answer
 */
export async function answerChunkSize(
  helper: ChunkSizeHelper,
  fields: HelperFields,
  known: TableMeasure | null,
  probe: TableProbe,
  signal: AbortSignal,
): Promise<ChunkSizeAnswer> {
  const { target } = helper;
  const memoryMb = readMemory(fields['memory'], helper.memory);
  const tables = (await listTables(target, probe, signal)).map(tableText);
  const wanted = fields['table'] ?? helper.table;
  const table = tables.find((name) => name === wanted) ?? tables[0] ?? null;
  const asked = fields['measure'] !== undefined && table !== null;
  const measure = asked ? await measureTable(target, table, probe, signal) : table === wanted ? known : null;
  return { tables, table, memoryMb, measure, plan: measure && planChunks(measure, memoryMb) };
}

/** @param fields the answers by question, as far as they were given */
export function answerSnapshotChoice({ connector }: SnapshotChoiceHelper, fields: HelperFields): SnapshotChoiceAnswer {
  const { questions, strategy } = chooseSnapshot(fields);
  return { questions, advice: strategy && adviseSnapshot(strategy, connector) };
}
