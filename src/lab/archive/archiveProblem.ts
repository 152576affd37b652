import { UserError } from '../../core/errors';
import { msg, type Message } from '../../core/message';

/** What was to be done about it is the same for most of what can be wrong with an archive. */
const ANEW = msg('Get the archive anew, or make one with “npm run lab -- archive”.');

export function archiveProblem(why: Message, fix: Message = ANEW, cause?: unknown): UserError {
  return new UserError({ what: msg('The runtime archive cannot be used.'), why, fix, action: 'openSettings' }, { cause });
}
