import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { zipEntries, type ZipEntry } from './zipEntries';

const TEXTS = /^(?:META-INF\/)?(?:[\w.-]*(?:LICEN[CS]E|NOTICE|COPYING)[\w.-]*)$/iu;

/**
 * Copies the licence texts and notices that the jars of a folder carry to `<target>/<jar>/`, and writes a list of all jars with
 * the licences that they declare. Whoever hands the jars on hands these on with them.
 */
export async function collectLicences(folder: string, jars: readonly string[], target: string, signal: AbortSignal): Promise<void> {
  const lines: string[] = [];
  for (const path of jars) {
    signal.throwIfAborted();
    const jar = basename(path);
    const entries = zipEntries(await readFile(join(folder, path)));
    const texts = entries.filter((entry) => TEXTS.test(entry.path));
    await keepTexts(join(target, jar), texts);
    const declared = declaredLicences(entries).join('; ') || (texts.length > 0 ? 'see its texts' : 'not declared in the jar');
    lines.push(`${path}\n  ${declared}`);
  }
  await mkdir(target, { recursive: true });
  await writeFile(join(target, 'LICENCES.txt'), `The jars of this archive, and the licences that each declares.\n\n${lines.join('\n')}\n`);
}

async function keepTexts(folder: string, texts: readonly ZipEntry[]): Promise<void> {
  if (texts.length === 0) return;
  await mkdir(folder, { recursive: true });
  // Names that differ in case only would be one file on some systems.
  const byName = new Map(texts.map((entry) => [basename(entry.path).toLowerCase(), entry]));
  for (const entry of byName.values()) await writeFile(join(folder, basename(entry.path)), entry.read());
}

/** The names in the POM that Maven puts into a jar, and the header that OSGi bundles have. */
function declaredLicences(entries: readonly ZipEntry[]): readonly string[] {
  const read = (path: RegExp): readonly string[] =>
    entries.filter((entry) => path.test(entry.path)).map((entry) => entry.read().toString('utf8'));
  const poms = read(/^META-INF\/maven\/[^/]+\/[^/]+\/pom\.xml$/u).flatMap((pom) =>
    [...pom.matchAll(/<license>[^]*?<name>([^<]+)<\/name>/gu)].map(([, name = '']) => name.trim()),
  );
  const bundles = read(/^META-INF\/MANIFEST\.MF$/u).flatMap((manifest) => {
    // A line of a manifest that begins with a blank goes on with the one before it.
    const header = /^Bundle-License: (.+)$/mu.exec(manifest.replace(/\r?\n /gu, ''))?.[1];
    return header === undefined ? [] : [header.trim()];
  });
  return [...new Set([...poms, ...bundles])];
}
