import { existsSync } from 'node:fs';
import { UserError } from '../../core/errors';
import { msg, type Message } from '../../core/message';
import { makeOwnFolder } from '../files/ownFolder';
import { canFetchMysql, debianMysqlFolder, fetchDebianMysql } from './debianMysql';
import { findMysql, OLDEST_MYSQL, type RefusedMysql } from './findMysql';
import { howToGet } from './howToGet';
import { fillMysqlSeed, mysqlSeedFolder } from './mysqlSeed';
import type { ToolchainRequest } from './prepareToolchain';
import { blockedAt, reachableCache } from './runAs';
import type { MysqlPrograms, RunAs, ServerPrograms } from './toolchain';

/** A MySQL, and the data that a new server of it begins with. */
export async function prepareMysql(request: ToolchainRequest, runAs: RunAs | null): Promise<MysqlPrograms> {
  const { paths, assets, signal, onProgress } = request;
  const server = await mysqlServer(request, runAs);
  const cache = reachableCache(paths, runAs);
  const seed = mysqlSeedFolder(cache, server, assets);
  if (!existsSync(seed)) {
    onProgress({ message: msg('Setting up MySQL’s data (once)…') });
    if (cache !== paths.cache) makeOwnFolder(cache, 0o755);
    await fillMysqlSeed(seed, { server, assets, runAs }, signal);
  }
  return { ...server, seed };
}

/** An installed server that its user can reach, else the lab's own copy, which is fetched where that can be done. */
async function mysqlServer({ paths, settings, signal, onProgress }: ToolchainRequest, runAs: RunAs | null): Promise<ServerPrograms> {
  const { found, refused } = await findMysql(settings.mysqlBin, (folder) => isReachable(folder, runAs), signal);
  if (found) return found;
  const cache = reachableCache(paths, runAs);
  const cached = existsSync(debianMysqlFolder(cache));
  if (!cached && !canFetchMysql()) {
    throw new UserError({ what: noMysql(refused), fix: howToGet('mysql'), action: 'showPreflight' });
  }
  if (cache !== paths.cache) makeOwnFolder(cache, 0o755);
  if (!cached) onProgress({ message: msg('Downloading MySQL (about 60 MB, once)…') });
  return fetchDebianMysql(cache, signal);
}

export function isReachable(folder: string, runAs: RunAs | null): boolean {
  return !runAs || blockedAt(folder, runAs) === null;
}

/** That there is none, or why the one that is there does not do. */
export function noMysql(refused: RefusedMysql | null): Message {
  if (!refused) return msg('MySQL was not found.');
  const { product, version, bin } = refused;
  return product === 'MariaDB'
    ? msg('MariaDB {0} was found ({1}), but the lessons need MySQL: its binlog and its replication statements differ.', version, bin)
    : msg('MySQL {0} was found ({1}), but {2} or newer is needed.', version, bin, OLDEST_MYSQL);
}
