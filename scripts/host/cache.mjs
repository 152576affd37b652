import { mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../build/entries.mjs';

/** Where downloads for development are kept: outside every lab, shared by all suites, safe to delete. */
export const cacheFolder = path.resolve(process.env['DEBEZIUM_LAB_CACHE'] ?? path.join(root, '.cache'));

/** @param {string} file */
export async function exists(file) {
  return stat(file).then(
    () => true,
    () => false,
  );
}

/**
 * Returns the folder `<cache>/<name>`, filled once by `fill`. It is assembled beside and renamed, so that it is never
 * half-filled, whoever is interrupted and however many do it at once.
 *
 * @param {string} name Holds the version: another version is another folder.
 * @param {(folder: string) => Promise<void>} fill
 */
export async function cached(name, fill) {
  const folder = path.join(cacheFolder, name);
  if (await exists(folder)) return folder;
  await mkdir(cacheFolder, { recursive: true });
  const staging = await mkdtemp(path.join(cacheFolder, `.${name}-`));
  try {
    await fill(staging);
    await rename(staging, folder).catch(async (/** @type {unknown} */ error) => {
      // Somebody else was faster: theirs is as good.
      if (!(await exists(folder))) throw error;
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return folder;
}
