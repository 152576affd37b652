import { chown, copyFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { askMysql } from '../../../src/lab/net/mysqlSession';
import { postgresAccepts } from '../../../src/lab/net/postgresProbe';
import { launchMysql, MYSQL_LOGIN } from '../../../src/lab/services/mysqlServer';
import { POSTGRES_LOGIN, postgresService } from '../../../src/lab/services/postgres';
import type { Launch, ServiceContext } from '../../../src/lab/services/service';
import type { Certificates } from './certificates';
import { startServer, type ServerProcess } from './secureProcess';

/** May log in over TLS only. */
export const STRICT_USER = 'strict';

const STRICT_RULES = `hostssl all ${STRICT_USER} 127.0.0.1/32 scram-sha-256\nhostnossl all ${STRICT_USER} 127.0.0.1/32 reject\n`;

/** The lab's PostgreSQL with TLS on. */
export async function startSecurePostgres(context: ServiceContext, certificates: Certificates): Promise<ServerProcess> {
  const launch = await postgresService.prepare(context, AbortSignal.timeout(60_000));
  await copyFor(launch, certificates, launch.cwd);
  const rules = path.join(launch.cwd, 'pg_hba.conf');
  await writeFile(rules, STRICT_RULES + (await readFile(rules, 'utf8')));
  const args = [...launch.args, '-c', 'ssl=on', '-c', 'ssl_cert_file=server.crt', '-c', 'ssl_key_file=server.key'];
  const ready = (): Promise<boolean> => postgresAccepts(context.ports.postgres, POSTGRES_LOGIN.user, POSTGRES_LOGIN.database);
  return startServer({ ...launch, args }, ready);
}

/** The lab's MySQL with TLS and no other way in; or without TLS and without a binlog, as one that nobody prepared. */
export async function startMysql(
  context: ServiceContext,
  name: 'mysql' | 'mysql-replica',
  port: number,
  certificates: Certificates | null,
): Promise<ServerProcess> {
  const launch = await launchMysql(context, { name, port, serverId: port, readOnly: false }, AbortSignal.timeout(60_000));
  if (certificates) await copyFor(launch, certificates, launch.cwd);
  const own = certificates ? TLS_ONLY : ['--skip-log-bin', '--tls-version='];
  const ready = (): Promise<boolean> =>
    askMysql(port, MYSQL_LOGIN, 'SELECT 1').then(
      () => true,
      (error: unknown) => String(error).includes('require_secure_transport'),
    );
  return startServer({ ...launch, args: [...launch.args, ...own] }, ready);
}

const TLS_ONLY = ['--ssl-ca=ca.crt', '--ssl-cert=server.crt', '--ssl-key=server.key', '--require-secure-transport=ON'];

/** The server may be another user, who may not look into the suite's folder. */
async function copyFor({ uid, gid }: Launch, certificates: Certificates, data: string): Promise<void> {
  for (const name of ['ca.crt', 'server.crt', 'server.key']) {
    const file = path.join(data, name);
    await copyFile(certificates.file(name), file);
    if (uid !== undefined && gid !== undefined) await chown(file, uid, gid);
  }
}
