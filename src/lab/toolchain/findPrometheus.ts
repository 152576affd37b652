import { join } from 'node:path';
import { runCommand } from '../process/runCommand';
import { pathFolders, programIn, versionedFolders } from './findProgram';

export interface FoundPrometheus {
  readonly path: string;
  /** Such as `2.42.0`. */
  readonly version: string;
}

/** An installed Prometheus: the setting (the program or its folder), PATH, the usual folders; null when there is none. */
export async function findPrometheus(chosen: string | undefined, signal: AbortSignal): Promise<FoundPrometheus | null> {
  const named = chosen ? [chosen, programIn(chosen, 'prometheus')] : [];
  const found = [...pathFolders(), ...installFolders()].map((folder) => programIn(folder, 'prometheus'));
  for (const path of [...named, ...found]) {
    const version = path ? await prometheusVersion(path, signal) : null;
    if (path && version) return { path, version };
  }
  return null;
}

/** The version as the program itself states it; null when it cannot be run or is another program of that name. */
async function prometheusVersion(path: string, signal: AbortSignal): Promise<string | null> {
  try {
    const { stdout, stderr } = await runCommand(path, ['--version'], { signal });
    return /^prometheus, version (\d+(?:\.\d+)+)/u.exec(stdout + stderr)?.[1] ?? null;
  } catch {
    signal.throwIfAborted();
    return null;
  }
}

/** Beside PATH: package managers that an editor's PATH may lack, and unpacked downloads named by version. */
function installFolders(): readonly string[] {
  switch (process.platform) {
    case 'win32':
      return versionedFolders(process.env['ProgramFiles'] ?? 'C:\\Program Files', '', isDownload);
    case 'darwin':
      return [
        ...['/opt/homebrew/opt', '/usr/local/opt'].map((opt) => join(opt, 'prometheus', 'bin')),
        ...versionedFolders('/opt', '', isDownload),
      ];
    default:
      return ['/usr/bin', '/usr/local/bin', '/opt/prometheus', ...versionedFolders('/opt', '', isDownload)];
  }
}

function isDownload(entry: string): boolean {
  return entry.toLowerCase().startsWith('prometheus');
}
