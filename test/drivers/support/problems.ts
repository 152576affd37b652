import { isUserError, type Problem } from '../../../src/core/errors';
import { english, type Message } from '../../../src/core/message';

/** The problem with which a call is rejected. Anything but a `UserError` is a bug and fails the test. */
export async function problemOf(call: Promise<unknown>): Promise<Problem> {
  try {
    await call;
  } catch (error) {
    if (isUserError(error)) return error.problem;
    throw error;
  }
  throw new Error('nothing was thrown');
}

export function text(message: Message | undefined): string {
  return message ? english(message) : '';
}
