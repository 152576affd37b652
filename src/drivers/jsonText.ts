import { createScanner, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import { UserError, type Place } from '../core/errors';
import { msg, type Message } from '../core/message';
import { placeAt } from './place';

const STRICT = { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false };

/**
 * Parses strict JSON and keeps where everything stands.
 *
 * @throws UserError with the place of the first mistake, a property written twice included
 */
export function parseJsonText(text: string): Node {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, STRICT);
  const [first, second] = errors;
  if (first) throw invalidJson(describe(isBareName(first, second) ? second : first), placeAt(text, first.offset));
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

/**
 * The JSON documents of a text, white space of any kind between them. Each comes without white space of its own, its
 * numbers and strings letter for letter: `1.0` and 20-digit integers survive.
 *
 * @throws UserError with the place of the first mistake in any of them
 */
export function jsonDocuments(text: string): readonly string[] {
  const found: string[] = [];
  let start = 0;
  do {
    const end = documentEnd(text, start);
    // What stands before is kept as blanks, so that a mistake is named at its place.
    parseJsonText(text.slice(0, start).replace(/[^\n]/gu, ' ') + text.slice(start, end));
    found.push(compact(text.slice(start, end)));
    start = end;
  } while (text.slice(start).trim() !== '');
  return found;
}

/** Where the brackets of the document that begins at `start` are closed again. */
function documentEnd(text: string, start: number): number {
  const scanner = createScanner(text, true);
  scanner.setPosition(start);
  let depth = 0;
  // The scanner's token kinds are an ambient const enum, which cannot be imported; its last token is empty.
  for (scanner.scan(); scanner.getTokenLength() > 0; scanner.scan()) {
    const token = text.charAt(scanner.getTokenOffset());
    if (token === '{' || token === '[') depth += 1;
    if (token === '}' || token === ']') depth -= 1;
    if (depth <= 0) return scanner.getPosition();
  }
  return text.length;
}

function compact(json: string): string {
  const scanner = createScanner(json, true);
  let text = '';
  for (scanner.scan(); scanner.getTokenLength() > 0; scanner.scan()) {
    text += json.slice(scanner.getTokenOffset(), scanner.getPosition());
  }
  return text;
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

/** A property name without quotes is reported as a strange symbol first and as what it should have been second. */
function isBareName(first: ParseError, second: ParseError | undefined): second is ParseError {
  if (!second || printParseErrorCode(first.error) !== 'InvalidSymbol') return false;
  return printParseErrorCode(second.error) === 'PropertyNameExpected';
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
