import { isMap, isNode, isPair, isSeq, LineCounter, parseDocument, type ParsedNode } from 'yaml';

export interface YamlMistake {
  readonly line: number;
  /** The YAML library's own sentence, in English. */
  readonly message: string;
}

/** YAML inside a lesson, with the way back from a value to its line in the file. */
export interface YamlSource {
  /** Plain data; undefined when the text is not YAML. */
  readonly value: unknown;
  readonly mistakes: readonly YamlMistake[];
  /** One-based line in the file of the field at the path, or of the nearest field around it that exists. */
  lineOf(path: readonly PropertyKey[]): number;
  /** True when something is written at the path. */
  has(path: readonly PropertyKey[]): boolean;
}

interface Found {
  readonly node: unknown;
  readonly offset: number | null;
}

function startOf(node: unknown): number | null {
  return isNode(node) ? (node.range?.[0] ?? null) : null;
}

function child(node: unknown, key: PropertyKey): Found | null {
  if (isSeq(node)) {
    const item = typeof key === 'number' ? node.items[key] : undefined;
    return item === undefined ? null : { node: item, offset: startOf(item) };
  }
  if (!isMap(node)) return null;
  const pair = node.items.find((item) => isPair(item) && String(item.key) === String(key));
  return pair ? { node: pair.value, offset: startOf(pair.key) } : null;
}

function find(root: ParsedNode | null, path: readonly PropertyKey[]): { readonly offset: number | null; readonly complete: boolean } {
  let node: unknown = root;
  let offset: number | null = null;
  for (const key of path) {
    const next = child(node, key);
    if (!next) return { offset, complete: false };
    node = next.node;
    offset = next.offset ?? offset;
  }
  return { offset, complete: true };
}

/** Reads YAML whose first line is line `firstLine` of the file. Never throws. */
export function readYaml(text: string, firstLine: number): YamlSource {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number): number => lines.linePos(offset).line + firstLine - 1;
  // What the parser says next about the same line is mostly a consequence of what it said first.
  const first = new Map<number, string>();
  for (const { pos, message } of [...document.errors, ...document.warnings]) {
    const line = lineAt(pos[0]);
    if (!first.has(line)) first.set(line, message);
  }
  const mistakes: YamlMistake[] = [...first].map(([line, message]) => ({ line, message }));
  const root = document.contents;
  let value: unknown;
  if (mistakes.length === 0) {
    try {
      value = document.toJS();
    } catch (error) {
      // Aliases that multiply beyond the library's limit.
      mistakes.push({ line: firstLine, message: error instanceof Error ? error.message : String(error) });
    }
  }
  return {
    value,
    mistakes,
    lineOf(path) {
      const { offset } = find(root, path);
      return offset === null ? firstLine : lineAt(offset);
    },
    has: (path) => find(root, path).complete,
  };
}
