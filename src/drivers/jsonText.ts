import { createScanner, parseTree, printParseErrorCode, type Node, type ParseError, type SyntaxKind } from 'jsonc-parser';
import { UserError, type Place } from '../core/errors';
import { msg, type Message } from '../core/message';
import { placeAt } from './place';

/** `SyntaxKind.EOF`, an ambient const enum whose values cannot be imported. */
const EOF: SyntaxKind = 17;

const STRICT = { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false };

/**
 * Parses strict JSON and keeps where everything stands.
 *
 * @throws UserError with the place of the first mistake, a property written twice included
 */
export function parseJsonText(text: string): Node {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, STRICT);
  const [first] = errors;
  if (first) throw invalidJson(describe(first), placeAt(text, first.offset));
  if (!root) throw invalidJson(msg('a value is missing'), { line: 1, column: 1 });
  refuseDuplicates(root, text);
  return root;
}

export function invalidJson(why: Message, place: Place): UserError {
  return new UserError({
    what: msg('This is not valid JSON: line {0}, column {1}. Nothing was sent.', place.line, place.column),
    why,
    place,
  });
}

/** The same JSON without white space. Numbers and strings stay letter for letter: `1.0` and 20-digit integers survive. */
export function compactJson(text: string): string {
  const scanner = createScanner(text, true);
  let compact = '';
  while (scanner.scan() !== EOF) compact += text.slice(scanner.getTokenOffset(), scanner.getTokenOffset() + scanner.getTokenLength());
  return compact;
}

/** JSON would silently keep the last one; Connect's reader and ours might not agree on which. */
function refuseDuplicates(node: Node, text: string): void {
  const seen = new Set<string>();
  for (const child of node.children ?? []) {
    const key = child.type === 'property' ? child.children?.[0] : undefined;
    const name = String(key?.value);
    if (key && seen.has(name)) throw invalidJson(msg('the property “{0}” is written twice', name), placeAt(text, key.offset));
    if (key) seen.add(name);
    refuseDuplicates(child, text);
  }
}

function describe(error: ParseError): Message {
  switch (printParseErrorCode(error.error)) {
    case 'CommaExpected':
      return msg('a comma is missing');
    case 'ColonExpected':
      return msg('a colon is missing');
    case 'PropertyNameExpected':
      return msg('a property name in double quotes is expected');
    case 'ValueExpected':
      return msg('a value is missing');
    case 'CloseBraceExpected':
      return msg('a closing brace “}” is missing');
    case 'CloseBracketExpected':
      return msg('a closing bracket “]” is missing');
    case 'EndOfFileExpected':
      return msg('the JSON ends here, and more text follows');
    case 'InvalidCommentToken':
      return msg('JSON has no comments');
    case 'UnexpectedEndOfString':
      return msg('the string has no closing quote');
    default:
      return msg('unexpected text');
  }
}
