import { closeSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

export interface RotationLimits {
  /** A file is set aside once it is longer than this. */
  readonly maxBytes: number;
  /** How many files set aside are kept: `x.log.1` is the newest. */
  readonly kept: number;
}

export const DEFAULT_ROTATION: RotationLimits = { maxBytes: 5 * 1024 * 1024, kept: 2 };
const TAIL_LINES = 40;

/** A log file of bounded size that also remembers its last lines. */
export class RotatingLog {
  private descriptor: number;
  private size: number;
  private lines: string[] = [];
  private unfinished = '';

  constructor(
    private readonly path: string,
    private readonly limits: RotationLimits = DEFAULT_ROTATION,
  ) {
    mkdirSync(dirname(path), { recursive: true });
    this.descriptor = openSync(path, 'a', 0o644);
    this.size = fstatSync(this.descriptor).size;
  }

  /** Appends what a process printed, as it came. A full disk must not end the guard: what cannot be written is dropped. */
  write(chunk: Buffer): void {
    this.remember(chunk.toString('utf8'));
    try {
      if (this.size + chunk.length > this.limits.maxBytes && this.size > 0) this.rotate();
      this.size += writeSync(this.descriptor, chunk);
    } catch {
      // Dropped.
    }
  }

  /** Forgets the lines of an earlier process; the file keeps them. */
  forgetTail(): void {
    this.lines = [];
    this.unfinished = '';
  }

  tail(count: number): readonly string[] {
    return [...this.lines, this.unfinished].filter((line) => line.trim() !== '').slice(-count);
  }

  close(): void {
    closeSync(this.descriptor);
  }

  private remember(text: string): void {
    const lines = (this.unfinished + text).split('\n');
    this.unfinished = lines.pop() ?? '';
    this.lines = [...this.lines, ...lines].slice(-TAIL_LINES);
  }

  private rotate(): void {
    closeSync(this.descriptor);
    const { kept } = this.limits;
    rmSync(`${this.path}.${String(kept)}`, { force: true });
    for (let index = kept - 1; index >= 0; index--) {
      const from = index === 0 ? this.path : `${this.path}.${String(index)}`;
      try {
        renameSync(from, `${this.path}.${String(index + 1)}`);
      } catch {
        // Not set aside yet.
      }
    }
    this.descriptor = openSync(this.path, 'a', 0o644);
    this.size = 0;
  }
}
