import type { openEditor } from '../scripts/host.mjs';

/** What every measurement works with. */
export interface Bench {
  /** The repository, built. */
  readonly root: string;
  /** A folder for this run alone; it holds the built helpers and goes away with the run. */
  readonly folder: string;
  readonly openEditor: typeof openEditor;
  readonly signal: AbortSignal;
  /** Tells a person what is going on; never on standard output. */
  readonly note: (text: string) => void;
}
