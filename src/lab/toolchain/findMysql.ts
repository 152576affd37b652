import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runCommand } from '../process/runCommand';
import { pathFolders, programIn, versionedFolders } from './findProgram';
import type { ServerPrograms } from './toolchain';

/** Since this release replication speaks of sources and replicas, in statements as in options (8.0.26 release notes). */
export const OLDEST_MYSQL = '8.0.26';

/** A server that is there but of no use. */
export interface RefusedMysql extends ServerPrograms {
  readonly product: 'MySQL' | 'MariaDB';
}

export interface MysqlSearch {
  readonly found: ServerPrograms | null;
  /** The first server that was passed over because of what it is, so that a message can say so. */
  readonly refused: RefusedMysql | null;
}

/** An installed server: the setting, PATH, the folders of distributions and installers. `reachable` may refuse a folder. */
export async function findMysql(
  chosen: string | undefined,
  reachable: (folder: string) => boolean,
  signal: AbortSignal,
): Promise<MysqlSearch> {
  let refused: RefusedMysql | null = null;
  for (const folder of [...(chosen ? [chosen, join(chosen, 'bin')] : []), ...pathFolders(), ...mysqlFolders()]) {
    const program = programIn(folder, 'mysqld');
    if (!program || !reachable(folder)) continue;
    const bin = dirname(realpathSync(program));
    const server = await mysqlServer(bin, signal);
    if (!server) continue;
    if (server.product === 'MySQL' && isRecent(server.version)) return { found: { bin, version: server.version }, refused };
    refused ??= server;
  }
  return { found: null, refused };
}

/** What the program itself states; null when it cannot be run or is something else. */
export async function mysqlServer(bin: string, signal: AbortSignal): Promise<RefusedMysql | null> {
  try {
    const { stdout } = await runCommand(join(bin, 'mysqld'), ['--version'], { signal });
    const server = parseMysqlVersion(stdout);
    return server && { bin, ...server };
  } catch {
    signal.throwIfAborted();
    return null;
  }
}

/** `mysqld  Ver 8.4.3 for Linux on x86_64 (MySQL Community Server - GPL)`; MariaDB's `mysqld` names itself in the version. */
export function parseMysqlVersion(printed: string): Pick<RefusedMysql, 'product' | 'version'> | null {
  const version = /\bVer (\d+\.\d+\.\d+)/u.exec(printed)?.[1];
  if (version === undefined) return null;
  return { product: /mariadb/iu.test(printed) ? 'MariaDB' : 'MySQL', version };
}

export function isRecent(version: string): boolean {
  return new Intl.Collator('en', { numeric: true }).compare(version, OLDEST_MYSQL) >= 0;
}

/** Where distributions and installers put the programs, the newest version first. */
export function mysqlFolders(): readonly string[] {
  switch (process.platform) {
    case 'win32':
      return versionedFolders(join(process.env['ProgramFiles'] ?? 'C:\\Program Files', 'MySQL'), 'bin', (entry) =>
        entry.startsWith('MySQL Server'),
      );
    case 'darwin':
      return [
        ...['/opt/homebrew/opt', '/usr/local/opt'].flatMap((opt) => versionedFolders(opt, 'bin', (entry) => /^mysql(?:@|$)/u.test(entry))),
        '/usr/local/mysql/bin',
      ];
    default:
      return ['/usr/sbin', '/usr/libexec', '/usr/local/mysql/bin', ...versionedFolders('/opt/mysql', 'bin')];
  }
}
