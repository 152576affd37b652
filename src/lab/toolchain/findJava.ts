import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readText } from '../files/readable';
import { runCommand } from '../process/runCommand';
import { programIn, programOnPath, versionedFolders } from './findProgram';

/** Kafka 4 runs on Java 17 and later (Kafka 4.0 upgrade notes). */
export const OLDEST_JAVA = 17;

export interface FoundJava {
  /** The `java` program. */
  readonly path: string;
  readonly major: number;
}

/**
 * A Java to run the lab on: the setting, `JAVA_HOME`, PATH, the folders installers use; the first that is new enough,
 * else the first there is (so that a message can say which is too old), else null.
 */
export async function findJava(chosenHome: string | undefined, signal: AbortSignal): Promise<FoundJava | null> {
  let tooOld: FoundJava | null = null;
  for (const path of candidates(chosenHome)) {
    signal.throwIfAborted();
    const major = await majorVersion(path, signal);
    if (major === null) continue;
    if (major >= OLDEST_JAVA) return { path, major };
    tooOld ??= { path, major };
  }
  return tooOld;
}

function candidates(chosenHome: string | undefined): readonly string[] {
  const homes = [chosenHome, process.env['JAVA_HOME']].flatMap((home) => (home ? [join(home, 'bin')] : []));
  const onPath = programOnPath('java');
  const found = [
    ...homes.map((folder) => programIn(folder, 'java')),
    onPath,
    ...installFolders().map((folder) => programIn(folder, 'java')),
  ];
  return [...new Set(found.flatMap((path) => path ?? []))];
}

function installFolders(): readonly string[] {
  switch (process.platform) {
    case 'win32': {
      const roots = [process.env['ProgramFiles'] ?? 'C:\\Program Files'];
      const vendors = ['Eclipse Adoptium', 'Java', 'Microsoft', 'Amazon Corretto', 'Zulu'];
      return roots.flatMap((root) => vendors.flatMap((vendor) => versionedFolders(join(root, vendor), 'bin')));
    }
    case 'darwin':
      return [
        ...versionedFolders('/Library/Java/JavaVirtualMachines', 'Contents/Home/bin'),
        '/opt/homebrew/opt/openjdk/bin',
        '/usr/local/opt/openjdk/bin',
      ];
    default:
      return versionedFolders('/usr/lib/jvm', 'bin');
  }
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
