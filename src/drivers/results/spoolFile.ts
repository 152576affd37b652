import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Cell } from '../../core/run/result';

/** Rows between two entries of the index: one page, so that a page is one read. */
const INDEX_STEP = 100;

/** Text kept back before it is written, in UTF-16 units. */
const BUFFER_LENGTH = 64 * 1024;

/**
 * Rows on disk, one JSON array a line, with the byte offset of every hundredth row in memory. Written synchronously:
 * rows come in while a socket is being read, and anything asynchronous there would have to hold them in memory.
 */
export class SpoolFile {
  private readonly index: number[] = [];
  private readonly descriptor: number;
  private buffered: string[] = [];
  private bufferedLength = 0;
  private size = 0;
  private rows = 0;

  constructor(private readonly file: string) {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    this.descriptor = openSync(file, 'wx', 0o600);
  }

  add(row: readonly Cell[]): void {
    if (this.rows % INDEX_STEP === 0) {
      this.flush();
      this.index.push(this.size);
    }
    const line = `${JSON.stringify(row)}\n`;
    this.buffered.push(line);
    this.bufferedLength += line.length;
    this.rows += 1;
    if (this.bufferedLength > BUFFER_LENGTH) this.flush();
  }

  /** No row may be added afterwards. */
  finish(): void {
    this.flush();
    closeSync(this.descriptor);
  }

  /** Rows from the zero-based `from`, at most `count`. */
  async read(from: number, count: number): Promise<readonly (readonly Cell[])[]> {
    const first = Math.max(0, Math.floor(from));
    const end = Math.min(first + count, this.rows);
    if (end <= first) return [];
    const block = Math.floor(first / INDEX_STEP);
    const start = this.index[block] ?? 0;
    const stop = this.index[Math.ceil(end / INDEX_STEP)] ?? this.size;
    const text = await readRange(this.file, start, stop);
    const skipped = first - block * INDEX_STEP;
    return text
      .split('\n')
      .slice(skipped, skipped + end - first)
      .map(parseRow);
  }

  async remove(): Promise<void> {
    await rm(this.file, { force: true });
  }

  private flush(): void {
    if (this.buffered.length === 0) return;
    const bytes = Buffer.from(this.buffered.join(''), 'utf8');
    let written = 0;
    while (written < bytes.length) written += writeSync(this.descriptor, bytes, written);
    this.size += bytes.length;
    this.buffered = [];
    this.bufferedLength = 0;
  }
}

async function readRange(file: string, start: number, stop: number): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const bytes = Buffer.alloc(stop - start);
    await handle.read(bytes, 0, bytes.length, start);
    return bytes.toString('utf8');
  } finally {
    await handle.close();
  }
}

function parseRow(line: string): readonly Cell[] {
  const row: unknown = JSON.parse(line);
  return Array.isArray(row) ? row.map((cell) => (typeof cell === 'string' ? cell : null)) : [];
}
