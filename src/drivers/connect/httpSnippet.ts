import { UserError, type Place } from '../../core/errors';
import { msg, type Message } from '../../core/message';
import { parseJsonText } from '../jsonText';
import type { ConnectRequest } from './connectRequest';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** Stands for the lab's Connect while a path is read. */
const ANYWHERE = 'http://connect.invalid';

/** Set by the connection itself; a snippet that set them could speak to another host. */
const FORBIDDEN = /^(host|connection|content-length|transfer-encoding|upgrade)$/iu;

/**
 * Reads an `http` snippet: `METHOD /path`, header lines, and after a blank line a JSON body. Only paths: the request
 * goes to the lab's Connect and nowhere else.
 *
 * @throws UserError with the place of the first mistake
 */
export function readHttpSnippet(code: string): ConnectRequest {
  const lines = code.split(/\r?\n/u);
  const start = Math.max(
    0,
    lines.findIndex((line) => line.trim() !== ''),
  );
  const { method, path } = readRequestLine(lines[start] ?? '', start + 1);
  const blank = lines.findIndex((line, index) => index > start && line.trim() === '');
  const headerEnd = blank < 0 ? lines.length : blank;
  const headers = Object.fromEntries(lines.slice(start + 1, headerEnd).map((line, index) => readHeader(line, start + 2 + index)));
  const body = lines.slice(headerEnd).join('\n');
  if (body.trim() === '') return { method, path, headers };
  // The lines before the body are kept as blank ones, so that a mistake is named at its line of the snippet.
  parseJsonText('\n'.repeat(headerEnd) + body);
  return { method, path, headers, body: body.trim() };
}

function readRequestLine(line: string, number: number): { readonly method: string; readonly path: string } {
  const match = /^\s*(?<method>[A-Za-z]+)\s+(?<path>\S+)(?:\s+HTTP\/[\d.]+)?\s*$/u.exec(line);
  const method = match?.groups?.['method']?.toUpperCase() ?? '';
  const path = match?.groups?.['path'] ?? '';
  const place = { line: number, column: 1 };
  if (!METHODS.includes(method)) throw malformed(msg('The first line must be a method and a path.'), place);
  if (!isPath(path)) throw malformed(msg('“{0}” is not a path. A request goes to the lab’s Kafka Connect only.', path), place);
  // What is judged has to be what is sent: without `.`, `..`, backslashes and what follows a `#`.
  const { pathname, search } = new URL(path, ANYWHERE);
  return { method, path: pathname + search };
}

/** `//host/…` and `/\host/…` would be read as another host. */
function isPath(path: string): boolean {
  return path.startsWith('/') && URL.canParse(path, ANYWHERE) && new URL(path, ANYWHERE).origin === ANYWHERE;
}

function readHeader(line: string, number: number): [string, string] {
  const match = /^(?<name>[!#$%&'*+.^_`|~\w-]+):\s*(?<value>.*)$/u.exec(line.trim());
  const name = match?.groups?.['name'];
  const place = { line: number, column: 1 };
  if (name === undefined) throw malformed(msg('“{0}” is not a header. Leave a blank line before the body.', line.trim()), place);
  if (FORBIDDEN.test(name)) throw malformed(msg('The header “{0}” cannot be set here.', name), place);
  return [name, match?.groups?.['value'] ?? ''];
}

export function malformed(what: Message, place: Place): UserError {
  return new UserError({ what, fix: msg('Write the request as {0}. Nothing was sent.', 'GET /connectors'), place });
}
