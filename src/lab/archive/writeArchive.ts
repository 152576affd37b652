import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { recordsOf } from './hashes';
import { collectLicences } from './licences';
import { MANIFEST_FILE, type ArchiveManifest, type FileRecord } from './manifest';
import { TAR_END, tarHeader, tarPadding } from './tar';

const JAR_PARTS = ['agent', 'libs', 'plugins'];
/** A file to be put into the archive, from one of two folders. */
type Source = FileRecord & { readonly folder: string };

/**
 * Writes a runtime archive of a filled jar folder: the manifest first, so that whoever reads it knows what to expect of each
 * file, then the files in the order of their paths, without dates or owners: the same jars make the same archive. It appears
 * under its name when it is whole.
 */
export async function writeArchive(
  target: string,
  jars: string,
  versions: Pick<ArchiveManifest, 'kafka' | 'debezium'>,
  signal: AbortSignal,
): Promise<ArchiveManifest> {
  const licences = await mkdtemp(join(tmpdir(), 'debezium-lab-licences-'));
  const beside = `${target}.part-${String(process.pid)}`;
  try {
    const parts = await recordsOf(jars, JAR_PARTS, signal);
    const paths = parts.map(({ path }) => path).filter((path) => path.endsWith('.jar'));
    await collectLicences(jars, paths, join(licences, 'licences'), signal);
    const sources: readonly Source[] = [
      ...parts.map((record) => ({ ...record, folder: jars })),
      ...(await recordsOf(licences, ['licences'], signal)).map((record) => ({ ...record, folder: licences })),
    ];
    const files = sources.map(({ path, size, sha256 }) => ({ path, size, sha256 }));
    const manifest: ArchiveManifest = { format: 1, jars: basename(jars), ...versions, files };
    // Jars are compressed already: more effort makes the archive slower, not smaller.
    await pipeline(Readable.from(tarOf(manifest, sources)), createGzip({ level: 1 }), createWriteStream(beside), { signal });
    await rename(beside, target);
    return manifest;
  } finally {
    await rm(licences, { recursive: true, force: true });
    await rm(beside, { force: true });
  }
}

async function* tarOf(manifest: ArchiveManifest, sources: readonly Source[]): AsyncGenerator<Buffer> {
  const text = Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`);
  yield* [tarHeader(MANIFEST_FILE, text.length), text, tarPadding(text.length)];
  for (const { path, size, folder } of sources) {
    yield tarHeader(path, size);
    for await (const chunk of createReadStream(join(folder, path))) yield Buffer.from(chunk);
    yield tarPadding(size);
  }
  yield TAR_END;
}
