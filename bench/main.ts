import { activation } from './activation';
import type { Bench } from './bench';
import { coldStart } from './coldStart';
import { jsonLine, TABLE_HEAD, tableLine, type Measurement } from './figure';
import { lessonOpening } from './lessonOpening';
import { lessonRewind } from './lessonRewind';
import { profileStarts } from './profileStarts';
import { snippetRun } from './snippetRun';
import { topicReading } from './topicReading';

export interface BenchOptions extends Omit<Bench, 'note'> {
  readonly json: boolean;
  /** Names of the figures wanted; null for all. */
  readonly only: readonly string[] | null;
}

const MEASUREMENTS: readonly Measurement<Bench>[] = [
  coldStart,
  profileStarts,
  lessonRewind,
  topicReading,
  snippetRun,
  lessonOpening,
  activation,
];

/** Prints every figure as soon as it is there. Gives the exit code: 0 when all wanted figures could be measured, goals aside. */
export async function runBench({ json, only, ...options }: BenchOptions): Promise<number> {
  const known = MEASUREMENTS.flatMap(({ goals }) => Object.keys(goals));
  const unknown = only?.filter((name) => !known.includes(name)) ?? [];
  if (unknown.length > 0) {
    process.stderr.write(`No such figure: ${unknown.join(', ')}. There are: ${known.join(', ')}\n`);
    return 2;
  }
  const bench: Bench = { ...options, note: (text) => void process.stderr.write(`${text}\n`) };
  const isWanted = (name: string): boolean => only?.includes(name) ?? true;
  if (!json) process.stdout.write(`${TABLE_HEAD}\n`);
  let code = 0;
  for (const { goals, measure } of MEASUREMENTS) {
    if (!Object.keys(goals).some(isWanted)) continue;
    try {
      bench.signal.throwIfAborted();
      for (const figure of await measure(bench)) {
        const goal = goals[figure.name];
        if (goal && isWanted(figure.name)) process.stdout.write(`${json ? jsonLine(figure) : tableLine(figure, goal)}\n`);
      }
    } catch (error) {
      if (bench.signal.aborted) return 130;
      bench.note(`${Object.keys(goals).join(', ')}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      code = 1;
    }
  }
  return code;
}
