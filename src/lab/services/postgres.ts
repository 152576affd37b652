import { chown, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { msg } from '../../core/message';
import { UserError } from '../../core/errors';
import { LOOPBACK } from '../net/ports';
import { postgresAccepts } from '../net/postgresProbe';
import { readText } from '../files/readable';
import { programName } from '../process/processIdentity';
import { runCommand } from '../process/runCommand';
import type { Launch, ServiceContext, ServiceDefinition } from './service';

/** The lab's own login. Not a secret: the server listens on the loopback interface and holds lesson data only. */
export const POSTGRES_LOGIN = { user: 'postgres', password: 'postgres', database: 'inventory' } as const;

async function prepare(context: ServiceContext, signal: AbortSignal): Promise<Launch> {
  const { tools, ports } = context;
  const data = join(tools.dataRoot, 'postgres');
  if (existsSync(join(data, 'PG_VERSION'))) await removeForeignLock(join(data, 'postmaster.pid'));
  else await createCluster(context, data, signal);
  return {
    command: program(context, 'postgres'),
    args: ['-D', data, ...Object.entries(serverSettings(ports.postgres)).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    cwd: data,
    env: serverEnvironment(),
    ...ids(context),
  };
}

/**
 * After a crash, above all of the machine, the pid in PostgreSQL's lock file may belong to a program that has nothing to do
 * with it, and PostgreSQL would refuse to start for as long as that runs. While the process is gone or is a PostgreSQL, the
 * file stays: the server itself knows best what to make of it.
 */
async function removeForeignLock(lock: string): Promise<void> {
  const pid = Number.parseInt(readText(lock) ?? '', 10);
  const program = pid > 0 ? await programName(pid) : null;
  if (program !== null && !program.includes('postgres')) await rm(lock, { force: true });
}

/** As arguments and not in postgresql.conf: the port can change from start to start. */
export function serverSettings(port: number): Readonly<Record<string, string>> {
  return {
    listen_addresses: LOOPBACK,
    port: String(port),
    // No Unix socket: its folder would have to exist, be short and belong to the right user.
    unix_socket_directories: '',
    wal_level: 'logical',
    max_wal_senders: '20',
    max_replication_slots: '20',
    shared_buffers: '64MB',
    // Messages are matched by programs and quoted in lessons.
    lc_messages: 'C',
  };
}

/**
 * Creates the data folder beside its place and renames it, so that one that is there is complete: initdb with a
 * password login, then the lesson's database by a single-user server, which needs no client program.
 */
async function createCluster(context: ServiceContext, data: string, signal: AbortSignal): Promise<void> {
  const { tools } = context;
  const beside = `${data}.new`;
  await rm(beside, { recursive: true, force: true });
  await rm(data, { recursive: true, force: true });
  await mkdir(beside, { recursive: true, mode: 0o700 });
  const passwordFile = `${beside}.password`;
  await writeFile(passwordFile, POSTGRES_LOGIN.password, { mode: 0o600 });
  if (tools.runAs) {
    await chown(beside, tools.runAs.uid, tools.runAs.gid);
    await chown(passwordFile, tools.runAs.uid, tools.runAs.gid);
  }
  const options = { signal, cwd: beside, env: serverEnvironment(), ...ids(context) };
  try {
    await mustSucceed(
      program(context, 'initdb'),
      [
        ...['-D', beside, '--username', POSTGRES_LOGIN.user, '--pwfile', passwordFile],
        ...['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--locale', 'C', '--no-sync'],
      ],
      options,
    );
    const single = ['--single', '-D', beside, '-c', 'fsync=off', 'postgres'];
    const input = `CREATE DATABASE ${POSTGRES_LOGIN.database};\n`;
    await mustSucceed(program(context, 'postgres'), single, { ...options, input });
    await rename(beside, data);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function mustSucceed(file: string, args: readonly string[], options: Parameters<typeof runCommand>[2]): Promise<void> {
  const { code, stdout, stderr } = await runCommand(file, args, options);
  if (code === 0) return;
  throw new UserError({
    what: msg('PostgreSQL could not set up its data folder.'),
    why: msg('{0} ended with code {1}: {2}', file, code ?? 'SIGKILL', (stderr || stdout).trim().split('\n').slice(-5).join(' · ')),
    action: 'showLog',
  });
}

function program({ tools }: ServiceContext, name: 'postgres' | 'initdb'): string {
  if (!tools.postgres) throw new Error('the tools for this start were prepared without PostgreSQL');
  return join(tools.postgres.bin, name);
}

function ids({ tools }: ServiceContext): { uid?: number; gid?: number } {
  return tools.runAs ? { uid: tools.runAs.uid, gid: tools.runAs.gid } : {};
}

/** The user's own PG… variables (PGDATA, PGPORT, PGOPTIONS) are meant for another server. */
function serverEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('PG'));
  return { ...Object.fromEntries(own), LC_ALL: 'C', TZ: 'UTC' };
}

export const postgresService: ServiceDefinition = {
  name: 'postgres',
  label: 'PostgreSQL',
  uses: [],
  reads: [],
  port: 'postgres',
  innerPorts: [],
  prepare,
  ready: async ({ ports, tools }) =>
    (await postgresAccepts(ports.postgres, POSTGRES_LOGIN.user, POSTGRES_LOGIN.database)) ? (tools.postgres?.version ?? '?') : null,
  // SIGINT is PostgreSQL's fast shutdown: it ends the sessions instead of waiting for them.
  stop: { signal: 'SIGINT', graceMs: 10_000 },
  // What a killed predecessor leaves for a moment: backends with its memory, or itself until it is waited for.
  transientFailure: /pre-existing shared memory block|lock file "postmaster\.pid" already exists/u,
  dataFolder: 'postgres',
};
