/** What is written behind the opening backticks of a fence: `sql target=postgres id=create-table`. */
export interface FenceInfo {
  /** The first word in lower case; empty where there is none. */
  readonly language: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly mistakes: readonly FenceMistake[];
}

/** A part of the line that is not `key=value` or `key="quoted value"`, or a key that comes twice. */
export interface FenceMistake {
  readonly kind: 'notAnAttribute' | 'unclosedQuote' | 'duplicateKey';
  /** The key, or the part as it stands. */
  readonly text: string;
}

const LANGUAGE = /^\s*([^\s=]+)(?=\s|$)/u;
const PART = /\s*(?:(?<key>[A-Za-z][\w.-]*)=(?:"(?<quoted>(?:[^"\\]|\\.)*)(?<close>"?)|(?<plain>[^\s"]*))|(?<other>\S+))/uy;

/**
 * Reads the line behind the backticks. It always gives a result: what could not be read is a mistake beside the rest.
 * In a quoted value, `\"` is a quote and `\\` a backslash.
 */
export function parseFenceInfo(info: string): FenceInfo {
  const language = LANGUAGE.exec(info)?.[0] ?? '';
  const attributes = new Map<string, string>();
  const mistakes: FenceMistake[] = [];
  const rest = info.slice(language.length).trimEnd();
  const pattern = new RegExp(PART);
  while (pattern.lastIndex < rest.length) {
    const part = pattern.exec(rest)?.groups;
    if (!part) break;
    const { key, quoted, close, plain, other } = part;
    if (key === undefined) {
      mistakes.push({ kind: 'notAnAttribute', text: other ?? '' });
    } else if (attributes.has(key)) {
      mistakes.push({ kind: 'duplicateKey', text: key });
    } else {
      attributes.set(key, quoted === undefined ? (plain ?? '') : quoted.replace(/\\(.)/gu, '$1'));
    }
    if (key !== undefined && quoted !== undefined && close === '') mistakes.push({ kind: 'unclosedQuote', text: key });
  }
  return { language: language.trim().toLowerCase(), attributes, mistakes };
}
