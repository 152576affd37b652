import { UserError } from '../../core/errors';
import type { DatabaseEndpoint } from '../../core/lab/endpoints';
import type { Log } from '../../core/log';
import { msg } from '../../core/message';
import { openSession } from '../postgres/session';
import type { Health } from './checkEndpoints';

/** Logs in and looks whether a connector could read the server's log. */
export async function checkPostgres(endpoint: DatabaseEndpoint, log: Log, signal: AbortSignal): Promise<Health> {
  const session = await openSession(endpoint, log, signal);
  try {
    const [row] = await session.ask(`SELECT current_setting('server_version'), current_setting('wal_level')`);
    const [version, level] = (row ?? []).map(String);
    if (level !== 'logical') throw noLogicalLog(`${endpoint.host}:${endpoint.port.toString()}`, level ?? '');
    return { version: version?.split(' ')[0] ?? null };
  } finally {
    await session.close();
  }
}

function noLogicalLog(address: string, level: string): UserError {
  return new UserError({
    what: msg('{0} at {1} keeps no log that Debezium can read.', 'PostgreSQL', address),
    why: msg('Its {0} is {1}.', 'wal_level', level),
    fix: msg('Ask whoever runs the server to set {0} and to start it again.', 'wal_level=logical'),
  });
}
