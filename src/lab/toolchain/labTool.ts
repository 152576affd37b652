import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../core/errors';
import type { DatabaseEndpoint, Endpoints } from '../../core/lab/endpoints';
import type { ToolLaunch, ToolName } from '../../core/lab/lab';
import { msg } from '../../core/message';
import type { LabPaths } from '../labPaths';
import type { LabSettings } from '../labSettings';
import { propertyPath } from '../services/template';
import { debianMysqlFolder } from './debianMysql';
import { findJava } from './findJava';
import { mysqlFolders } from './findMysql';
import { postgresFolders } from './findPostgres';
import { pathFolders, programIn } from './findProgram';
import { howToGet } from './howToGet';
import { jarFolder } from './jarCache';
import { findRunAs, reachableCache } from './runAs';

export interface ToolRequest {
  readonly paths: LabPaths;
  readonly settings: LabSettings;
  /** The extension's `labs/` folder. */
  readonly assets: string;
  /** Of the lab that runs; null when it is down. */
  readonly endpoints: Endpoints | null;
  readonly signal: AbortSignal;
}

/** Kafka's own command-line tools are classes in its jars; its shell scripts only find Java and set the class path. */
export const KAFKA_TOOLS: Partial<Record<ToolName, string>> = {
  'kafka-topics': 'org.apache.kafka.tools.TopicCommand',
  'kafka-console-consumer': 'org.apache.kafka.tools.consumer.ConsoleConsumer',
  'kafka-console-producer': 'org.apache.kafka.tools.ConsoleProducer',
  'kafka-consumer-groups': 'org.apache.kafka.tools.consumer.group.ConsumerGroupCommand',
};

/** How to start a tool for the local lab's services. */
export function labTool(name: ToolName, request: ToolRequest): Promise<ToolLaunch> | ToolLaunch {
  const mainClass = KAFKA_TOOLS[name];
  if (mainClass !== undefined) return kafkaTool(mainClass, request);
  return name === 'psql' ? psql(request) : mysql(request);
}

async function kafkaTool(mainClass: string, { paths, settings, assets, signal }: ToolRequest): Promise<ToolLaunch> {
  const java = await findJava(settings, signal);
  const jars = jarFolder(paths.cache, assets);
  if (!java || !existsSync(jars)) throw notRunning();
  const config = propertyPath(join(assets, 'local', 'tools-log4j2.properties'));
  const options = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', `-Dlog4j2.configurationFile=${config}`];
  return { command: java.path, args: [...options, '-cp', join(jars, 'libs', '*'), mainClass], env: {} };
}

/** libpq reads its defaults from the environment; what the user writes behind goes before them. */
function psql({ paths, settings, endpoints }: ToolRequest): ToolLaunch {
  const { host, port, user, password, database } = running(endpoints?.postgres);
  const folders = [...(settings.postgresBin ? [settings.postgresBin] : []), ...otherFolders(paths), ...postgresFolders()];
  const env = { PGHOST: host, PGPORT: String(port), PGUSER: user, PGPASSWORD: password, PGDATABASE: database };
  return { command: client('psql', folders), args: [], env };
}

/** Of several options of one name the last counts, so these are defaults, too. The password is on no command line. */
function mysql({ paths, settings, endpoints }: ToolRequest): ToolLaunch {
  const { host, port, user, password, database } = running(endpoints?.mysql);
  const fetched = join(debianMysqlFolder(reachableCache(paths, findRunAs())), 'bin');
  const folders = [...(settings.mysqlBin ? [settings.mysqlBin] : []), ...otherFolders(paths), ...mysqlFolders(), fetched];
  const args = [`--host=${host}`, `--port=${String(port)}`, `--user=${user}`, `--database=${database}`];
  return { command: client('mysql', folders), args, env: { MYSQL_PWD: password } };
}

/** The lab's own commands come first on a lab terminal's path: they must not find themselves. */
function otherFolders({ bin }: LabPaths): readonly string[] {
  return pathFolders().filter((folder) => folder !== bin);
}

function client(name: 'psql' | 'mysql', folders: readonly string[]): string {
  for (const folder of folders) {
    const found = programIn(folder, name);
    if (found) return found;
  }
  throw new UserError({ what: msg('The program “{0}” was not found.', name), fix: howToGet(name === 'psql' ? 'psql' : 'mysqlClient') });
}

function running(endpoint: DatabaseEndpoint | undefined): DatabaseEndpoint {
  if (!endpoint) throw notRunning();
  return endpoint;
}

export function notRunning(): UserError {
  return new UserError({
    what: msg('This needs a lab that runs, with the service it talks to.'),
    fix: msg('Start the lab with a profile that has it, such as “debezium-lab up --profile mysql”.'),
    action: 'startLab',
  });
}
