/** An output that the lesson prints: what the student will see when the named snippet has run. */
export interface PrintedOutput {
  /** The snippet's id. */
  readonly snippet: string;
  readonly format: 'text' | 'json';
  /** The numbers are never the same twice: only the shape of each line is compared. */
  readonly varies: boolean;
  /** As the lesson has it; `…` stands for anything that was left out. */
  readonly text: string;
  /** One-based line of the fence in the lesson file. */
  readonly line: number;
}
