import { UserError } from '../../core/errors';
import type { Log } from '../../core/log';
import { msg } from '../../core/message';
import { writeState, type LabState } from './stateFile';

/**
 * The state file as the guard keeps it. A full disk must not end the guard, and with it all services: it goes on with what
 * it knows, and writes the file with the next change. But it starts nothing that a later guard could not find.
 */
export class SavedState {
  private failure: Error | null = null;

  constructor(
    private readonly path: string,
    private readonly log: Log,
  ) {}

  save(state: LabState): void {
    try {
      writeState(this.path, state);
      this.failure = null;
    } catch (error) {
      if (this.failure === null) this.log.warn(`the state cannot be written: ${String(error)}`);
      this.failure = error instanceof Error ? error : new Error(String(error));
    }
  }

  /** Throws a {@link UserError} while the file is older than the state. */
  check(): void {
    if (this.failure === null) return;
    throw new UserError({
      what: msg('The lab’s folder cannot be written to, so nothing is started.'),
      why: msg('{0}', this.failure.message),
      fix: msg('Make room on its disk, then start the lab again.'),
      action: 'retry',
    });
  }
}
