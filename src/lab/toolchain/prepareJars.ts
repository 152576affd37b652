import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { fetchArchive } from '../archive/fetchArchive';
import { unpackArchive } from '../archive/unpackArchive';
import { UserError } from '../../core/errors';
import type { LabProgress } from '../../core/lab/lab';
import { msg } from '../../core/message';
import type { LabPaths } from '../labPaths';
import type { LabSettings } from '../labSettings';
import { findJava, OLDEST_JAVA } from './findJava';
import { findMaven } from './findMaven';
import { howToGet } from './howToGet';
import { classArchiveFolder, fillJars, jarFolder, type JarFiller } from './jarCache';
import { damagedJar, dropJars } from './jarRecord';
import { mavenJars } from './mavenJars';
import type { Toolchain } from './toolchain';

export interface JarsRequest {
  readonly paths: LabPaths;
  readonly settings: LabSettings;
  /** The extension's `labs/` folder. */
  readonly assets: string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: LabProgress) => void;
}

export type JavaAndJars = Pick<Toolchain, 'java' | 'jars' | 'classArchives'>;

/**
 * Finds Java, and fills the jar cache where it is empty or visibly damaged: from the runtime archive that the settings name,
 * else by Maven. Rejects with a UserError naming what is missing.
 */
export async function prepareJars(request: JarsRequest): Promise<JavaAndJars> {
  const places = await placesOf(request);
  await dropDamaged(request, places, 'quick');
  await fill(request, places);
  return places;
}

/**
 * After a start that failed: looks at the content of every file in the jar cache, and fills it anew where one is damaged. True
 * when it did, so that another try is worth it.
 */
export async function refillDamaged(request: JarsRequest): Promise<boolean> {
  const places = await placesOf(request);
  if (!(await dropDamaged(request, places, 'thorough'))) return false;
  await fill(request, places);
  return true;
}

async function placesOf(request: JarsRequest): Promise<JavaAndJars> {
  const java = await usableJava(request);
  const { cache } = request.paths;
  const jars = jarFolder(cache, request.assets);
  return { java, jars, classArchives: classArchiveFolder(cache, jars, java) };
}

async function fill(request: JarsRequest, { java, jars }: JavaAndJars): Promise<void> {
  const { assets, signal } = request;
  if (!existsSync(jars)) await fillJars(jars, { assets, java, fetch: jarSource(request, jars, java) }, signal);
}

async function usableJava({ settings, signal }: JarsRequest): Promise<string> {
  const java = await findJava(settings, signal);
  if (java && java.major >= OLDEST_JAVA) return java.path;
  throw new UserError({
    what: java
      ? msg('The lab needs Java {0} or newer; the one found is {1} ({2}).', OLDEST_JAVA, java.major, java.path)
      : msg('The lab needs Java {0} or newer; none was found.', OLDEST_JAVA),
    fix: howToGet('java'),
    action: 'showPreflight',
  });
}

/** True when there was a damaged file. With the jars go the class archives made of them: a JVM refuses those for new files. */
async function dropDamaged(request: JarsRequest, { jars, classArchives }: JavaAndJars, how: 'quick' | 'thorough'): Promise<boolean> {
  const damaged = existsSync(jars) ? await damagedJar(jars, how, request.signal) : null;
  if (damaged === null) return false;
  request.onProgress({ message: msg('A downloaded file is damaged ({0}); Kafka and Debezium are fetched anew.', damaged) });
  await dropJars(jars);
  await rm(classArchives, { recursive: true, force: true });
  return true;
}

/** Where the jars come from; decided before anything is begun. */
function jarSource({ settings, assets, onProgress }: JarsRequest, jars: string, java: string): JarFiller['fetch'] {
  const place = settings.runtimeArchive;
  if (place) {
    return async (folder, signal) => {
      onProgress({ message: msg('Taking Kafka and Debezium from the runtime archive…') });
      const archive = await fetchArchive({ place, sha256: settings.runtimeArchiveSha256 }, folder, onProgress, signal);
      await unpackArchive(archive, folder, basename(jars), signal);
      // Only what was downloaded into the folder goes; a student's own file stays.
      if (archive.startsWith(folder)) await rm(archive);
    };
  }
  const maven = findMaven(settings.mavenPath);
  if (!maven) {
    throw new UserError({
      what: msg('Maven was not found; it downloads Kafka and Debezium once.'),
      fix: howToGet('maven'),
      action: 'showPreflight',
    });
  }
  onProgress({ message: msg('Downloading Kafka and Debezium (about 120 MB, once)…') });
  return (folder, signal) => mavenJars(folder, { assets, java, maven }, signal);
}
