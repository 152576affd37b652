import { askMysql } from '../net/mysqlSession';
import { launchMysql, MYSQL_LOGIN, MYSQL_TRANSIENT_FAILURE } from './mysqlServer';
import { MYSQL_STOP } from './mysqlStop';
import type { ServiceDefinition } from './service';

export const mysqlService: ServiceDefinition = {
  name: 'mysql',
  label: 'MySQL',
  uses: [],
  reads: [],
  port: 'mysql',
  innerPorts: [],
  prepare: (context, signal) => launchMysql(context, { name: 'mysql', port: context.ports.mysql, serverId: 1, readOnly: false }, signal),
  ready: async ({ ports }) => {
    try {
      return (await askMysql(ports.mysql, MYSQL_LOGIN, 'SELECT 1')).version;
    } catch {
      return null;
    }
  },
  stop: MYSQL_STOP,
  transientFailure: MYSQL_TRANSIENT_FAILURE,
  dataFolder: 'mysql',
};
