import path from 'node:path';
import type { DatabaseEndpoint, Endpoints } from '../../core/lab/endpoints';

/**
 * What a terminal or a script of the lab gets on top of its own environment: the addresses under the names that the
 * tools themselves read (`PGHOST` …), and the lab's commands first on the path.
 *
 * @param endpoints null while the lab is down: its commands are there all the same
 * @param home null where the lab's commands would act on another lab than this one
 * @param inherited the environment it is added to, for its path
 */
export function labEnvironment(
  endpoints: Endpoints | null,
  home: string | null,
  inherited: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const found = endpoints ? addresses(endpoints) : {};
  if (home === null) return found;
  // Windows spells it `Path`; the same spelling must be used, or the child gets both.
  const pathName = Object.keys(inherited).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  const folders = [path.join(home, 'bin'), inherited[pathName] ?? ''].filter((folder) => folder !== '');
  return {
    DEBEZIUM_LAB_HOME: home,
    ...found,
    [pathName]: folders.join(path.delimiter),
  };
}

function addresses(endpoints: Endpoints): Record<string, string> {
  return {
    KAFKA_BOOTSTRAP: endpoints.kafka.bootstrap,
    CONNECT_URL: endpoints.connect.url,
    ...(endpoints.postgres ? postgresVariables(endpoints.postgres) : {}),
    ...(endpoints.mysql ? mysqlVariables('MYSQL', endpoints.mysql) : {}),
    ...(endpoints.mysqlReplica ? mysqlVariables('MYSQL_REPLICA', endpoints.mysqlReplica) : {}),
    ...(endpoints.prometheus ? { PROMETHEUS_URL: endpoints.prometheus.url } : {}),
  };
}

/** Read by every libpq program. */
function postgresVariables(endpoint: DatabaseEndpoint): Record<string, string> {
  return {
    PGHOST: endpoint.host,
    PGPORT: String(endpoint.port),
    PGUSER: endpoint.user,
    PGPASSWORD: endpoint.password,
    PGDATABASE: endpoint.database,
    ...(endpoint.tls && { PGSSLMODE: 'require' }),
  };
}

function mysqlVariables(prefix: string, endpoint: DatabaseEndpoint): Record<string, string> {
  return {
    [`${prefix}_HOST`]: endpoint.host,
    [`${prefix}_PORT`]: String(endpoint.port),
    [`${prefix}_USER`]: endpoint.user,
    [`${prefix}_PASSWORD`]: endpoint.password,
    [`${prefix}_DATABASE`]: endpoint.database,
  };
}
