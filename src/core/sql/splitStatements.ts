import type { parseSync, ScanToken, scanSync } from 'libpg-query';
import type { Statement } from './statement';

/** How far into a statement we are: what psql's lexer tracks to know that a semicolon does not end it. */
interface Nesting {
  /** Lower-cased leading words, enough to recognise `CREATE OR REPLACE FUNCTION`. */
  readonly words: string[];
  parens: number;
  /** Open `BEGIN`/`CASE` of an SQL-standard routine body. */
  blocks: number;
}

interface Scanner {
  readonly scanSync: typeof scanSync;
  readonly parseSync: typeof parseSync;
}

/** Offsets in bytes of the script's UTF-8 text. */
interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Splits a script the way psql does, with PostgreSQL's own scanner: strings of all kinds, nested comments, dollar quotes,
 * `BEGIN ATOMIC` bodies and rules with several actions are each understood. Comments before or between
 * statements and empty statements are left out. A script that cannot be scanned (an open quote) is split up to the statement that is wrong;
 * that statement keeps all that follows, so that the server reports it.
 */
export async function splitStatements(script: string): Promise<readonly Statement[]> {
  if (script.trim() === '') return [];
  const scanner = await loadScanner();
  const bytes = new TextEncoder().encode(script);
  return toStatements(bytes, ranges(scanner, script, bytes.length));
}

/** Loads the WebAssembly scanner (0.1 s, once). Worth calling while something else is waited for. */
export async function loadScanner(): Promise<Scanner> {
  const scanner = await import('libpg-query');
  await scanner.loadModule();
  return scanner;
}

function ranges(scanner: Scanner, script: string, length: number): ByteRange[] {
  const tokens = tryScan(scanner, script);
  if (tokens) return statementRanges(tokens, length, false);
  const sound = tryScan(scanner, beforeFirstError(scanner, script)) ?? [];
  return statementRanges(sound, length, true);
}

function tryScan(scanner: Scanner, text: string): readonly ScanToken[] | null {
  if (text.trim() === '') return [];
  try {
    return scanner.scanSync(text).tokens;
  } catch {
    return null;
  }
}

/**
 * The scanner fails without saying where; the parser does. What the parser rejects the server will reject as well, so
 * no statement behind that point can matter. Positions are in code points.
 */
function beforeFirstError(scanner: Scanner, script: string): string {
  try {
    scanner.parseSync(script);
    return '';
  } catch (error) {
    const details = error instanceof Error && 'sqlDetails' in error ? error.sqlDetails : null;
    const position = typeof details === 'object' && details !== null && 'cursorPosition' in details ? details.cursorPosition : 0;
    return typeof position === 'number' ? Array.from(script).slice(0, position).join('') : '';
  }
}

/** `open` says that the tokens end before the script does: the last statement then reaches to its end. */
function statementRanges(tokens: readonly ScanToken[], length: number, open: boolean): ByteRange[] {
  const found: ByteRange[] = [];
  let nesting = newNesting();
  let start: number | null = null;
  let end = 0;
  for (const token of tokens) {
    if (isComment(token)) continue;
    if (token.text === ';' && nesting.parens === 0 && nesting.blocks === 0) {
      if (start !== null) found.push({ start, end: token.start });
      start = null;
      nesting = newNesting();
      end = token.end;
      continue;
    }
    track(nesting, token);
    start ??= token.start;
    end = token.end;
  }
  if (open) found.push({ start: start ?? end, end: length });
  else if (start !== null) found.push({ start, end });
  return found;
}

function newNesting(): Nesting {
  return { words: [], parens: 0, blocks: 0 };
}

function isComment(token: ScanToken): boolean {
  return token.tokenName === 'C_COMMENT' || token.tokenName === 'SQL_COMMENT';
}

/** The heuristic of psql's `psqlscan.l`, rule `{identifier}`. */
function track(nesting: Nesting, token: ScanToken): void {
  if (token.text === '(') nesting.parens += 1;
  else if (token.text === ')') nesting.parens = Math.max(0, nesting.parens - 1);
  if (!/^[a-z_]\w*$/iu.test(token.text)) return;
  const word = token.text.toLowerCase();
  if (nesting.words.length < 4) nesting.words.push(word);
  if (nesting.parens > 0 || !/^create (or replace )?(function|procedure)\b/u.test(nesting.words.join(' '))) return;
  if (word === 'begin') nesting.blocks += 1;
  else if (word === 'case' && nesting.blocks > 0) nesting.blocks += 1;
  else if (word === 'end' && nesting.blocks > 0) nesting.blocks -= 1;
}

/** Decodes each stretch once, so that a script of many statements stays linear. */
function toStatements(bytes: Uint8Array, found: readonly ByteRange[]): Statement[] {
  // A byte-order mark is a character like any other here: dropping it would shift every offset.
  const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
  let at = 0;
  let offset = 0;
  return found.flatMap(({ start, end }) => {
    offset += utf8.decode(bytes.subarray(at, start)).length;
    const raw = utf8.decode(bytes.subarray(start, end));
    const text = raw.trimStart();
    const statement = { text: text.trimEnd(), offset: offset + raw.length - text.length };
    offset += raw.length;
    at = end;
    return statement.text === '' ? [] : [statement];
  });
}
