import { element } from '../dom';

/** Beyond this the colours would cost more than they help. */
const LIMIT = 64 * 1024;

const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gu;

function tokenClass(token: string, isKey: boolean): string {
  if (isKey) return 'hljs-attr';
  if (token.startsWith('"')) return 'hljs-string';
  return /^[tfn]/u.test(token) ? 'hljs-literal' : 'hljs-number';
}

/** JSON as coloured text nodes. It only colours: text that is not JSON comes out as it went in. */
export function jsonNodes(text: string): readonly (Node | string)[] {
  if (text.length > LIMIT) return [text];
  const nodes: (Node | string)[] = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    const token = match[1] ?? match[0];
    nodes.push(text.slice(end, match.index), element('span', { class: tokenClass(token, match[2] !== undefined), text: token }));
    end = match.index + token.length;
  }
  nodes.push(text.slice(end));
  return nodes;
}

/**
 * Compact JSON on several lines. Only white space is added between the tokens, so numbers and texts stay letter for
 * letter what the server wrote; text that is not JSON keeps its letters too.
 */
export function indentJson(text: string): string {
  let depth = 0;
  const line = (): string => `\n${'  '.repeat(depth)}`;
  const pieces = text.match(PIECE) ?? [];
  return pieces
    .map((piece, index) => {
      if (piece === ',') return `,${line()}`;
      if (piece === ':') return ': ';
      if (piece === '{' || piece === '[') {
        depth += 1;
        return isClosing(pieces[index + 1]) ? piece : piece + line();
      }
      if (!isClosing(piece)) return piece;
      depth = Math.max(0, depth - 1);
      return isOpening(pieces[index - 1]) ? piece : line() + piece;
    })
    .join('');
}

/** A string, a bracket or separator, or what else stands between them. */
const PIECE = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+|"/gu;

function isOpening(piece: string | undefined): boolean {
  return piece === '{' || piece === '[';
}

function isClosing(piece: string | undefined): boolean {
  return piece === '}' || piece === ']';
}
