import { containsJson } from './containsJson';
import { normalised, shapeOf } from './normalise';
import type { PrintedOutput } from './printedOutput';

/** What was left out of a printed line. */
const CUT = '…';

type LineTest = (seen: string) => boolean;

function exactly(line: string): LineTest {
  const parts = line.split(CUT).map((part) => part.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`));
  const pattern = new RegExp(`^${parts.join('.*')}$`, 'u');
  return (seen) => pattern.test(seen);
}

/** Every word of the line is in the seen one, whatever the order: a list of groups may be longer or begin with another. */
function inShape(line: string): LineTest {
  const words = shapeOf(line).filter((word) => !word.includes(CUT));
  return (seen) => {
    const there = new Set(shapeOf(seen));
    return words.every((word) => there.has(word));
  };
}

/** The first printed line that is not among the seen ones; null when all are. Exact lines have to come in their order. */
function missingLine({ text, varies }: PrintedOutput, seen: readonly string[]): string | null {
  const lines = normalised(seen);
  let from = 0;
  for (const printed of text.split('\n')) {
    const [line] = normalised([printed]);
    if (line === undefined || line === CUT) continue;
    const test = varies ? inShape(line) : exactly(line);
    const at = lines.findIndex((candidate, index) => index >= from && test(candidate));
    if (at < 0) return printed;
    if (!varies) from = at + 1;
  }
  return null;
}

/**
 * Compares what a lesson prints with what the runs of its snippet brought; one run that fits is enough, because a lesson
 * may have the same snippet run again and show what it brings then.
 *
 * @param runs lines of each run, in order
 * @returns the printed line, or the whole JSON text, that no run has; null when the lesson is right
 */
export function differenceFromPrinted(printed: PrintedOutput, runs: readonly (readonly string[])[]): string | null {
  if (printed.format === 'json') return runs.some((lines) => containsJson(lines.join('\n'), printed.text)) ? null : printed.text;
  const missing = runs.map((lines) => missingLine(printed, lines));
  return missing.includes(null) ? null : (missing.at(-1) ?? printed.text);
}
