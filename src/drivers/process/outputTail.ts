/** What is kept of a process's output, in UTF-16 units: the end of it. */
const KEPT_LENGTH = 1024 * 1024;

/** Output that comes faster is handed on in lumps: a page cannot paint more often. */
const LUMP_MS = 50;

/** The most one lump holds; what a process prints faster than that is left out on the way, not in the end. */
const LUMP_LENGTH = 64 * 1024;

/** Keeps the end of a process's output and hands it on as it comes. */
export class OutputTail {
  private kept = '';
  private pending = '';
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly onOutput: (text: string) => void) {}

  get text(): string {
    return tail(this.kept, KEPT_LENGTH);
  }

  add(text: string): void {
    if (text === '') return;
    this.kept = bounded(this.kept + text, KEPT_LENGTH);
    const first = this.pending === '' && this.timer === null;
    this.pending = bounded(this.pending + text, LUMP_LENGTH);
    if (first) this.hand();
  }

  /** Hands on what is left. */
  finish(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.emit();
  }

  private hand(): void {
    this.emit();
    this.timer = setTimeout(() => {
      this.timer = null;
      if (this.pending !== '') this.hand();
    }, LUMP_MS);
  }

  private emit(): void {
    const text = tail(this.pending, LUMP_LENGTH);
    this.pending = '';
    if (text !== '') this.onOutput(text);
  }
}

/** Cuts only what has grown to twice the length: cutting copies, and output may come in small pieces. */
function bounded(text: string, length: number): string {
  return text.length > 2 * length ? text.slice(-length - 1) : text;
}

/** The end of the text from a line's beginning on, with a mark where something was cut. */
function tail(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = text.slice(-length);
  return `…\n${end.slice(end.indexOf('\n') + 1)}`;
}
