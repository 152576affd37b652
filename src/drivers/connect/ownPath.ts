import { msg } from '../../core/message';
import { ownName } from '../../core/sharing/prefix';
import { malformed } from './httpSnippet';

/**
 * The path of a request with the student's own connector in it. Whatever way the name is written (`%62oris-x`, a second
 * slash before it): the prefix stands before what Connect would read.
 *
 * @throws UserError where a `%` begins no character
 */
export function ownPath(prefix: string, path: string): string {
  const [, pathname = path, search = ''] = /^([^?]*)(\?.*)?$/su.exec(path) ?? [];
  const [collection, connector, ...rest] = pathname.split('/').filter((segment) => segment !== '');
  // A server of JAX-RS does not look at what follows a semicolon.
  if (prefix === '' || collection === undefined || decoded(collection.replace(/;.*/su, ''), path) !== 'connectors') return path;
  const names = connector === undefined ? [] : [encodeURIComponent(ownName(prefix, 'kafka', decoded(connector, path)))];
  return ['', 'connectors', ...names, ...rest].join('/') + search;
}

function decoded(segment: string, path: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw malformed(msg('“{0}” is not a path. A request goes to the lab’s Kafka Connect only.', path), { line: 1, column: 1 });
  }
}
