/** One statement of a script, without its terminator. */
export interface Statement {
  readonly text: string;
  /** Zero-based offset of the text in the script, in UTF-16 units. */
  readonly offset: number;
}
