import type { Statement } from './statement';

/**
 * Splits a script the way the `mysql` client does (`add_line` in its `mysql.cc`): a delimiter ends a statement unless
 * it stands in a string, a quoted name or a comment; a `DELIMITER` line changes it; `\g` and `\G` end a statement too.
 * Comments before or between statements and empty statements are left out, except those that the server runs, which
 * begin with an exclamation mark. A string or comment that is never closed keeps all that follows, so that the server
 * reports it.
 */
export function splitMysqlStatements(script: string): readonly Statement[] {
  const found: Statement[] = [];
  let delimiter = ';';
  let start: number | null = null;
  let end = 0;
  let at = 0;
  const finish = (): void => {
    if (start !== null) found.push({ text: script.slice(start, end), offset: start });
    start = null;
  };
  while (at < script.length) {
    const command = start === null ? delimiterCommand(script, at) : null;
    const terminator = terminatorAt(script, at, delimiter);
    if (command) {
      delimiter = command.delimiter;
      at = command.end;
    } else if (terminator > 0) {
      finish();
      at += terminator;
    } else if (isSpace(script.charAt(at))) {
      at += 1;
    } else {
      const comment = commentEnd(script, at);
      start ??= comment === null ? at : null;
      end = comment === null ? tokenEnd(script, at) : end;
      at = comment ?? end;
    }
  }
  finish();
  return found;
}

/** The client reads the line to its end, whatever the delimiter has been so far. */
function delimiterCommand(script: string, at: number): { readonly delimiter: string; readonly end: number } | null {
  const pattern = /delimiter[ \t]+(?:(['"`])(.+?)\1|(\S+)).*/iuy;
  pattern.lastIndex = at;
  const match = pattern.exec(script);
  const delimiter = match?.[2] ?? match?.[3];
  return delimiter === undefined ? null : { delimiter, end: pattern.lastIndex };
}

/** Length of what ends a statement here; zero when nothing does. */
function terminatorAt(script: string, at: number, delimiter: string): number {
  if (script.startsWith(delimiter, at)) return delimiter.length;
  return script.startsWith('\\g', at) || script.startsWith('\\G', at) ? 2 : 0;
}

/** Where the comment that begins here ends; null when none begins, or when it is never closed. */
function commentEnd(script: string, at: number): number | null {
  if (script.startsWith('#', at) || isDashComment(script, at)) {
    const newline = script.indexOf('\n', at);
    return newline < 0 ? script.length : newline + 1;
  }
  if (!script.startsWith('/*', at) || /[!+]/u.test(script.charAt(at + 2))) return null;
  const close = script.indexOf('*/', at + 2);
  return close < 0 ? null : close + 2;
}

/** Two dashes begin a comment only before a space or the end of the text: `5--1` is a subtraction. */
function isDashComment(script: string, at: number): boolean {
  return script.startsWith('--', at) && (at + 2 === script.length || isSpace(script.charAt(at + 2)));
}

/** Control characters count as space to the server. */
function isSpace(character: string): boolean {
  return character <= ' ' || character === '\u{FEFF}';
}

/** The end of what must not be looked into: a string, a quoted name, a hint, an open comment; else one character. */
function tokenEnd(script: string, at: number): number {
  const character = script.charAt(at);
  if (character === "'" || character === '"' || character === '`') return quotedEnd(script, at, character);
  if (script.startsWith('/*!', at)) return at + 3;
  if (script.startsWith('*/', at)) return at + 2;
  if (script.startsWith('/*', at)) return closedBy(script, '*/', at + 2);
  return at + 1;
}

/** A doubled quote ends one string and begins the next, which comes to the same. Quoted names know no backslash. */
function quotedEnd(script: string, at: number, quote: string): number {
  if (quote === '`') return closedBy(script, quote, at + 1);
  for (let index = at + 1; index < script.length; index += 1) {
    const character = script.charAt(index);
    if (character === quote) return index + 1;
    if (character === '\\') index += 1;
  }
  return script.length;
}

function closedBy(script: string, mark: string, from: number): number {
  const close = script.indexOf(mark, from);
  return close < 0 ? script.length : close + mark.length;
}
