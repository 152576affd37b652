/** What was measured of a table. */
export interface TableMeasure {
  readonly rows: number;
  /** True where the rows were not counted: the table is large, and a part of it was read. */
  readonly estimated: boolean;
  /** Bytes of an average row where the server keeps it, compressed as it may be; null where the server does not tell. */
  readonly storedBytes: number | null;
  /** Bytes of an average row written out as JSON: nearer to what a chunk holds in memory. */
  readonly unpackedBytes: number;
}

export interface ChunkPlan {
  /** Rows: the value of `incremental.snapshot.chunk.size`. */
  readonly chunkSize: number;
  /** What the formula gave, where it is more than is advised. */
  readonly byFormula: number;
  readonly chunks: number;
  /** Megabytes of the rows of the fullest chunk, written out. */
  readonly memoryMb: number;
  readonly rowsAre: 'wide' | 'usual' | 'narrow';
}

/** Debezium's own default, for a table in which there is nothing to measure. */
const DEFAULT_CHUNK_SIZE = 1024;

/** The stream waits while a chunk is read, so more rows are not advised however narrow they are. A rule of thumb. */
export const MAX_CHUNK_SIZE = 16_384;

/** Where the bands of the lesson's table meet, in rows of the formula's answer for 4 MB. */
const WIDE_BYTES = (4 * 1024 * 1024) / 1500;
const NARROW_BYTES = (4 * 1024 * 1024) / 8192;

const KILO = 1024;

function widthOf(bytes: number): ChunkPlan['rowsAre'] {
  if (bytes >= WIDE_BYTES) return 'wide';
  return bytes <= NARROW_BYTES ? 'narrow' : 'usual';
}

/**
 * The lesson's rule of thumb: `chunk_size = target_chunk_memory_mb * 1024 / average_row_size_kb`.
 *
 * @param memoryMb megabytes that one chunk may take
 */
export function planChunks({ rows, unpackedBytes }: TableMeasure, memoryMb: number): ChunkPlan {
  if (rows === 0 || unpackedBytes <= 0) {
    return { chunkSize: DEFAULT_CHUNK_SIZE, byFormula: DEFAULT_CHUNK_SIZE, chunks: 0, memoryMb: 0, rowsAre: 'usual' };
  }
  const byFormula = Math.max(1, Math.floor((memoryMb * KILO) / (unpackedBytes / KILO)));
  const chunkSize = Math.min(byFormula, MAX_CHUNK_SIZE);
  return {
    chunkSize,
    byFormula,
    chunks: Math.ceil(rows / chunkSize),
    memoryMb: (Math.min(chunkSize, rows) * unpackedBytes) / KILO / KILO,
    rowsAre: widthOf(unpackedBytes),
  };
}
