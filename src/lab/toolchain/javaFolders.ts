import { join } from 'node:path';
import { versionedFolders } from './findProgram';

export interface JavaHost {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  readonly homedir: string;
}

/** A folder whose entries are installations, and where in each of them `java` lies. */
export type JavaPlace = readonly [parent: string, rest: string];

/** Where installers, package managers, version managers and IDEs put their Java, in the order of trust. */
export function javaPlaces({ platform, env, homedir }: JavaHost): readonly JavaPlace[] {
  const managers: readonly JavaPlace[] = [
    [join(env['SDKMAN_DIR'] ?? join(homedir, '.sdkman'), 'candidates', 'java'), 'bin'],
    [join(env['MISE_DATA_DIR'] ?? join(homedir, '.local', 'share', 'mise'), 'installs', 'java'), 'bin'],
    [join(env['ASDF_DATA_DIR'] ?? join(homedir, '.asdf'), 'installs', 'java'), 'bin'],
  ];
  switch (platform) {
    case 'win32':
      return [...windowsPlaces(env, homedir), ...managers, [join(homedir, '.jdks'), 'bin']];
    case 'darwin':
      return [...macPlaces(homedir), ...managers];
    default:
      return [...linuxPlaces(homedir), ...managers, [join(homedir, '.jdks'), 'bin'], ...toolbox(join(homedir, '.local', 'share'))];
  }
}

/** The folders of those places that are there, the highest version of each place first. */
export function javaFolders(host: JavaHost): readonly string[] {
  return javaPlaces(host).flatMap(([parent, rest]) => versionedFolders(parent, rest));
}

const WINDOWS_VENDORS = [
  'Eclipse Adoptium',
  'Eclipse Foundation',
  'Java',
  'Microsoft',
  'Amazon Corretto',
  'Zulu',
  'BellSoft',
  'SapMachine',
  'Semeru',
];

function windowsPlaces(env: NodeJS.ProcessEnv, homedir: string): readonly JavaPlace[] {
  const local = env['LOCALAPPDATA'] ?? join(homedir, 'AppData', 'Local');
  const machine = env['ProgramFiles'] ?? 'C:\\Program Files';
  // An installer that runs without the rights of an administrator puts the same folders below the user's own.
  const roots = [machine, join(local, 'Programs')];
  return [
    ...roots.flatMap((root) => WINDOWS_VENDORS.map((vendor): JavaPlace => [join(root, vendor), 'bin'])),
    // Scoop keeps the chosen version of each package in a folder `current`.
    [join(env['SCOOP'] ?? join(homedir, 'scoop'), 'apps'), join('current', 'bin')],
    [join(machine, 'JetBrains'), join('jbr', 'bin')],
    [join(machine, 'Android'), join('jbr', 'bin')],
    ...toolbox(local),
  ];
}

function macPlaces(homedir: string): readonly JavaPlace[] {
  const home = join('Contents', 'Home', 'bin');
  return [
    ['/Library/Java/JavaVirtualMachines', home],
    [join(homedir, 'Library', 'Java', 'JavaVirtualMachines'), home],
    // Homebrew's links: `openjdk`, `openjdk@21`, on Apple's processors and on Intel's.
    ['/opt/homebrew/opt', 'bin'],
    ['/usr/local/opt', 'bin'],
    ['/Applications', join('Contents', 'jbr', home)],
    [join(homedir, 'Applications'), join('Contents', 'jbr', home)],
  ];
}

function linuxPlaces(homedir: string): readonly JavaPlace[] {
  return [
    ['/usr/lib/jvm', 'bin'],
    ['/usr/lib64/jvm', 'bin'],
    ['/usr/java', 'bin'],
    ['/opt/java', 'bin'],
    // Images of containers: `/usr/local/openjdk-21`, `/opt/jdk-21`.
    ['/usr/local', 'bin'],
    ['/opt', 'bin'],
    ['/home/linuxbrew/.linuxbrew/opt', 'bin'],
    ['/opt', join('jbr', 'bin')],
    [join(homedir, '.linuxbrew', 'opt'), 'bin'],
  ];
}

/** The Java that comes with each IDE of JetBrains’ Toolbox. */
function toolbox(share: string): readonly JavaPlace[] {
  return [
    [join(share, 'JetBrains', 'Toolbox', 'apps'), join('jbr', 'bin')],
    [join(share, 'Programs'), join('jbr', 'bin')],
  ];
}
