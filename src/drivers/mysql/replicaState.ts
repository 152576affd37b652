import { msg, type Message } from '../../core/message';
import type { Cell } from '../../core/run/result';
import { rowText } from './cellText';
import type { MysqlSession } from './mysqlWire';

/**
 * What a reader of a replica has to know: that it stands still, and why, or how far it is behind. Null for a replica that
 * keeps up, for a server that is none, and for a user who may not ask (`REPLICATION CLIENT`).
 */
export async function replicaState(session: MysqlSession, signal: AbortSignal): Promise<Message | null> {
  return describeReplica(await replicaStatus(session, signal));
}

/** Columns of `SHOW REPLICA STATUS` by name; empty where there is none. */
async function replicaStatus(session: MysqlSession, signal: AbortSignal): Promise<ReadonlyMap<string, Cell>> {
  const status = new Map<string, Cell>();
  let names: readonly string[] = [];
  let write: ReturnType<typeof rowText> = () => [];
  const fields: Parameters<MysqlSession['run']>[1]['fields'] = (columns) => {
    names = columns.map(({ name }) => name);
    write = rowText(columns);
  };
  const row: Parameters<MysqlSession['run']>[1]['row'] = (cells) => {
    write(cells).forEach((cell, index) => status.set(names[index] ?? '', cell));
  };
  await session.run('SHOW REPLICA STATUS', { fields, row, done: () => {}, enough: () => false }, signal);
  return status;
}

export function describeReplica(status: ReadonlyMap<string, Cell>): Message | null {
  const cell = (name: string): string => status.get(name) ?? '';
  if (cell('Replica_SQL_Running') === 'No') {
    const reason = cell('Last_SQL_Error');
    if (reason !== '') return msg('The replica stands still, so this may be old: {0}', reason);
    return msg('The replica stands still, so this may be old: nothing applies its changes. START REPLICA SQL_THREAD lets it go on.');
  }
  if (cell('Replica_IO_Running') === 'No') {
    const reason = cell('Last_IO_Error');
    if (reason !== '') return msg('The replica hears nothing from its source, so this may be old: {0}', reason);
    return msg('The replica hears nothing from its source, so this may be old. START REPLICA IO_THREAD lets it go on.');
  }
  if (cell('Replica_IO_Running') === 'Connecting') {
    return msg('The replica does not reach its source, so this may be old: {0}', cell('Last_IO_Error'));
  }
  // Only while a change waits for its time; the lag below would count the same seconds.
  if (cell('SQL_Remaining_Delay') !== '') {
    return msg('The replica waits as it was told to (SOURCE_DELAY): the next change comes in {0} s.', cell('SQL_Remaining_Delay'));
  }
  const behind = Number(cell('Seconds_Behind_Source'));
  return behind > 0 ? msg('The replica is {0} s behind its source: what it shows is that old.', behind) : null;
}
