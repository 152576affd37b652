import { UserError } from '../../core/errors';
import { msg } from '../../core/message';
import { askMysql, type MysqlRow } from '../net/mysqlSession';
import { launchMysql, MYSQL_REPLICATION_LOGIN, MYSQL_TRANSIENT_FAILURE } from './mysqlServer';
import { MYSQL_STOP } from './mysqlStop';
import type { ServiceContext, ServiceDefinition } from './service';

/** It is ready when it replicates: both threads run, so the connection to the primary stands and changes are applied. */
async function ready({ ports }: ServiceContext): Promise<string | null> {
  const answer = await askMysql(ports.mysqlReplica, MYSQL_REPLICATION_LOGIN, 'SHOW REPLICA STATUS').catch(() => null);
  const [status] = answer?.rows ?? [];
  if (!answer || !status) return null;
  const failure = replicationFailure(status);
  if (failure !== null) throw new UserError({ what: msg('The MySQL replica does not replicate.'), why: msg('{0}', failure) });
  return status['Replica_IO_Running'] === 'Yes' && status['Replica_SQL_Running'] === 'Yes' ? answer.version : null;
}

/** Why a thread has stopped for good; null while it runs, or tries to connect again. */
export function replicationFailure(status: MysqlRow): string | null {
  if (status['Replica_IO_Running'] === 'No' && status['Last_IO_Errno'] !== '0') return status['Last_IO_Error'] ?? null;
  if (status['Replica_SQL_Running'] === 'No' && status['Last_SQL_Errno'] !== '0') return status['Last_SQL_Error'] ?? null;
  return null;
}

export const mysqlReplicaService: ServiceDefinition = {
  name: 'mysql-replica',
  label: 'MySQL replica',
  uses: ['mysql'],
  reads: ['mysql'],
  port: 'mysqlReplica',
  innerPorts: [],
  prepare: (context, signal) =>
    launchMysql(
      context,
      { name: 'mysql-replica', port: context.ports.mysqlReplica, serverId: 2, readOnly: true, startScript: 'mysql-replica.sql' },
      signal,
    ),
  ready,
  stop: MYSQL_STOP,
  transientFailure: MYSQL_TRANSIENT_FAILURE,
  dataFolder: 'mysql-replica',
};
