import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { chmod, chown, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../core/errors';
import { msg } from '../../core/message';
import { LOOPBACK } from '../net/ports';
import { runCommand } from '../process/runCommand';
import { fillTemplate } from '../services/template';
import { assemble } from './assembled';
import type { RunAs, ServerPrograms } from './toolchain';

export interface MysqlSeeder {
  readonly server: ServerPrograms;
  /** The extension's `labs/` folder. */
  readonly assets: string;
  readonly runAs: RunAs | null;
}

/** Where a data folder of this server with the lab's users and tables lies, or will lie. Another beginning is another folder. */
export function mysqlSeedFolder(cache: string, { bin, version }: ServerPrograms, assets: string): string {
  const hash = createHash('sha256').update(`${bin}\0${version}`);
  for (const file of ['mysql.cnf', 'mysql.sql']) hash.update(readFileSync(join(assets, 'local', file)));
  return join(cache, `mysql-seed-${hash.digest('hex').slice(0, 16)}`);
}

/**
 * Fills the folder unless it is there: an empty data folder, then users and tables by a server that listens nowhere and
 * writes no binlog. Setting up takes a server seconds; each new one begins with a copy of this, the replica, too, so that
 * both hold the same before the first change.
 */
export async function fillMysqlSeed(folder: string, seeder: MysqlSeeder, signal: AbortSignal): Promise<void> {
  await assemble(folder, (beside) => setUp(beside, seeder, signal));
}

async function setUp(folder: string, { server, assets, runAs }: MysqlSeeder, signal: AbortSignal): Promise<void> {
  const template = (file: string): string => readFileSync(join(assets, 'local', file), 'utf8');
  const data = join(folder, 'data');
  const config = join(folder, 'setup.cnf');
  const script = join(folder, 'setup.sql');
  await mkdir(data);
  await writeFile(
    config,
    fillTemplate(template('mysql.cnf'), { 'mysql.bind': LOOPBACK, 'mysql.port': 0, 'mysql.server.id': 1, 'mysql.read.only': 'OFF' }),
  );
  await writeFile(script, template('mysql.sql'));
  if (runAs) for (const path of [folder, data]) await chown(path, runAs.uid, runAs.gid);
  const options = {
    ...{ signal, cwd: data, env: serverEnvironment() },
    ...(runAs && { uid: runAs.uid, gid: runAs.gid }),
  };
  const common = [`--defaults-file=${config}`, `--datadir=${data}`, '--skip-log-bin', '--innodb-flush-log-at-trx-commit=0'];
  await mustSucceed(mysqldIn(server), [...common, '--initialize-insecure'], options);
  await mustSucceed(mysqldIn(server), [...common, '--skip-networking', `--init-file=${script}`], options);
  for (const file of [config, script]) await rm(file);
  await makeCommon(folder);
}

/**
 * Without a server's own identity and keys, readable for whoever shares the cache, since it holds no secret any more, and
 * no longer the server's own.
 */
async function makeCommon(folder: string): Promise<void> {
  const [uid, gid] = [process.getuid?.(), process.getgid?.()];
  for (const entry of ['', ...(await readdir(folder, { recursive: true }))]) {
    const path = join(folder, entry);
    if (entry.endsWith('auto.cnf') || entry.endsWith('.pem')) {
      await rm(path);
      continue;
    }
    await chmod(path, (await stat(path)).isDirectory() ? 0o755 : 0o644);
    if (uid !== undefined && gid !== undefined) await chown(path, uid, gid);
  }
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
    fix: msg('Make room, or name the folder of another MySQL in the settings.'),
    action: 'openSettings',
  });
}

export function mysqldIn({ bin }: ServerPrograms): string {
  return join(bin, process.platform === 'win32' ? 'mysqld.exe' : 'mysqld');
}

/** The user's own MYSQL_… variables are meant for another server. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('MYSQL_'));
  return { ...Object.fromEntries(own), LC_ALL: 'C', TZ: 'UTC' };
}
