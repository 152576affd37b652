import { UserError } from '../../core/errors';
import type { DatabaseEndpoint } from '../../core/lab/endpoints';
import type { Log } from '../../core/log';
import { msg } from '../../core/message';
import type { MysqlSession } from '../mysql/mysqlWire';
import { rowText } from '../mysql/cellText';
import { errorNumber } from '../mysql/serverProblem';
import { openSession } from '../mysql/session';
import type { Health } from './checkEndpoints';

/** `ER_SPECIFIC_ACCESS_DENIED_ERROR`, and `ER_PARSE_ERROR` before 8.0.22: whether the server is a replica cannot be asked. */
const NOT_TOLD = new Set<number | null>([1227, 1064]);

/** Logs in and looks whether a connector could read the binlog, and whether a replica still follows its source. */
export async function checkMysql(product: string, endpoint: DatabaseEndpoint, log: Log, signal: AbortSignal): Promise<Health> {
  const address = `${endpoint.host}:${endpoint.port.toString()}`;
  const session = await openSession(product, endpoint, log, signal);
  try {
    const [row] = await session.ask('SELECT @@version, @@log_bin, @@binlog_format');
    const [version = null, logBin, format] = row ?? [];
    if (logBin !== '1') throw noBinlog(product, address, 'log_bin', logBin ?? '', 'log_bin');
    if (format !== 'ROW') throw noBinlog(product, address, 'binlog_format', format ?? '', 'binlog_format=ROW');
    const replica = await replicaStatus(session, signal);
    if (replica && !replica.follows) throw stopped(product, address, replica.error);
    return { version: version?.split('-')[0] ?? null };
  } finally {
    await session.close();
  }
}

function noBinlog(product: string, address: string, name: string, value: string, wanted: string): UserError {
  return new UserError({
    what: msg('{0} at {1} keeps no log that Debezium can read.', product, address),
    why: msg('Its {0} is {1}.', name, value),
    fix: msg('Ask whoever runs the server to set {0} and to start it again.', wanted),
  });
}

interface ReplicaStatus {
  readonly follows: boolean;
  /** The server's own words; empty when somebody stopped it. */
  readonly error: string;
}

/** Null for a server that is no replica, or will not say. */
async function replicaStatus(session: MysqlSession, signal: AbortSignal): Promise<ReplicaStatus | null> {
  const values = new Map<string, string | null>();
  let names: readonly string[] = [];
  let write: ReturnType<typeof rowText> = () => [];
  const { error } = await session.run(
    'SHOW REPLICA STATUS',
    {
      fields: (fields) => {
        names = fields.map(({ name }) => name);
        write = rowText(fields);
      },
      row: (row) => {
        for (const [index, value] of write(row).entries()) values.set(names[index] ?? '', value);
      },
      done: () => {},
      enough: () => false,
    },
    signal,
  );
  signal.throwIfAborted();
  if (error && !NOT_TOLD.has(errorNumber(error))) throw error;
  if (values.size === 0) return null;
  const follows = ['Replica_IO_Running', 'Replica_SQL_Running'].every((thread) => values.get(thread) !== 'No');
  return { follows, error: [values.get('Last_IO_Error'), values.get('Last_SQL_Error')].filter((text) => text).join(' ') };
}

function stopped(product: string, address: string, error: string): UserError {
  return new UserError({
    what: msg('{0} at {1} has stopped following its source.', product, address),
    why: error === '' ? undefined : msg('{0}', error),
    fix: msg('Ask whoever runs it to look at SHOW REPLICA STATUS and to run START REPLICA.'),
  });
}
