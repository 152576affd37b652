import { UserError, type Problem } from '../../core/errors';
import { msg, type Message } from '../../core/message';

export function engineMissing(): UserError {
  return new UserError({
    what: msg('The “docker” command was not found.'),
    fix: msg('Install Docker Engine or Docker Desktop, or set debeziumLab.runtime to “local”: that lab needs no Docker.'),
    action: 'openSettings',
  });
}

export function composeTooOld(version: string, oldest: string): UserError {
  return new UserError({
    what: msg('Docker Compose {0} is too old: the lab needs {1} or newer.', version, oldest),
    fix: msg(
      'Update Docker Desktop, or the package docker-compose-plugin, or set debeziumLab.runtime to “local”: that lab needs no Docker.',
    ),
    action: 'openSettings',
  });
}

interface Known {
  readonly pattern: RegExp;
  readonly what: Message;
  readonly fix: Message;
  readonly action: Problem['action'];
}

/** What Docker's client says about the engine and itself, in the words of its versions 20 to 29. */
const KNOWN: readonly Known[] = [
  {
    pattern: /permission denied while trying to connect to the docker/iu,
    what: msg('Docker runs, but this user may not use it.'),
    fix: msg(
      'Add the user to the group “docker” (sudo usermod -aG docker $USER) and log in again, start the lab as a user who may, or set debeziumLab.runtime to “local”: that lab needs no Docker.',
    ),
    action: 'openSettings',
  },
  {
    pattern:
      /cannot connect to the docker daemon|failed to connect to the docker api|is the docker daemon running|docker daemon is not running|error during connect|docker desktop is (?:unable to start|starting|paused|manually paused)/iu,
    what: msg('Docker is installed, but its engine does not answer.'),
    fix: msg(
      'Start Docker Desktop, or the service (sudo systemctl start docker), or set debeziumLab.runtime to “local”: that lab needs no Docker.',
    ),
    action: 'retry',
  },
  {
    pattern:
      /unknown command: docker compose|'compose' is not a docker command|unknown (?:shorthand )?flag.*\b(?:project-name|file|short)\b/iu,
    what: msg('Docker is there, but its Compose plugin is not.'),
    fix: msg(
      'Install Docker Desktop, or the package docker-compose-plugin (Debian: docker-compose-v2), or set debeziumLab.runtime to “local”: that lab needs no Docker.',
    ),
    action: 'openSettings',
  },
];

/** The engine's own fault, recognised by what the command said; null when it is something else. */
export function engineProblem(said: string): UserError | null {
  const known = KNOWN.find(({ pattern }) => pattern.test(said));
  if (!known) return null;
  const { what, fix, action } = known;
  return new UserError({ what, why: msg('{0}', lastLines(said, 1)), fix, action });
}

/** The last lines that say something. */
export function lastLines(said: string, count: number): string {
  const lines = said.split('\n').map((line) => line.trim());
  return lines
    .filter((line) => line !== '' && !/^(?:See|Run) 'docker/u.test(line))
    .slice(-count)
    .join(' · ');
}
