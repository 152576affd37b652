import { readFileSync } from 'node:fs';

/** The text of a file; null when there is none or it cannot be read. */
export function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** The JSON value of a file; undefined when there is no file, or what it holds is not JSON. */
export function readJson(path: string): unknown {
  const text = readText(path);
  return text === null ? undefined : parseJson(text);
}

/** The JSON value of a text; undefined when it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
