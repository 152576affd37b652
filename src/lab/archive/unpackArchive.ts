import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { isUserError } from '../../core/errors';
import { msg } from '../../core/message';
import { parseJson } from '../files/readable';
import { archiveProblem } from './archiveProblem';
import { MANIFEST_FILE, MAX_MANIFEST_BYTES, readManifest, type ArchiveManifest, type FileRecord } from './manifest';
import { tarEntries, TarFault, type TarEntry } from './tar';

/**
 * Unpacks a runtime archive into the folder. A file is written only where the archive's manifest names it, and counts only
 * when its size and SHA-256 are those of the manifest; all that the manifest names has to be there.
 *
 * @param jars the name of the jar folder that this version of the lab needs
 * @throws UserError saying what is wrong with the archive; the caller throws the folder away
 */
export async function unpackArchive(archive: string, folder: string, jars: string, signal: AbortSignal): Promise<void> {
  const source = createReadStream(archive, { signal, highWaterMark: 1024 * 1024 });
  const unzipped = createGunzip();
  source.on('error', (error) => unzipped.destroy(error));
  try {
    await unpack(tarEntries(source.pipe(unzipped)), folder, jars, signal);
  } catch (error) {
    signal.throwIfAborted();
    throw isDamage(error) ? archiveProblem(msg('{0} is damaged or cut off.', archive), undefined, error) : error;
  } finally {
    source.destroy();
    unzipped.destroy();
  }
}

async function unpack(entries: AsyncIterable<TarEntry>, folder: string, jars: string, signal: AbortSignal): Promise<void> {
  let missing: Map<string, FileRecord> | null = null;
  for await (const entry of entries) {
    signal.throwIfAborted();
    if (!missing) {
      missing = new Map((await manifestOf(entry, jars)).files.map((file) => [file.path, file]));
      continue;
    }
    const expected = missing.get(entry.path);
    if (!expected) throw archiveProblem(msg('It holds a file that its list does not name: {0}.', entry.path));
    missing.delete(entry.path);
    await writeEntry(entry, expected, join(folder, entry.path));
  }
  if (!missing) throw archiveProblem(msg('It is empty.'));
  const [lacking] = missing.keys();
  if (lacking !== undefined) throw archiveProblem(msg('It lacks a file that its list names: {0}.', lacking));
}

/** The list of files, which comes first. */
async function manifestOf({ path, size, content }: TarEntry, jars: string): Promise<ArchiveManifest> {
  const parts: Buffer[] = [];
  if (path === MANIFEST_FILE && size <= MAX_MANIFEST_BYTES) for await (const part of content) parts.push(part);
  const manifest = readManifest(parseJson(Buffer.concat(parts).toString('utf8')));
  if (!manifest) throw archiveProblem(msg('It is not an archive of this lab: it does not begin with a list of its files.'));
  if (manifest.jars === jars) return manifest;
  throw archiveProblem(
    msg('It belongs to another version of the lab (Kafka {0}, Debezium {1}).', manifest.kafka, manifest.debezium),
    msg('Get the archive of this version, or make one with “npm run lab -- archive”.'),
  );
}

async function writeEntry({ path, size, content }: TarEntry, expected: FileRecord, target: string): Promise<void> {
  const changed = archiveProblem(msg('{0} in it is not what its list says: the checksums differ.', path));
  if (size !== expected.size) throw changed;
  await mkdir(dirname(target), { recursive: true });
  const hash = createHash('sha256');
  const file = await open(target, 'wx');
  try {
    for await (const part of content) {
      hash.update(part);
      await file.writeFile(part);
    }
  } finally {
    await file.close();
  }
  if (hash.digest('hex') !== expected.sha256) throw changed;
}

/** What zlib and the reader of tar files throw at bytes that are not what they should be. */
function isDamage(error: unknown): boolean {
  if (isUserError(error) || !(error instanceof Error)) return false;
  return error instanceof TarFault || ('code' in error && typeof error.code === 'string' && error.code.startsWith('Z_'));
}
