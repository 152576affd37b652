import { existsSync, readFileSync } from 'node:fs';
import { chmod, chown, cp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomic } from '../files/atomicFile';
import { LOOPBACK } from '../net/ports';
import { mysqldIn, serverEnvironment } from '../toolchain/mysqlSeed';
import { fillTemplate } from './template';
import type { Launch, ServiceContext } from './service';

/** What the two servers differ in. */
export interface MysqlServer {
  /** Its data folder and its files are named after it. */
  readonly name: 'mysql' | 'mysql-replica';
  readonly port: number;
  readonly serverId: number;
  readonly readOnly: boolean;
  /** A template in `labs/local/` with statements for each start. */
  readonly startScript?: string;
}

/** The lab's own logins. Not secrets: the servers listen on the loopback interface and hold lesson data only. */
export const MYSQL_LOGIN = { user: 'student', password: 'student', database: 'inventory' } as const;
export const MYSQL_DEBEZIUM_LOGIN = { user: 'debezium', password: 'debezium' } as const;
/** The replica's at the primary, and the lab's own at both. */
export const MYSQL_REPLICATION_LOGIN = { user: 'replicator', password: 'replicator' } as const;

/** What a killed predecessor holds until it is gone wholly: its files are still locked. */
export const MYSQL_TRANSIENT_FAILURE = /Unable to lock \.[/\\]ibdata1/u;

/** Makes a new server's data ready and gives the way to start it. */
export async function launchMysql(context: ServiceContext, server: MysqlServer, signal: AbortSignal): Promise<Launch> {
  const { tools, ports } = context;
  const { runAs, mysql } = tools;
  if (!mysql) throw new Error('the tools for this start were prepared without MySQL');
  const data = join(tools.dataRoot, server.name);
  if (!existsSync(data)) await copySeed(context, mysql.seed, data, signal);
  const config = writeForServer(context, `${server.name}.cnf`, 'mysql.cnf', {
    'mysql.bind': LOOPBACK,
    'mysql.port': server.port,
    'mysql.server.id': server.serverId,
    'mysql.read.only': server.readOnly ? 'ON' : 'OFF',
  });
  const script =
    server.startScript &&
    writeForServer(context, server.startScript, server.startScript, {
      'mysql.host': LOOPBACK,
      'mysql.port': ports.mysql,
    });
  return {
    command: mysqldIn(mysql),
    args: [
      // Has to be the first argument.
      `--defaults-file=${config}`,
      `--datadir=${data}`,
      ...(script ? [`--init-file=${script}`] : []),
      // On Windows the server would start itself a second time and watch that.
      ...(process.platform === 'win32' ? ['--no-monitor', '--console'] : []),
    ],
    cwd: data,
    env: serverEnvironment(),
    ...(runAs && { uid: runAs.uid, gid: runAs.gid }),
  };
}

/** Beside its place and then renamed, so that a folder that is there is complete. */
async function copySeed({ tools: { runAs } }: ServiceContext, seed: string, data: string, signal: AbortSignal): Promise<void> {
  const beside = `${data}.new`;
  await rm(beside, { recursive: true, force: true });
  await cp(join(seed, 'data'), beside, { recursive: true });
  await chmod(beside, 0o700);
  // The server may be another user, and has to own what it writes to.
  if (runAs) {
    for (const entry of ['', ...(await readdir(beside, { recursive: true }))]) await chown(join(beside, entry), runAs.uid, runAs.gid);
  }
  signal.throwIfAborted();
  await rename(beside, data);
}

/** Below the data root and not in `conf`: the server may run as a user that cannot look into the home. */
function writeForServer({ tools }: ServiceContext, name: string, template: string, values: Parameters<typeof fillTemplate>[1]): string {
  const path = join(tools.dataRoot, name);
  writeAtomic(path, fillTemplate(readFileSync(join(tools.assets, 'local', template), 'utf8'), values));
  return path;
}
