import { join } from 'node:path';
import { programIn, pathFolders, versionedFolders } from './findProgram';
import { runCommand } from '../process/runCommand';
import type { ServerPrograms } from './toolchain';
import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';

/** The oldest release that PostgreSQL's makers still maintain when this was written. */
export const OLDEST_POSTGRES = 14;

/** An installed server: the setting, PATH, the folders of distributions and installers; null when there is none. */
export async function findPostgres(chosen: string | undefined, signal: AbortSignal): Promise<ServerPrograms | null> {
  for (const folder of [...(chosen ? [chosen] : []), ...pathFolders(), ...postgresFolders()]) {
    const bin = serverFolder(folder);
    const version = bin && (await postgresVersion(bin, signal));
    if (bin && version && Number.parseInt(version, 10) >= OLDEST_POSTGRES) return { bin, version };
  }
  return null;
}

/** The server's version as the program itself states it; null when it cannot be run. */
export async function postgresVersion(bin: string, signal: AbortSignal): Promise<string | null> {
  try {
    const { stdout } = await runCommand(join(bin, 'postgres'), ['--version'], { signal });
    return /PostgreSQL\)? (\d+(?:\.\d+)*)/u.exec(stdout)?.[1] ?? null;
  } catch {
    signal.throwIfAborted();
    return null;
  }
}

/**
 * The folder itself if it has both programs. One that has links to them (as PATH may) stands for the folder they point
 * to: the server looks for its other files from there.
 */
function serverFolder(folder: string): string | null {
  const server = programIn(folder, 'postgres');
  if (!server || !programIn(folder, 'initdb')) return null;
  return dirname(realpathSync(server));
}

/** Where distributions and installers put the programs, the newest version first. */
export function postgresFolders(): readonly string[] {
  switch (process.platform) {
    case 'win32':
      return versionedFolders(join(process.env['ProgramFiles'] ?? 'C:\\Program Files', 'PostgreSQL'), 'bin');
    case 'darwin':
      return [
        ...['/opt/homebrew/opt', '/usr/local/opt'].flatMap((opt) =>
          versionedFolders(opt, 'bin', (entry) => entry.startsWith('postgresql')),
        ),
        ...versionedFolders('/Applications/Postgres.app/Contents/Versions', 'bin'),
        ...versionedFolders('/Library/PostgreSQL', 'bin'),
      ];
    default:
      return [...versionedFolders('/usr/lib/postgresql', 'bin'), ...versionedFolders('/usr', 'bin', (entry) => entry.startsWith('pgsql-'))];
  }
}
