import { chown, cp, readdir, rename, rm } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../core/errors';
import { msg } from '../../core/message';
import { writeAtomic } from '../files/atomicFile';
import { runCommand } from '../process/runCommand';
import { assemble } from '../toolchain/assembled';
import type { ServerPrograms } from '../toolchain/toolchain';
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
/** The replica's at the primary, and the lab's own at the replica. */
export const MYSQL_REPLICATION_LOGIN = { user: 'replicator', password: 'replicator' } as const;

/** What a killed predecessor holds until it is gone wholly: its files are still locked. */
export const MYSQL_TRANSIENT_FAILURE = /Unable to lock \.[/\\]ibdata1|Unable to lock .*#innodb_redo/u;

/** Made last when a server sets up its folder, and there in every one that is complete. */
const DATA_MARK = 'mysql.ibd';

/** Makes a new server's data ready and gives the way to start it. */
export async function launchMysql(context: ServiceContext, server: MysqlServer, signal: AbortSignal): Promise<Launch> {
  const { tools, ports } = context;
  const data = join(tools.dataRoot, server.name);
  if (!existsSync(join(data, DATA_MARK))) await createData(context, data, signal);
  const config = writeForServer(context, `${server.name}.cnf`, 'mysql.cnf', {
    'mysql.port': server.port,
    'mysql.server.id': server.serverId,
    'mysql.read.only': server.readOnly ? 'ON' : 'OFF',
  });
  const script = server.startScript && writeForServer(context, server.startScript, server.startScript, { 'mysql.port': ports.mysql });
  return {
    command: mysqld(context),
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
    ...ids(context),
  };
}

/** The folder goes into place whole: a copy of one that was set up once, without what makes a server itself. */
async function createData(context: ServiceContext, data: string, signal: AbortSignal): Promise<void> {
  const seed = seedFolder(context);
  await assemble(seed, (beside) => setUp(context, beside, signal));
  const beside = `${data}.new`;
  await rm(beside, { recursive: true, force: true });
  await rm(data, { recursive: true, force: true });
  await cp(seed, beside, { recursive: true });
  await hand(context, beside);
  signal.throwIfAborted();
  await rename(beside, data);
}

/** Kept over resets, which makes them quick. Another server, or another beginning, is another folder. */
function seedFolder({ tools }: ServiceContext): string {
  const { bin, version } = programs(tools.mysql);
  const hash = createHash('sha256').update(`${bin}\0${version}`);
  for (const file of ['mysql.cnf', 'mysql.sql']) hash.update(readFileSync(join(tools.assets, 'local', file)));
  return join(tools.dataRoot, `mysql-seed-${hash.digest('hex').slice(0, 16)}`);
}

/**
 * An empty data folder, then the users and tables, by a server that listens nowhere and writes no binlog: both the primary
 * and the replica begin with them, before the first GTID.
 */
async function setUp(context: ServiceContext, folder: string, signal: AbortSignal): Promise<void> {
  const config = writeForServer(context, 'mysql-setup.cnf', 'mysql.cnf', {
    'mysql.port': 0,
    'mysql.server.id': 1,
    'mysql.read.only': 'OFF',
  });
  const script = writeForServer(context, 'mysql.sql', 'mysql.sql', {});
  await hand(context, folder);
  const options = { signal, cwd: folder, env: serverEnvironment(), ...ids(context) };
  const common = [`--defaults-file=${config}`, `--datadir=${folder}`, '--skip-log-bin', '--innodb-flush-log-at-trx-commit=0'];
  await mustSucceed(mysqld(context), [...common, '--initialize-insecure'], options);
  await mustSucceed(mysqld(context), [...common, '--skip-networking', `--init-file=${script}`], options);
  // The server's identity, and keys that each makes for itself.
  const own = (await readdir(folder)).filter((file) => file === 'auto.cnf' || file.endsWith('.pem'));
  for (const file of own) await rm(join(folder, file));
}

/** Below the data root and not in `conf`: the server may run as a user that cannot look into the home. */
function writeForServer({ tools }: ServiceContext, name: string, template: string, values: Parameters<typeof fillTemplate>[1]): string {
  const path = join(tools.dataRoot, name);
  writeAtomic(path, fillTemplate(readFileSync(join(tools.assets, 'local', template), 'utf8'), values));
  return path;
}

/** Gives the folder and all in it to the user that the server runs as. */
async function hand({ tools: { runAs } }: ServiceContext, folder: string): Promise<void> {
  if (!runAs) return;
  for (const entry of ['', ...(await readdir(folder, { recursive: true }))]) await chown(join(folder, entry), runAs.uid, runAs.gid);
}

async function mustSucceed(file: string, args: readonly string[], options: Parameters<typeof runCommand>[2]): Promise<void> {
  const { code, stderr } = await runCommand(file, args, options);
  if (code === 0) return;
  const lines = stderr.split('\n').filter((line) => line.includes('[ERROR]'));
  throw new UserError({
    what: msg('MySQL could not set up its data folder.'),
    why: msg(
      '{0} ended with code {1}: {2}',
      file,
      code ?? 'SIGKILL',
      (lines.length > 0 ? lines : stderr.split('\n')).slice(-3).join(' · '),
    ),
    action: 'showLog',
  });
}

function mysqld({ tools }: ServiceContext): string {
  return join(programs(tools.mysql).bin, process.platform === 'win32' ? 'mysqld.exe' : 'mysqld');
}

function programs(mysql: ServerPrograms | null): ServerPrograms {
  if (!mysql) throw new Error('the tools for this start were prepared without MySQL');
  return mysql;
}

function ids({ tools: { runAs } }: ServiceContext): { uid?: number; gid?: number } {
  return runAs ? { uid: runAs.uid, gid: runAs.gid } : {};
}

/** The user's own MYSQL_… variables are meant for another server. */
function serverEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('MYSQL_'));
  return { ...Object.fromEntries(own), LC_ALL: 'C', TZ: 'UTC' };
}
