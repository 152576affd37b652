import { lstatSync, mkdirSync } from 'node:fs';
import { UserError } from '../../core/errors';
import { msg } from '../../core/message';

/**
 * Makes a folder in a place where everybody may write, such as `/tmp`, and makes sure that it is ours: another user could
 * have put one of that name, or a link, there beforehand. Windows' temporary folder is the user's own.
 */
export function makeOwnFolder(folder: string, mode: number): void {
  mkdirSync(folder, { recursive: true, mode });
  if (isOwnFolder(folder)) return;
  throw new UserError({
    what: msg('The folder {0} belongs to another user, so the lab does not use it.', folder),
    fix: msg('Remove it, or set DEBEZIUM_LAB_HOME to a folder with a shorter path that every user can reach.'),
  });
}

/** True for a folder, not a link to one, that this user owns and no other may write to. */
export function isOwnFolder(folder: string): boolean {
  const uid = process.getuid?.();
  const stats = lstatSync(folder, { throwIfNoEntry: false });
  if (!stats?.isDirectory()) return false;
  return uid === undefined || (stats.uid === uid && (stats.mode & 0o022) === 0);
}
