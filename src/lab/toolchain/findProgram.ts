import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const WINDOWS_SUFFIXES = ['.exe', '.cmd', '.bat'];

/** The program's path if it lies in this folder and can be run; null otherwise. */
export function programIn(folder: string, name: string): string | null {
  const names = process.platform === 'win32' ? WINDOWS_SUFFIXES.map((suffix) => name + suffix) : [name];
  return names.map((file) => join(folder, file)).find(isRunnable) ?? null;
}

/** The folders of PATH, in their order. */
export function pathFolders(env: NodeJS.ProcessEnv = process.env): readonly string[] {
  return (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter((folder) => folder !== '');
}

/** The first program of this name on PATH. */
export function programOnPath(name: string, env: NodeJS.ProcessEnv = process.env): string | null {
  for (const folder of pathFolders(env)) {
    const found = programIn(folder, name);
    if (found) return found;
  }
  return null;
}

/**
 * The folders `<parent>/<entry>/<rest>` for every entry, the highest version first: `/usr/lib/postgresql/16/bin` before
 * `…/15/bin`.
 */
export function versionedFolders(parent: string, rest = '', accept: (entry: string) => boolean = () => true): readonly string[] {
  try {
    const byVersion = new Intl.Collator('en', { numeric: true });
    return readdirSync(parent)
      .filter(accept)
      .sort((a, b) => byVersion.compare(b, a))
      .map((entry) => join(parent, entry, rest));
  } catch {
    return [];
  }
}

function isRunnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
