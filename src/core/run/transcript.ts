/** Characters of output kept for one run; older ones are dropped. */
export const TRANSCRIPT_CHARACTERS = 256 * 1024;

/** The last part of what a run has printed, in bounded memory. */
export class Transcript {
  private chunks: string[] = [];
  private kept = 0;
  private total = 0;

  constructor(private readonly limit = TRANSCRIPT_CHARACTERS) {}

  /** Characters printed in all, dropped ones included. */
  get printed(): number {
    return this.total;
  }

  append(text: string): void {
    this.chunks.push(text);
    this.kept += text.length;
    this.total += text.length;
    // Joining only at twice the limit keeps many small writes linear.
    if (this.kept > 2 * this.limit) this.compact();
  }

  text(): string {
    this.compact();
    return this.chunks[0] ?? '';
  }

  private compact(): void {
    const text = this.chunks.join('').slice(-this.limit);
    this.chunks = text === '' ? [] : [text];
    this.kept = text.length;
  }
}
