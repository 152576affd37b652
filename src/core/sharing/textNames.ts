import type { RunnableSnippet, Target } from '../snippet/snippet';
import { ownName, type Keeper } from './prefix';

/** Where a text names something: what stands right before the name. */
interface Place {
  readonly before: RegExp;
  readonly keeper: Keeper;
  /** What stands between this name and the next, where several may be listed. */
  readonly between?: RegExp;
}

const NAME = /[A-Za-z0-9_][A-Za-z0-9_.%-]*/uy;

/** A variable of Python or of the shell, or a pattern: its name is made when the program runs, so the prefix goes before it. */
const MADE_LATER = /[{$(]/uy;

const SLOT_FUNCTION =
  /\bpg_(?:create_logical_replication_slot|create_physical_replication_slot|drop_replication_slot|replication_slot_advance|logical_slot_\w+)\s*\(\s*'/giu;

const POSTGRES: readonly Place[] = [
  { before: /\b(?:slot_name|pubname)\s*(?:=>?|:=|<>|!=|(?:not\s+)?i?like)\s*'/giu, keeper: 'postgres' },
  { before: /\b(?:slot_name|pubname)\s+(?:not\s+)?in\s*\(\s*'/giu, keeper: 'postgres', between: /'\s*,\s*'/uy },
  { before: SLOT_FUNCTION, keeper: 'postgres' },
  // From one slot to another.
  { before: /\bpg_copy_(?:logical|physical)_replication_slot\s*\(\s*'/giu, keeper: 'postgres', between: /'\s*,\s*'/uy },
  { before: /'publication_names'\s*,\s*'/giu, keeper: 'postgres' },
  { before: /\b(?:create|alter|drop)\s+publication\s+(?:if\s+exists\s+)?"?/giu, keeper: 'postgres', between: /"?\s*,\s*"?/uy },
];

/** Topics, groups and connectors, as lessons write them. */
const PYTHON: readonly Place[] = [
  { before: /\bTopicPartition\(\s*["']/gu, keeper: 'kafka' },
  {
    before: /\.subscribe\(\s*(?:topics\s*=\s*)?\[\s*(?:[A-Za-z_]\w*\s*,\s*)*["']/gu,
    keeper: 'kafka',
    between: /["']\s*,\s*(?:[A-Za-z_]\w*\s*,\s*)*["']/uy,
  },
  { before: /\.produce\(\s*(?:topic\s*=\s*)?["']/gu, keeper: 'kafka' },
  { before: /\.produce\(\s*(?!topic\b)\w+\s*=[^()]*?,\s*topic\s*=\s*["']/gu, keeper: 'kafka' },
  { before: /^[A-Z_]*TOPIC\s*=\s*["']/gmu, keeper: 'kafka' },
  { before: /["']group\.id["']\s*:\s*["']/gu, keeper: 'kafka' },
  { before: /\/connectors\//gu, keeper: 'kafka' },
];

const BASH: readonly Place[] = [
  { before: /--(?:topic|group)[\s=]+["']?/gu, keeper: 'kafka' },
  { before: /\/connectors\//gu, keeper: 'kafka' },
];

const PLACES: Partial<Record<Target, readonly Place[]>> = { postgres: POSTGRES, python: PYTHON, bash: BASH };

/** The text of a snippet with the student's own names. Texts of MySQL name nothing that needs one; requests are read first. */
export function ownText(prefix: string, target: Target, text: string): string {
  if (prefix === '') return text;
  const edits = (PLACES[target] ?? []).flatMap((place) => editsAt(text, place, prefix));
  // From the end, so that what is before keeps its place.
  return edits
    .sort((a, b) => b.start - a.start)
    .reduce((rest, { start, length, own }) => rest.slice(0, start) + own + rest.slice(start + length), text);
}

interface Edit {
  readonly start: number;
  readonly length: number;
  readonly own: string;
}

function editsAt(text: string, { before, keeper, between }: Place, prefix: string): readonly Edit[] {
  return [...text.matchAll(before)].flatMap((match) => {
    const edits: Edit[] = [];
    let start: number | null = match.index + match[0].length;
    if (keeper === 'kafka' && matchAt(MADE_LATER, text, start) !== null) return [{ start, length: 0, own: ownName(prefix, keeper, '') }];
    while (start !== null) {
      const name = matchAt(NAME, text, start);
      if (name === null) break;
      edits.push({ start, length: name.length, own: ownName(prefix, keeper, name) });
      const end: number = start + name.length;
      const gap: string | null = between ? matchAt(between, text, end) : null;
      start = gap === null ? null : end + gap.length;
    }
    return edits;
  });
}

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

/** A snippet with the student's own names, but for JSON in its text: whoever reads that renames it. */
export function ownSnippet(prefix: string, snippet: RunnableSnippet): RunnableSnippet {
  if (prefix === '') return snippet;
  const { target, attributes, code } = snippet;
  return { ...snippet, code: ownText(prefix, target, code), attributes: ownAttributes(prefix, target, attributes) };
}

/** Signals for a connector carry its `topic.prefix` as their key; other keys are data. */
function ownAttributes(prefix: string, target: Target, attributes: RunnableSnippet['attributes']): RunnableSnippet['attributes'] {
  const { topic, key } = attributes;
  if (topic === undefined || (target !== 'kafka' && target !== 'consume')) return attributes;
  const isSignal = target === 'kafka' && key !== undefined && /-signals?$/u.test(topic);
  return { ...attributes, topic: ownName(prefix, 'kafka', topic), ...(isSignal && { key: ownName(prefix, 'kafka', key) }) };
}
