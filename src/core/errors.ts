import { english, type Message } from './message';

/** What the user can be offered beside an error; `ui` maps each to a command. */
export type ActionId =
  'startLab' | 'showLog' | 'retry' | 'openSettings' | 'openSnippet' | 'showPreflight' | 'allowChanges' | 'forgetPasswords';

/** A place in the text of a snippet, both one-based. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** What a user can be told about a failure: what happened, why, and what to do. */
export interface Problem {
  readonly what: Message;
  readonly why?: Message | undefined;
  readonly fix?: Message | undefined;
  readonly action?: ActionId | undefined;
  readonly place?: Place | undefined;
}

const BRAND = 'DebeziumLab.UserError';

/**
 * A failure that the user can act on. Everything else that is thrown is a bug: it is logged with its stack and shown
 * as "something went wrong".
 */
export class UserError extends Error {
  override readonly name = BRAND;

  constructor(
    readonly problem: Problem,
    options?: ErrorOptions,
  ) {
    super([problem.what, problem.why, problem.fix].flatMap((part) => (part ? [english(part)] : [])).join(' '), options);
  }
}

/**
 * Recognises a {@link UserError} by its brand: the host is several bundles loaded on first use, each with its own copy
 * of the class, so `instanceof` would miss one thrown by another bundle.
 */
export function isUserError(error: unknown): error is UserError {
  return error instanceof Error && error.name === BRAND && 'problem' in error;
}

/** True for the error with which an aborted `AbortSignal` rejects. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError');
}
