import type { LabProgress } from '../../core/lab/lab';
import { msg, type Message } from '../../core/message';
import { parseJson } from '../files/readable';
import { isFields, textOf } from '../files/shape';

const MB = 1_000_000;
/** A new message at every so many MB: more often nobody reads. */
const STEP_MB = 10;

interface Layer {
  readonly current: number;
  readonly total: number;
}

/**
 * Turns what Compose prints while it pulls or builds into progress for the user: one JSON object a line since 2.29, plain
 * lines such as ` 3e731ddb7fc9 Downloading [==>  ]  1.2MB/29.1MB` before. Sizes are of compressed layers. Of the whole only
 * what Compose has named so far is known, so the sum can grow.
 */
export function pullProgress(tell: (progress: LabProgress) => void): (line: string) => void {
  const layers = new Map<string, Layer>();
  let last = '';
  const say = (message: Message, key: string): void => {
    if (key === last) return;
    last = key;
    tell({ message });
  };
  return (line) => {
    const event = readEvent(line);
    if (!event) return;
    const { id, word, step } = event;
    if (step !== null) say(msg('Building the image for metrics: {0}', step), `build ${step}`);
    const known = layers.get(id);
    if (word === 'Downloading' && event.layer) layers.set(id, event.layer);
    else if (known && DONE.has(word)) layers.set(id, { current: known.total, total: known.total });
    else return;
    const [done, total] = [sum(layers, 'current'), sum(layers, 'total')];
    say(msg('Downloading images: {0} of {1} MB…', done, total), `pull ${String(Math.floor(done / STEP_MB))}`);
  };
}

const DONE: ReadonlySet<string> = new Set(['Download complete', 'Verifying Checksum', 'Extracting', 'Pull complete']);
const WORDS = ['Downloading', ...DONE] as const;

interface PullEvent {
  readonly id: string;
  /** What happens to the layer; empty when it is something else. */
  readonly word: string;
  readonly layer: Layer | null;
  /** A step of a build, such as `[2/2] RUN curl …`. */
  readonly step: string | null;
}

function readEvent(line: string): PullEvent | null {
  const value = parseJson(line);
  if (!isFields(value)) return plainEvent(line);
  const texts = ['text', 'status', 'details'].map((name) => textOf(value[name]));
  const id = textOf(value['id']);
  const { current, total } = value;
  const counted = typeof current === 'number' && typeof total === 'number' && total > 0 ? { current, total } : null;
  return {
    id,
    word: WORDS.find((word) => texts.includes(word)) ?? '',
    layer: counted ?? sizes(texts.join(' ')),
    step: buildStep(id) ?? buildStep(texts.join(' ')),
  };
}

function plainEvent(line: string): PullEvent | null {
  const [, id, rest] = /^\s*(\S+)\s+(.*)$/u.exec(line) ?? [];
  if (id === undefined || rest === undefined) return null;
  return { id, word: WORDS.find((word) => rest.startsWith(word)) ?? '', layer: sizes(rest), step: buildStep(line) };
}

/** `#7 [connect 2/2] RUN curl …` of a build's plain output. */
function buildStep(text: string): string | null {
  return /^(?:#\d+ )?\[(?:\S+ )?(\d+\/\d+)\] [A-Z]+/u.exec(text.trim())?.[1] ?? null;
}

const UNITS: Readonly<Record<string, number>> = { B: 1, kB: 1_000, MB, GB: 1_000 * MB };

/** `1.2MB/29.1MB`, as Docker writes sizes. */
function sizes(text: string): Layer | null {
  const [, current, currentUnit, total, totalUnit] = /([\d.]+)([kMG]?B)\/([\d.]+)([kMG]?B)/u.exec(text) ?? [];
  const bytes = (amount: string | undefined, unit: string | undefined): number => Number(amount) * (UNITS[unit ?? ''] ?? 0);
  return current === undefined ? null : { current: bytes(current, currentUnit), total: bytes(total, totalUnit) };
}

/** In whole MB. */
function sum(layers: ReadonlyMap<string, Layer>, field: keyof Layer): number {
  return Math.round([...layers.values()].reduce((bytes, layer) => bytes + layer[field], 0) / MB);
}
