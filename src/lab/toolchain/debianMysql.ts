import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../core/errors';
import { msg } from '../../core/message';
import { readText } from '../files/readable';
import { runCommand } from '../process/runCommand';
import { assemble } from './assembled';
import { programOnPath } from './findProgram';
import { mysqlServer } from './findMysql';
import type { ServerPrograms } from './toolchain';
import { unpackPackages } from './unpackPackages';

/** Debian's stable releases have MariaDB only; its unstable suite has MySQL. */
const SUITE = 'sid';
const PACKAGES = ['mysql-server-core', 'mysql-client-core'];
/** Counted up when what is kept of the packages changes: the folder's name has it. */
const LAYOUT = 1;

const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';
/** What remains of the packages besides libraries. */
const PROGRAMS: Readonly<Record<string, string>> = {
  mysqld: 'usr/sbin/mysqld',
  mysql: 'usr/bin/mysql',
  mysqlbinlog: 'usr/bin/mysqlbinlog',
};

/** Where the server looks for plugins, below its base folder. */
const PLUGINS = 'lib/mysql/plugin';
/** The server loads it at each start, and complains in its log where it is missing. */
const COMPONENTS = ['component_reference_cache.so'];

/** Where Debian's MySQL lies or will lie. */
export function debianMysqlFolder(cache: string): string {
  return join(cache, `mysql-debian-${String(LAYOUT)}`);
}

/** True on Debian itself: elsewhere its packages come without their archive and the keys to trust it. */
export function canFetchMysql(): boolean {
  if (process.platform !== 'linux' || !/^ID=debian$/mu.test(readText('/etc/os-release') ?? '')) return false;
  return ['apt-get', 'apt-config', 'dpkg-deb'].every((name) => programOnPath(name) !== null);
}

/** Fetches the packages into the cache, unless they are there, and unpacks them. The system's own packages stay as they are. */
export async function fetchDebianMysql(cache: string, signal: AbortSignal): Promise<ServerPrograms> {
  const folder = debianMysqlFolder(cache);
  if (!existsSync(folder)) {
    await assemble(folder, async (beside) => {
      await unpackPackages(beside, { uri: await mirror(signal), suite: SUITE, keyring: KEYRING, packages: PACKAGES }, signal);
      await keepServer(beside);
    });
  }
  const bin = join(folder, 'bin');
  const server = await mysqlServer(bin, signal);
  if (server) return { bin, version: server.version };
  throw new UserError({
    what: msg('The MySQL from Debian’s packages does not run on this machine.'),
    fix: msg('Remove {0} to fetch it again, or name the folder of an installed MySQL in the settings.', folder),
    action: 'openSettings',
  });
}

/** The archive this machine already gets Debian from, be it a mirror or a proxy in front of one. */
async function mirror(signal: AbortSignal): Promise<string> {
  const { stdout } = await runCommand('apt-get', ['indextargets', '--format', '$(COMPONENT) $(RELEASE) $(REPO_URI)'], { signal });
  const codename = /^VERSION_CODENAME=(\w+)$/mu.exec(readText('/etc/os-release') ?? '')?.[1];
  const releases = [codename, 'stable', 'testing', 'unstable', 'sid'];
  for (const line of stdout.split('\n')) {
    const [component, release, uri] = line.split(' ');
    if (component === 'main' && releases.includes(release) && uri) return uri;
  }
  throw new UserError({
    what: msg('MySQL could not be downloaded.'),
    why: msg('No Debian archive is among this machine’s package sources.'),
    fix: msg('Add one to /etc/apt/sources.list, or name the folder of an installed MySQL in the settings.'),
    action: 'openSettings',
  });
}

/**
 * Keeps the programs, their messages and every library, the C library too: it is newer than that of a stable release.
 * A launcher in `bin/` starts each program by the loader that belongs to it, wherever the folder lies.
 */
async function keepServer(folder: string): Promise<void> {
  const unpacked = join(folder, 'unpacked');
  const library = (await readdir(join(unpacked, 'usr/lib'))).find((entry) => entry.endsWith('-linux-gnu'));
  const files = library === undefined ? [] : await readdir(join(unpacked, 'usr/lib', library));
  const loader = files.find((file) => /^ld-linux-.*\.so\.\d$/u.test(file));
  if (library === undefined || loader === undefined) throw new Error('the packages hold no C library');
  await mkdir(join(folder, 'bin'));
  await mkdir(join(folder, 'lib'));
  await mkdir(join(folder, 'programs'));
  for (const file of files.filter((name) => /\.so(?:\.|$)/u.test(name))) {
    await rename(join(unpacked, 'usr/lib', library, file), join(folder, 'lib', file));
  }
  await rename(join(unpacked, 'usr/share/mysql'), join(folder, 'share'));
  await mkdir(join(folder, PLUGINS), { recursive: true });
  for (const file of COMPONENTS) await rename(join(unpacked, 'usr', PLUGINS, file), join(folder, PLUGINS, file));
  for (const [name, path] of Object.entries(PROGRAMS)) {
    await rename(join(unpacked, path), join(folder, 'programs', name));
    await writeFile(join(folder, 'bin', name), launcher(name, loader));
    await chmod(join(folder, 'bin', name), 0o755);
  }
  await rm(unpacked, { recursive: true });
}

function launcher(name: string, loader: string): string {
  const own = name === 'mysqld' ? ' --basedir="$root" --lc-messages-dir="$root/share"' : '';
  return `#!/bin/sh
root=$(dirname "$(dirname "$(readlink -f "$0")")")
exec "$root/lib/${loader}" --library-path "$root/lib" "$root/programs/${name}" "$@"${own}
`;
}
