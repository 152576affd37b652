import { isUserError } from '../../core/errors';
import type { DatabaseEndpoint } from '../../core/lab/endpoints';
import type { ToolLaunch, ToolName } from '../../core/lab/lab';
import { KAFKA_TOOLS, labTool, notRunning, type ToolRequest } from '../toolchain/labTool';
import type { ComposeProject } from './composeProject';

export interface ComposeToolRequest extends ToolRequest {
  readonly project: ComposeProject;
}

/**
 * How to start a tool for the lab in containers: Kafka's always inside the broker's container, where the broker's address is
 * the same as outside. A database client that this machine has goes before the container's: it reads this machine's files.
 */
export async function composeTool(name: ToolName, request: ComposeToolRequest): Promise<ToolLaunch> {
  const { endpoints, project } = request;
  if (!endpoints) throw notRunning();
  const terminal = process.stdin.isTTY && process.stdout.isTTY;
  const mainClass = KAFKA_TOOLS[name];
  if (mainClass !== undefined) {
    const options = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Dlog4j2.configurationFile=/lab/tools-log4j2.properties'];
    const command = ['java', ...options, '-cp', '/kafka/libs/*', mainClass];
    return { command: 'docker', args: project.execArgs('kafka', command, {}, terminal), env: {} };
  }
  try {
    return await labTool(name, request);
  } catch (error) {
    if (!isUserError(error)) throw error;
    const launch = name === 'psql' ? psql(endpoints.postgres) : mysql(endpoints.mysql);
    return { command: 'docker', args: project.execArgs(launch.service, launch.command, launch.env, terminal), env: {} };
  }
}

interface Inside {
  readonly service: 'postgres' | 'mysql';
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

function psql(endpoint: DatabaseEndpoint | undefined): Inside {
  const { user, password, database, internal } = known(endpoint);
  const env = { PGHOST: internal.host, PGPORT: String(internal.port), PGUSER: user, PGPASSWORD: password, PGDATABASE: database };
  return { service: 'postgres', command: ['psql'], env };
}

function mysql(endpoint: DatabaseEndpoint | undefined): Inside {
  const { user, password, database, internal } = known(endpoint);
  const where = ['--protocol=TCP', `--host=${internal.host}`, `--port=${String(internal.port)}`];
  return { service: 'mysql', command: ['mysql', ...where, `--user=${user}`, `--database=${database}`], env: { MYSQL_PWD: password } };
}

function known(endpoint: DatabaseEndpoint | undefined): DatabaseEndpoint {
  if (!endpoint) throw notRunning();
  return endpoint;
}
