import { rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readFileRecords, type FileRecord } from '../archive/manifest';
import { recordsOf, sha256Of } from '../archive/hashes';
import { writeAtomic } from '../files/atomicFile';
import { parseJson, readText } from '../files/readable';
import { isFields } from '../files/shape';

const RECORD = 'files.json';
const PARTS = ['agent', 'kafka-seed', 'libs', 'plugins'];

/** A file of the cache as it was when it was filled. A file of the same size and date is taken for unchanged. */
interface KeptFile extends FileRecord {
  readonly mtimeMs: number;
}

/** Writes down what each file of a filled jar folder is, so that a damaged one is noticed later. */
export async function recordJars(folder: string, signal: AbortSignal): Promise<void> {
  await keep(folder, await recordsOf(folder, PARTS, signal));
}

/**
 * The first file of a jar folder that is missing or is not what it was when the folder was filled; null when all are.
 * Quick: by size and date (a hundred and fifty files: a few milliseconds), and by content only where the date differs, as in
 * a copy of the folder. Thorough: all by content, which takes half a second. A folder of an earlier version has no record; it
 * is taken as it is, and gets one.
 */
export async function damagedJar(folder: string, how: 'quick' | 'thorough', signal: AbortSignal): Promise<string | null> {
  const text = readText(join(folder, RECORD));
  if (text === null) {
    await recordJars(folder, signal);
    return null;
  }
  const files = readRecord(parseJson(text));
  if (!files) return RECORD;
  let redated = false;
  for (const file of files) {
    const stats = await stat(join(folder, file.path)).catch(() => null);
    if (stats?.size !== file.size) return file.path;
    const sameDate = stats.mtimeMs === file.mtimeMs;
    if ((how === 'thorough' || !sameDate) && (await sha256Of(join(folder, file.path), signal)) !== file.sha256) return file.path;
    redated ||= !sameDate;
  }
  if (redated) await keep(folder, files);
  return null;
}

/** Takes a damaged folder away, so that it is filled anew. Renamed first: nobody finds a part of it. */
export async function dropJars(folder: string): Promise<void> {
  const aside = `${folder}.damaged`;
  await rm(aside, { recursive: true, force: true });
  await rename(folder, aside);
  await rm(aside, { recursive: true, force: true });
}

function readRecord(value: unknown): readonly KeptFile[] | null {
  if (!isFields(value) || !Array.isArray(value['files'])) return null;
  const entries: readonly unknown[] = value['files'];
  const records = readFileRecords(entries);
  return (
    records?.map((record, index) => {
      const entry = entries[index];
      const mtimeMs = isFields(entry) ? entry['mtimeMs'] : undefined;
      return { ...record, mtimeMs: typeof mtimeMs === 'number' ? mtimeMs : 0 };
    }) ?? null
  );
}

async function keep(folder: string, records: readonly FileRecord[]): Promise<void> {
  const files: KeptFile[] = [];
  for (const { path, size, sha256 } of records) {
    files.push({ path, size, sha256, mtimeMs: (await stat(join(folder, path))).mtimeMs });
  }
  try {
    writeAtomic(join(folder, RECORD), `${JSON.stringify({ files })}\n`);
  } catch {
    // A cache that belongs to another user is used as it is.
  }
}
