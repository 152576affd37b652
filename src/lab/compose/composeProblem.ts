import { UserError } from '../../core/errors';
import { msg } from '../../core/message';
import { parseJson } from '../files/readable';
import { isFields, textOf, type Fields } from '../files/shape';
import type { CommandResult } from '../process/runCommand';
import { engineProblem, lastLines } from './engineProblem';

/**
 * What a failed `docker compose` said went wrong. With JSON progress an object with `error` tells the whole of it; without
 * one there are only the states `Error` of what failed. Everything else is plain lines.
 */
export function saidOf({ stdout, stderr }: CommandResult): string {
  const lines = `${stdout}\n${stderr}`.split('\n');
  const plain = lines.filter((line) => line.trim() !== '' && !isFields(parseJson(line)));
  const objects = lines.map(parseJson).filter(isFields);
  const whole = objects.flatMap(({ error, message }) => (error === true ? [textOf(message)] : []));
  return [...plain, ...(whole.length > 0 ? whole : objects.flatMap(failedStep))].join('\n');
}

/** `{"id":"Image x","status":"Error","text":"Error","details":"denied"}` → `Image x denied`. */
function failedStep({ id, text, status, details }: Fields): readonly string[] {
  const texts = [text, status, details].map(textOf);
  return texts.includes('Error') ? [[textOf(id), ...texts.filter((word) => word !== 'Error' && word !== '')].join(' ')] : [];
}

/** The port that Docker could not bind since something else has it; null when that is not what went wrong. */
export function takenPort(said: string): number | null {
  const [, port] =
    /(?:bind for|listen tcp4?|exposing port tcp|failed to bind(?: host)? port(?: for)?) \S*?:(\d+)\S*.*(?:already allocated|already in use|forbidden by its access permissions|not available)/iu.exec(
      said,
    ) ??
    /ports are not available:.*?:(\d+)/iu.exec(said) ??
    [];
  return port === undefined ? null : Number(port);
}

interface Known {
  readonly pattern: RegExp;
  readonly why: Parameters<typeof pullFailed>[0];
}

/** In the words of the engine and of the registries it asks. */
const KNOWN_PULLS: readonly Known[] = [
  { pattern: /toomanyrequests|pull rate limit/iu, why: 'limit' },
  { pattern: /no space left on device/iu, why: 'disk' },
  { pattern: /no matching manifest/iu, why: 'platform' },
  { pattern: /manifest (?:for \S+ )?(?:not found|unknown)|repository does not exist|pull access denied|: not found/iu, why: 'unknown' },
  {
    pattern: /no such host|dial tcp|i\/o timeout|tls handshake|connection re(?:fused|set)|network is unreachable|proxyconnect/iu,
    why: 'network',
  },
];

const PULL_FIXES = {
  limit: msg('The registry has a limit for anonymous downloads: log in (docker login), or wait an hour.'),
  disk: msg('Docker’s disk is full: make room (docker system df shows what takes it), then try again.'),
  platform: msg('There is no image for this machine’s processor; set debeziumLab.runtime to “local”.'),
  unknown: msg('The registry has no such image: a mirror that Docker is set to use may lack it.'),
  network: msg('Check the network, and the proxy in Docker’s own settings, then try again.'),
} as const;

function pullFailed(why: keyof typeof PULL_FIXES, said: string): UserError {
  return new UserError({
    what: msg('An image of the lab could not be downloaded.'),
    why: msg('{0}', lastLines(said, 2)),
    fix: PULL_FIXES[why],
    action: 'retry',
  });
}

/** The error of a pull or a build. */
export function pullProblem(said: string): UserError {
  const engine = engineProblem(said);
  if (engine) return engine;
  return pullFailed(KNOWN_PULLS.find(({ pattern }) => pattern.test(said))?.why ?? 'network', said);
}

/** The error of any other command of Compose. */
export function composeProblem(command: string, said: string): UserError {
  return (
    engineProblem(said) ??
    imageGone(said) ??
    new UserError({ what: msg('“{0}” failed.', `docker compose ${command}`), why: msg('{0}', lastLines(said, 3)), action: 'showLog' })
  );
}

/** A start fetches images first, so one was removed after that. */
function imageGone(said: string): UserError | null {
  if (!/no such image/iu.test(said)) return null;
  return new UserError({
    what: msg('An image of the lab is not on this machine any more.'),
    why: msg('{0}', lastLines(said, 1)),
    fix: msg('Start the lab again: it downloads what is missing.'),
    action: 'retry',
  });
}
