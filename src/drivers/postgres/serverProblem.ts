import type { Place, Problem } from '../../core/errors';
import { msg } from '../../core/message';
import { placeAt } from '../place';
import { connectionLost } from '../sql/connectionLost';
import type { Completion } from './pagedQuery';
import { positionInScript } from '../../core/sql/positionInScript';
import type { Statement } from '../../core/sql/statement';

/** SQLSTATE `query_canceled`. */
const CANCELLED = '57014';

/** `admin_shutdown`, `crash_shutdown`, `cannot_connect_now`, `idle_session_timeout`: the connection is gone. */
const LOST = /^(57P0[1-5]|08...)$/u;

/** Why a statement failed, for the user; null when it did not. */
export function problemOf(completion: Completion, statement: Statement, script: string, aborted: boolean): Problem | null {
  const { error } = completion;
  if (!error) return null;
  const code = text(error, 'code');
  if (aborted && (code === CANCELLED || code === null)) return { what: msg('Cancelled. The server has stopped this statement.') };
  if (completion.copyIn) return copyNeedsClient(statement, script);
  if (!('severity' in error) || (code !== null && LOST.test(code))) return connectionLost('PostgreSQL', error);
  return serverProblem(error, statement, script);
}

function serverProblem(error: Error, statement: Statement, script: string): Problem {
  const hint = text(error, 'hint');
  return {
    what: msg('{0}: {1}', text(error, 'severity') ?? 'ERROR', error.message),
    why: details(error),
    fix: statement.text.startsWith('\\')
      ? msg('Lines that begin with \\ are commands of psql, not SQL. Run them with psql in the terminal.')
      : hint === null
        ? undefined
        : msg('{0}', hint),
    place: place(error, statement, script),
  };
}

function details(error: Error): Problem['why'] {
  const parts = [text(error, 'detail'), text(error, 'where')].filter((part) => part !== null);
  return parts.length === 0 ? undefined : msg('{0}', parts.join('\n'));
}

function place(error: Error, statement: Statement, script: string): Place {
  const position = Number(text(error, 'position') ?? 1);
  return placeAt(script, positionInScript(statement, position));
}

function copyNeedsClient(statement: Statement, script: string): Problem {
  return {
    what: msg('COPY … FROM STDIN waits for data that a snippet cannot send.'),
    fix: msg('Use INSERT, or run \\copy with psql in the terminal.'),
    place: placeAt(script, statement.offset),
  };
}

function text(error: Error, field: string): string | null {
  const value: unknown = Reflect.get(error, field);
  return typeof value === 'string' && value !== '' ? value : null;
}
