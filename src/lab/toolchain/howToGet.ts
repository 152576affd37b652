import type { PreflightFinding } from '../../core/lab/lab';
import { readText } from '../files/readable';
import { msg, type Message } from '../../core/message';

export type Obtainable = 'java' | 'maven' | 'postgres' | 'mysql' | 'prometheus' | 'psql' | 'mysqlClient' | 'npm' | 'python' | 'runtimeUser';

type System = 'debian' | 'fedora' | 'mac' | 'windows' | 'other';

const COMMANDS: Readonly<Record<Exclude<Obtainable, 'runtimeUser'>, Readonly<Record<Exclude<System, 'other'>, string>>>> = {
  java: {
    debian: 'sudo apt-get install openjdk-17-jre-headless',
    fedora: 'sudo dnf install java-21-openjdk-headless',
    mac: 'brew install openjdk',
    windows: 'winget install EclipseAdoptium.Temurin.21.JDK',
  },
  maven: {
    debian: 'sudo apt-get install maven',
    fedora: 'sudo dnf install maven',
    mac: 'brew install maven',
    windows: 'scoop install maven',
  },
  postgres: {
    debian: 'sudo apt-get install postgresql',
    fedora: 'sudo dnf install postgresql-server',
    mac: 'brew install postgresql@17',
    windows: 'winget install PostgreSQL.PostgreSQL.17',
  },
  mysql: {
    // Ubuntu's: Debian has no package of it, and there the lab fetches its own.
    debian: 'sudo apt-get install mysql-server-core-8.0',
    fedora: 'sudo dnf install mysql-server',
    mac: 'brew install mysql@8.4',
    windows: 'winget install Oracle.MySQL',
  },
  prometheus: {
    debian: 'sudo apt-get install prometheus',
    fedora: 'sudo dnf install golang-github-prometheus',
    mac: 'brew install prometheus',
    windows: 'scoop install prometheus',
  },
  psql: {
    debian: 'sudo apt-get install postgresql-client',
    fedora: 'sudo dnf install postgresql',
    mac: 'brew install libpq',
    windows: 'winget install PostgreSQL.PostgreSQL.17',
  },
  mysqlClient: {
    debian: 'sudo apt-get install default-mysql-client',
    fedora: 'sudo dnf install mysql',
    mac: 'brew install mysql-client',
    windows: 'winget install Oracle.MySQL',
  },
  npm: {
    debian: 'sudo apt-get install npm',
    fedora: 'sudo dnf install npm',
    mac: 'brew install node',
    windows: 'winget install OpenJS.NodeJS.LTS',
  },
  python: {
    debian: 'sudo apt-get install python3 python3-venv',
    fedora: 'sudo dnf install python3',
    mac: 'brew install python',
    windows: 'winget install Python.Python.3.13',
  },
};

/** What to do about something missing, with the command for this system where one is known. */
export function howToGet(what: Obtainable): Message {
  if (what === 'runtimeUser') return msg('Add such a user (useradd --system postgres), or start the lab as a normal user.');
  const system = thisSystem();
  if (system === 'other') return msg('Install it by your system’s package manager, or name its place in the settings.');
  if (what === 'maven') {
    return msg('Run “{0}”, or name a runtime archive in the settings, which needs no Maven.', COMMANDS.maven[system]);
  }
  return msg('Run “{0}”, or name its place in the settings.', COMMANDS[what][system]);
}

/** What a finding says about something missing: the sentence, and the command in it by itself. */
export function wayToGet(what: Obtainable): Pick<PreflightFinding, 'fix' | 'command'> {
  const system = thisSystem();
  const command = what === 'runtimeUser' || system === 'other' ? undefined : COMMANDS[what][system];
  return { fix: howToGet(what), command };
}

function thisSystem(): System {
  if (process.platform === 'darwin') return 'mac';
  if (process.platform === 'win32') return 'windows';
  const release = readText('/etc/os-release') ?? '';
  if (/^ID(?:_LIKE)?=.*(?:debian|ubuntu)/mu.test(release)) return 'debian';
  return /^ID(?:_LIKE)?=.*(?:fedora|rhel)/mu.test(release) ? 'fedora' : 'other';
}
