import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { findChromium } from '../host/chromium.mjs';
import { findOnPath } from './findOnPath.mjs';

/**
 * A program that npm does not bring.
 *
 * @typedef {object} Need
 * @property {string} name For people.
 * @property {readonly string[]} apt Debian packages; of `a|b` the first one that the distribution has.
 * @property {string} brew How to get it on macOS.
 * @property {string} winget How to get it on Windows.
 * @property {() => boolean} isThere
 */

/** @param {string} command @param {readonly string[]} args */
function output(command, args) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  return status === 0 ? `${stdout}${stderr}` : '';
}

function hasJava() {
  const home = process.env['JAVA_HOME'];
  const java = findOnPath(['java'], home === undefined ? [] : [`${home}/bin/java`, `${home}/bin/java.exe`]);
  const major = java === null ? undefined : /version "(\d+)/u.exec(output(java, ['-version']))?.[1];
  return Number(major) >= 17;
}

/** Debian keeps the server's programs away from PATH. */
function hasPostgres() {
  if (findOnPath(['initdb']) !== null) return true;
  return entries('/usr/lib/postgresql').some((version) => findOnPath([], [`/usr/lib/postgresql/${version}/bin/initdb`]) !== null);
}

/**
 * Debian has no package of it: there the lab fetches its own (`src/lab/toolchain/debianMysql.ts`), into its cache and
 * without root's rights.
 */
function hasMysql() {
  if (readFile('/etc/os-release').split('\n').includes('ID=debian')) return true;
  return (
    findOnPath(
      ['mysqld'],
      mysqlFolders().flatMap((folder) => [`${folder}/mysqld`, `${folder}/mysqld.exe`]),
    ) !== null
  );
}

/** Where installers put it; Homebrew's versioned formulas and Windows' programs are not on PATH. */
function mysqlFolders() {
  const programs = `${process.env['ProgramFiles'] ?? 'C:/Program Files'}/MySQL`;
  const versioned = [programs, '/opt/homebrew/opt', '/usr/local/opt'].flatMap((parent) =>
    entries(parent)
      .filter((entry) => /^mysql/iu.test(entry))
      .map((entry) => `${parent}/${entry}/bin`),
  );
  return ['/usr/sbin', '/usr/libexec', '/usr/local/mysql/bin', ...versioned];
}

/** @param {string} folder @returns {readonly string[]} */
function entries(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** @param {string} file Empty text where it cannot be read. */
function readFile(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Debian's python3 comes without the part that makes virtual environments. */
function hasPython() {
  const python = findOnPath(['python3', 'python']);
  return python !== null && spawnSync(python, ['-c', 'import venv, ensurepip']).status === 0;
}

/** The lab's own needs. @type {readonly Need[]} */
export const LAB_NEEDS = [
  {
    name: 'Java 17 or later',
    apt: ['openjdk-17-jre-headless|openjdk-21-jre-headless|default-jre-headless'],
    brew: 'brew install openjdk',
    winget: 'winget install EclipseAdoptium.Temurin.21.JRE',
    isThere: hasJava,
  },
  { name: 'Maven', apt: ['maven'], brew: 'brew install maven', winget: 'choco install maven', isThere: () => findOnPath(['mvn']) !== null },
  {
    name: 'PostgreSQL server',
    apt: ['postgresql'],
    brew: 'brew install postgresql@17',
    winget: 'winget install PostgreSQL.PostgreSQL.17',
    isThere: hasPostgres,
  },
  {
    name: 'MySQL server',
    apt: ['mysql-server-core-8.4|mysql-server-core-8.0'],
    brew: 'brew install mysql@8.4',
    winget: 'winget install Oracle.MySQL',
    isThere: hasMysql,
  },
  {
    name: 'Prometheus',
    apt: ['prometheus'],
    brew: 'brew install prometheus',
    winget: 'scoop install prometheus',
    isThere: () => findOnPath(['prometheus']) !== null,
  },
  {
    name: 'Python 3 with venv',
    apt: ['python3', 'python3-venv'],
    brew: 'brew install python',
    winget: 'winget install Python.Python.3.13',
    isThere: hasPython,
  },
];

/** What a VS Code without a desktop needs besides: a browser, and a compiler for two small native modules. @type {readonly Need[]} */
export const HOST_NEEDS = [
  {
    name: 'Chromium',
    apt: ['chromium'],
    brew: 'brew install --cask chromium',
    winget: 'winget install Google.Chrome',
    isThere: () => findChromium() !== null,
  },
  {
    name: 'C++ compiler and make',
    apt: ['g++', 'make', 'python3'],
    brew: 'xcode-select --install',
    winget: 'winget install Microsoft.VisualStudio.2022.BuildTools',
    isThere: () => process.platform === 'win32' || (findOnPath(['g++', 'clang++']) !== null && findOnPath(['make']) !== null),
  },
];
