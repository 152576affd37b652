import { differenceFromPrinted } from '../../core/recording/comparePrinted';
import { differencesFromGolden, lasting, type Golden, type Seen } from '../../core/recording/golden';
import type { Lesson } from '../../core/lesson/lesson';
import type { Report } from './report';

/** Lines of a run that are shown beside a printed output that is not in it. */
const SHOWN = 12;

function excerpt(runs: readonly (readonly string[])[]): string {
  const lines = runs.at(-1) ?? [];
  return [...lines.slice(0, SHOWN), ...(lines.length > SHOWN ? [`… ${String(lines.length - SHOWN)} lines more`] : [])].join('\n');
}

/**
 * Reports, of a lesson that was played, each output that it prints and, where there is a recording, whether the snippets
 * brought the same again. Snippets that were not played are no concern of this: whoever plays reports them.
 */
export function compareOutputs(lesson: Lesson, seen: Seen, golden: Golden | null, report: Pick<Report, 'output'>): void {
  for (const printed of lesson.outputs) {
    const runs = seen.get(printed.snippet);
    if (!runs) continue;
    const expected = differenceFromPrinted(printed, runs);
    const difference = expected === null ? null : { expected, seen: excerpt(runs) };
    report.output({ lesson, snippet: printed.snippet, line: printed.line, difference });
  }
  if (!golden) return;
  const differences = differencesFromGolden(golden, lasting(lesson, seen));
  for (const { snippet, ...difference } of differences) report.output({ lesson, snippet, line: null, difference });
}
