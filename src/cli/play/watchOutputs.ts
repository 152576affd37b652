import type { Seen } from '../../core/recording/golden';
import { outputLines } from './formatOutput';
import type { Report } from './report';

export interface OutputWatch {
  /** Passes everything on to the report, and keeps what the snippets brought. */
  readonly report: Report;
  /** What the snippets of the lesson reported last have brought. */
  readonly seen: () => Seen;
}

export function watchOutputs(report: Report): OutputWatch {
  let seen = new Map<string, (readonly string[])[]>();
  return {
    seen: () => seen,
    report: {
      ...report,
      lesson: (lesson) => {
        seen = new Map();
        report.lesson(lesson);
      },
      snippet: (played) => {
        const { snippet, run, printed } = played;
        seen.set(snippet.id, [...(seen.get(snippet.id) ?? []), outputLines(run.output, printed)]);
        report.snippet(played);
      },
    },
  };
}
