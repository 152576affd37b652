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
        // The first program of a lab has its environment made before it, and what that prints is not the program's.
        const own = run.output?.kind === 'process' ? run.output.output : printed;
        seen.set(snippet.id, [...(seen.get(snippet.id) ?? []), outputLines(run.output, own)]);
        report.snippet(played);
      },
    },
  };
}
