import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../core/errors';
import { msg } from '../../core/message';
import { runCommand } from '../process/runCommand';

export interface PackageSource {
  readonly uri: string;
  readonly suite: string;
  /** The file with the keys that sign the archive. */
  readonly keyring: string;
  readonly packages: readonly string[];
}

/**
 * Downloads Debian packages with all they depend on and unpacks them into `<folder>/unpacked`. `apt` works with a state
 * of its own in that folder: neither what is installed nor the system's lists and locks are touched, and no right of
 * root's is needed.
 */
export async function unpackPackages(folder: string, source: PackageSource, signal: AbortSignal): Promise<void> {
  const apt = join(folder, 'apt');
  const unpacked = join(folder, 'unpacked');
  for (const path of ['lists/partial', 'archives/partial']) await mkdir(join(apt, path), { recursive: true });
  await mkdir(unpacked);
  const { stdout: architecture } = await runCommand('dpkg', ['--print-architecture'], { signal });
  const signedBy = existsSync(source.keyring) ? `[signed-by=${source.keyring}] ` : '';
  await writeFile(join(apt, 'sources.list'), `deb ${signedBy}${source.uri} ${source.suite} main\n`);
  await writeFile(join(apt, 'status'), presentPackage('perl', architecture.trim()));
  await writeFile(join(apt, 'apt.conf'), await aptConfiguration(apt, signal));
  const env = { ...process.env, APT_CONFIG: join(apt, 'apt.conf'), LC_ALL: 'C' };
  const run = async (command: string, args: readonly string[]): Promise<void> => {
    const { code, stderr } = await runCommand(command, args, { signal, env, cwd: folder });
    if (code !== 0) throw couldNotDownload(command, code, stderr);
  };
  await run('apt-get', ['--quiet=2', 'update']);
  await run('apt-get', ['--quiet=2', '--yes', '--download-only', '--no-install-recommends', 'install', ...source.packages]);
  for (const file of await readdir(join(apt, 'archives'))) {
    if (file.endsWith('.deb')) await run('dpkg-deb', ['--extract', join(apt, 'archives', file), unpacked]);
  }
  await rm(apt, { recursive: true });
}

/** Said to be installed: only helper scripts that are thrown away ask for Perl, which is large. */
function presentPackage(name: string, architecture: string): string {
  return `Package: ${name}
Status: install ok installed
Architecture: ${architecture}
Multi-Arch: allowed
Version: 999
Maintainer: nobody
Description: not needed
`;
}

/**
 * The file that APT_CONFIG names is read first, so the system's `apt.conf.d` is left out by it: hooks there, such as one
 * that empties the package cache, are meant for the system. How this machine gets to its mirror (proxies, certificates)
 * is taken over.
 */
async function aptConfiguration(apt: string, signal: AbortSignal): Promise<string> {
  const { stdout } = await runCommand('apt-config', ['dump', '--format', '%f "%v";%n', 'Acquire'], { signal });
  const transport = stdout.split('\n').filter((line) => /^Acquire::https?::[^"\s]+ "[^"]+";$/u.test(line));
  return `Dir::Etc::Parts "/dev/null";
Dir::Etc::Main "/dev/null";
Dir::Etc::SourceList "${join(apt, 'sources.list')}";
Dir::Etc::SourceParts "/dev/null";
Dir::Etc::Preferences "/dev/null";
Dir::Etc::PreferencesParts "/dev/null";
Dir::State "${apt}";
Dir::State::Status "${join(apt, 'status')}";
Dir::Cache "${apt}";
Dir::Log "${apt}";
APT::Sandbox::User "";
Acquire::Languages "none";
Acquire::Check-Valid-Until "false";
${transport.join('\n')}
`;
}

function couldNotDownload(command: string, code: number | null, stderr: string): UserError {
  const lines = stderr.trim().split('\n').slice(-3).join(' · ');
  return new UserError({
    what: msg('MySQL could not be downloaded.'),
    why: msg('{0} ended with code {1}: {2}', command, code ?? '?', lines),
    fix: msg('Check the network and this machine’s package sources, or name the folder of an installed MySQL in the settings.'),
    action: 'retry',
  });
}
