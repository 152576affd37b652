import { realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { readText } from '../files/readable';
import type { LabSettings } from '../labSettings';
import { runCommand } from '../process/runCommand';
import { programIn, programOnPath } from './findProgram';
import { javaFolders } from './javaFolders';

/** Kafka 4 runs on Java 17 and later (Kafka 4.0 upgrade notes). */
export const OLDEST_JAVA = 17;

export interface FoundJava {
  /** The `java` program. */
  readonly path: string;
  readonly major: number;
}

/** What is known of this machine's Javas beforehand. */
export type JavaSettings = Pick<LabSettings, 'javaHome' | 'bundledJavas'>;

/**
 * A Java to run the lab on: the setting, `JAVA_HOME`, PATH, the folders installers use, those that come with other programs;
 * the first that is new enough, else the first there is (so that a message can say which is too old), else null.
 */
export async function findJava(settings: JavaSettings, signal: AbortSignal): Promise<FoundJava | null> {
  let tooOld: FoundJava | null = null;
  for (const path of candidates(settings)) {
    signal.throwIfAborted();
    const major = await majorVersion(path, signal);
    if (major === null) continue;
    if (major >= OLDEST_JAVA) return { path, major };
    tooOld ??= { path, major };
  }
  return tooOld;
}

/** Looked for one after the other, so that a Java on PATH costs no look into the folders behind it. */
function* candidates({ javaHome, bundledJavas = [] }: JavaSettings): Iterable<string> {
  const seen = new Set<string | null>([null]);
  for (const find of [
    () => inHomes([javaHome, process.env['JAVA_HOME']]),
    () => [programOnPath('java')],
    () => javaFolders({ platform: process.platform, env: process.env, homedir: homedir() }).map((folder) => programIn(folder, 'java')),
    () => inHomes(bundledJavas),
  ]) {
    for (const path of find()) {
      if (path !== null && !seen.has(path)) yield path;
      seen.add(path);
    }
  }
}

function inHomes(homes: readonly (string | undefined)[]): readonly (string | null)[] {
  return homes.flatMap((home) => (home ? [programIn(join(home, 'bin'), 'java')] : []));
}

/**
 * From the `release` file beside the program, which every JDK since 9 has: starting a JVM only to ask would cost a tenth
 * of a second. From the program itself where there is no such file.
 */
async function majorVersion(path: string, signal: AbortSignal): Promise<number | null> {
  const release = readText(join(dirname(dirname(resolved(path))), 'release'));
  const declared = /^JAVA_VERSION="([^"]+)"/mu.exec(release ?? '')?.[1];
  if (declared !== undefined) return parseMajor(declared);
  try {
    const { code, stderr } = await runCommand(path, ['-version'], { signal });
    return code === 0 ? parseMajor(/version "([^"]+)"/u.exec(stderr)?.[1] ?? '') : null;
  } catch {
    signal.throwIfAborted();
    return null;
  }
}

/** `17.0.15` is 17; `1.8.0_412`, as versions were written before Java 9, is 8. */
export function parseMajor(version: string): number | null {
  const [first, second] = version.split('.').map((part) => Number.parseInt(part, 10));
  const major = first === 1 ? second : first;
  return major === undefined || Number.isNaN(major) ? null : major;
}

function resolved(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
