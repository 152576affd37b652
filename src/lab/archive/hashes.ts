import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { FileRecord } from './manifest';

/** SHA-256 of a file, in hexadecimal digits. */
export async function sha256Of(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { signal, highWaterMark: 1024 * 1024 })) hash.update(Buffer.from(chunk));
  return hash.digest('hex');
}

/** Every file below these folders of the folder, in one order on every machine. A folder that is not there has none. */
export async function recordsOf(folder: string, parts: readonly string[], signal: AbortSignal): Promise<readonly FileRecord[]> {
  const paths = (await Promise.all(parts.map((part) => filesBelow(folder, part)))).flat().sort();
  const records: FileRecord[] = [];
  for (const path of paths) {
    const file = join(folder, path);
    records.push({ path, size: (await stat(file)).size, sha256: await sha256Of(file, signal) });
  }
  return records;
}

async function filesBelow(folder: string, part: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(join(folder, part), { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
  } catch {
    return [];
  }
}
