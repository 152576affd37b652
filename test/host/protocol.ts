/** A document in the window: the workbench itself, or a page of the extension inside it. */
export type Where = 'workbench' | 'results' | 'preflight' | 'glossary' | { readonly lesson: string };

interface Target {
  readonly where: Where;
  /** A selector of Playwright's; the first visible element counts. */
  readonly selector: string;
}

/** Where a reader is on a page: the first paragraph in view and its distance from the top of the window, in pixels. */
export interface ReadingPlace {
  readonly text: string;
  readonly top: number;
}

export interface TestResult {
  readonly fullTitle: string;
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'pending';
  /** Milliseconds. */
  readonly duration: number;
  readonly error: string | null;
}

/** Which tests the extension host is to run: it starts anew with every window. */
export interface Stage {
  readonly name: 'first' | 'reloaded';
  /** False where VS Code keeps nothing over a reload of a window under test. */
  readonly reloads: boolean;
  /** Where the reader was in the lesson when the window went away; null before that. */
  readonly place: ReadingPlace | null;
}

/**
 * What the tests, which run in the extension host, ask of the side that holds the window: name → request and answer.
 * Whatever waits does so until the condition holds, and rejects with what it saw instead after a generous while.
 */
export interface Actions {
  readonly stage: [null, Stage];
  readonly tested: [TestResult, null];
  /** Clicks as a person would. `hover` is pointed at first, where the element shows only then. */
  readonly click: [Target & { readonly hover?: string }, null];
  /** Presses keys wherever the focus is: `Control+Alt+Enter`. */
  readonly press: [{ readonly keys: string }, null];
  /** The element's text, once it is visible and contains `text`. */
  readonly see: [Target & { readonly text?: string }, string];
  /** Waits until there is no such visible element. */
  readonly gone: [Target, null];
  /** How many such elements there are now, visible or not. */
  readonly count: [Target, number];
  /** Turns the mouse wheel over a page. */
  readonly wheel: [{ readonly where: Where; readonly pixels: number }, null];
  readonly readingPlace: [{ readonly lesson: string }, ReadingPlace];
  /** Waits until the editor's own storage on disk holds the text. */
  readonly stored: [{ readonly text: string }, null];
  /**
   * Tells that the window is about to reload, where the reader is, and which of the extension's stored values is to be
   * damaged while no editor looks.
   */
  readonly expectReload: [{ readonly place: ReadingPlace; readonly damage: { readonly key: string; readonly value: string } }, null];
  /** The lines at level `error` of the extension's log. */
  readonly loggedErrors: [null, readonly string[]];
}

export type Action = keyof Actions;
export type Request<A extends Action> = Actions[A][0];
export type Answer<A extends Action> = Actions[A][1];

/** The variable in which the extension host finds the address, token included, of the other side. */
export const OUTSIDE_VARIABLE = 'DEBEZIUM_LAB_TEST_OUTSIDE';

/** How long anything may take before it counts as not happening, in milliseconds: machines under test are busy. */
export const PATIENCE = 60_000;
