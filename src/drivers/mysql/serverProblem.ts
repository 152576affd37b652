import type { Place, Problem } from '../../core/errors';
import { msg, type Message } from '../../core/message';
import type { Statement } from '../../core/sql/statement';
import { placeAt } from '../place';
import { connectionLost } from '../sql/connectionLost';

// Numbers are those of "Server Error Message Reference" in MySQL's documentation.
export const ER_QUERY_INTERRUPTED = 1317;
const ER_PARSE_ERROR = 1064;
const ER_OPTION_PREVENTS_STATEMENT = 1290;
const ER_CLIENT_LOCAL_FILES_DISABLED = 3948;

/** `ER_SERVER_SHUTDOWN`, `ER_NORMAL_SHUTDOWN`, `ER_SESSION_WAS_KILLED`, `ER_CLIENT_INTERACTION_TIMEOUT`: the connection is gone. */
const LOST = new Set([1053, 1077, 3169, 4031]);

/** Words that only the `mysql` client knows; as a statement they are a syntax error. */
const CLIENT_COMMAND = /^(?:\\|(?:source|delimiter|status|help|connect|tee|notee|pager|nopager|system|edit|charset)\b)/iu;

/** Why a statement failed, for the user; null when it did not. */
export function problemOf(error: Error | null, statement: Statement, script: string, product: string, aborted: boolean): Problem | null {
  if (!error) return null;
  const number = errorNumber(error);
  if (aborted && (number === null || number === ER_QUERY_INTERRUPTED)) {
    return { what: msg('Cancelled. The server has stopped this statement.') };
  }
  if (number === null || LOST.has(number)) return connectionLost(product, error);
  return {
    what: msg('{0}: {1}', `ERROR ${number.toString()} (${text(error, 'sqlState')})`, error.message),
    fix: advice(number, error, statement),
    place: place(error, statement, script),
  };
}

/** The server's number of an error; null for an error of the connection. */
export function errorNumber(error: Error): number | null {
  const value: unknown = Reflect.get(error, 'errno');
  return typeof value === 'number' && value > 0 ? value : null;
}

function advice(number: number, error: Error, statement: Statement): Message | undefined {
  if (number === ER_CLIENT_LOCAL_FILES_DISABLED) {
    return msg('A snippet does not read files of this computer. Use INSERT, or LOAD DATA LOCAL with the mysql client in the terminal.');
  }
  if (number === ER_OPTION_PREVENTS_STATEMENT && error.message.includes('read-only')) {
    return msg('This server is a replica and takes changes from its source only. Make the change there: target=mysql.');
  }
  if (number === ER_PARSE_ERROR && CLIENT_COMMAND.test(statement.text)) {
    return msg('This is a command of the mysql client, not SQL. Run it with mysql in the terminal.');
  }
  return undefined;
}

/** A syntax error quotes up to 80 characters from where it is, and counts lines from one; others tell no place. */
function place(error: Error, statement: Statement, script: string): Place {
  const match = /near '(.*)' at line (\d+)$/su.exec(error.message);
  const line = lineStart(statement.text, Number(match?.[2] ?? 1));
  if (match?.[1] === undefined) return placeAt(script, statement.offset);
  const found = match[1] === '' ? statement.text.length : statement.text.indexOf(match[1], line);
  return placeAt(script, statement.offset + (found < 0 ? line : found));
}

/** Offset of a one-based line. */
function lineStart(lines: string, line: number): number {
  let start = 0;
  for (let passed = 1; passed < line; passed += 1) start = lines.indexOf('\n', start) + 1;
  return start;
}

function text(error: Error, field: string): string {
  const value: unknown = Reflect.get(error, field);
  return typeof value === 'string' ? value : '';
}
