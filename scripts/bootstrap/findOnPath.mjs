import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * Where the first program of that name is; null where there is none.
 *
 * @param {readonly string[]} names Without `.exe`.
 * @param {readonly string[]} [elsewhere] Full paths looked at after PATH.
 */
export function findOnPath(names, elsewhere = []) {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd'] : [''];
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const candidates = names.flatMap((name) => folders.flatMap((folder) => endings.map((ending) => path.join(folder, `${name}${ending}`))));
  return [...candidates, ...elsewhere].find((file) => existsSync(file)) ?? null;
}
