const QUOTE = 0x22;
const BACKSLASH = 0x5c;

function skipSpace(json: string, at: number): number {
  let i = at;
  while (i < json.length && json.charCodeAt(i) <= 0x20) i++;
  return i;
}

/** Offset behind the string that begins at `at`. */
function skipString(json: string, at: number): number {
  let i = at + 1;
  while (i < json.length && json.charCodeAt(i) !== QUOTE) i += json.charCodeAt(i) === BACKSLASH ? 2 : 1;
  return i + 1;
}

/** Offset behind the value that begins at `at`. */
function skipValue(json: string, at: number): number {
  const first = json[at];
  if (first === '"') return skipString(json, at);
  if (first !== '{' && first !== '[') {
    let i = at;
    while (i < json.length && !',]} \n\r\t'.includes(json[i] ?? ',')) i++;
    return i;
  }
  let depth = 0;
  let i = at;
  while (i < json.length) {
    const char = json[i];
    if (char === '"') {
      i = skipString(json, i);
      continue;
    }
    if (char === '{' || char === '[') depth++;
    if (char === '}' || char === ']') depth--;
    i++;
    if (depth === 0) break;
  }
  return i;
}

/** Offset of the member's value in the object that begins at `at`; -1 when there is none. */
function seekMember(json: string, at: number, name: string): number {
  if (json[at] !== '{') return -1;
  let i = skipSpace(json, at + 1);
  while (i < json.length && json[i] === '"') {
    const keyEnd = skipString(json, i);
    const key: unknown = JSON.parse(json.slice(i, keyEnd));
    const value = skipSpace(json, skipSpace(json, keyEnd) + 1);
    if (key === name) return value;
    const next = skipSpace(json, skipValue(json, value));
    if (json[next] !== ',') return -1;
    i = skipSpace(json, next + 1);
  }
  return -1;
}

/**
 * The value at a path of member names, exactly as it is written in the JSON text; null when there is none.
 *
 * `JSON.parse` rounds integers beyond 2^53, and an int64 column may hold such. Parsing every event with exact numbers
 * would cost several times as much, so events are parsed plainly and the exact text is fetched on demand, from here.
 * The text must be valid JSON: it has been parsed before.
 */
export function rawValue(json: string, path: readonly string[]): string | null {
  let at = skipSpace(json, 0);
  for (const name of path) {
    at = seekMember(json, at, name);
    if (at < 0) return null;
  }
  return json.slice(at, skipValue(json, at));
}
