/** What was painted on a page, and when, in milliseconds since the epoch. */
export interface Paint {
  readonly page: string;
  readonly what: 'text' | 'diagrams';
  readonly at: number;
}

/** How to see that a page is there. */
export interface Signs {
  readonly page: string;
  /** Selector of the headings of the text, and how the last of them begins: with it, all of the text is there. */
  readonly headings: string;
  readonly lastHeading: string;
  /** Selector of a drawn diagram, and how many there are to be. */
  readonly drawings: string;
  readonly drawingCount: number;
}

/** The name under which the benchmark hears of paints, in every frame of the workbench. */
export const PAINTED = 'debeziumLabBenchPainted';

/** The name under which the signs stand, and that of what the benchmark calls in a page. */
export const SIGNS = 'debeziumLabBenchSigns';
export const HAND = 'debeziumLabBench';
