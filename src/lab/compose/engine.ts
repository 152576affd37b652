import { UserError } from '../../core/errors';
import type { Log } from '../../core/log';
import { msg } from '../../core/message';
import { parseJson } from '../files/readable';
import { isFields } from '../files/shape';
import { docker, type DockerCall } from './docker';
import { composeTooOld, engineProblem, lastLines } from './engineProblem';

/** The first with `pull --policy` and `--progress` (August 2023). */
const OLDEST_COMPOSE = '2.22';
/** From this one on, progress comes as JSON. */
const JSON_PROGRESS = '2.29';

export interface Engine {
  /** The engine's, such as `28.2.2`. */
  readonly version: string;
  /** The plugin's, such as `2.40.3`; `?` where it tells no number, as one that was built from its sources. */
  readonly compose: string;
  readonly jsonProgress: boolean;
}

/** Docker's engine and its Compose plugin, asked for their versions. Rejects with a UserError that says what to do. */
export async function findEngine({ signal }: DockerCall): Promise<Engine> {
  const [server, plugin] = await Promise.all([
    docker(['version', '--format', '{{json .Server}}'], { signal }),
    docker(['compose', 'version', '--format', 'json'], { signal }),
  ]);
  if (server.code !== 0) throw engineProblem(server.stderr) ?? unknownProblem('docker version', server.stderr);
  if (plugin.code !== 0) throw engineProblem(plugin.stderr) ?? unknownProblem('docker compose version', plugin.stderr);
  const version = versionIn(parseJson(server.stdout), 'Version');
  const compose = versionIn(parseJson(plugin.stdout), 'version');
  if (compose !== null && compareVersions(compose, OLDEST_COMPOSE) < 0) throw composeTooOld(compose, OLDEST_COMPOSE);
  return {
    version: version ?? '?',
    compose: compose ?? '?',
    jsonProgress: compose !== null && compareVersions(compose, JSON_PROGRESS) >= 0,
  };
}

/** Below, at or above zero, as of the numbers at the beginning of both. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map((part) => Number.parseInt(part, 10) || 0));
  for (let index = 0; index < Math.max(left?.length ?? 0, right?.length ?? 0); index++) {
    const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Written as `v2.40.3` or `2.40.3-desktop.1`, depending on who built it. */
function versionIn(value: unknown, field: string): string | null {
  const text = isFields(value) ? value[field] : null;
  return typeof text === 'string' ? (/\d+(?:\.\d+)+/u.exec(text)?.[0] ?? null) : null;
}

function unknownProblem(command: string, said: string): UserError {
  return new UserError({ what: msg('“{0}” failed.', command), why: msg('{0}', lastLines(said, 3)), action: 'retry' });
}

/** An engine that takes longer to say its version is just being started, or hangs. */
const ANSWERS_WITHIN_MS = 3_000;

/** True when an engine and a Compose plugin answer soon; why not goes to the log. */
export async function engineAnswers(log: Log, signal: AbortSignal): Promise<boolean> {
  try {
    await findEngine({ signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWERS_WITHIN_MS)]) });
    return true;
  } catch (error) {
    signal.throwIfAborted();
    log.debug(`the lab does without Docker: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}
