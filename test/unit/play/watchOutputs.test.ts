import { describe, expect, it } from 'vitest';
import { watchOutputs } from '../../../src/cli/play/watchOutputs';
import type { PlayedSnippet, Report } from '../../../src/cli/play/report';
import type { RunOutput } from '../../../src/core/run/result';

function played(output: RunOutput | null, printed: string): PlayedSnippet {
  return { snippet: { id: 'read' }, run: { output }, printed, ok: true } as unknown as PlayedSnippet;
}

const REPORT = { lesson: () => undefined, snippet: () => undefined } as unknown as Report;

describe('what a snippet brought', () => {
  it('is what its program printed, without what was printed before the program began', () => {
    const { report, seen } = watchOutputs(REPORT);
    report.snippet(played({ kind: 'process', exitCode: 0, output: 'read 3\n' }, 'Collecting confluent-kafka\nread 3\n'));
    expect(seen().get('read')).toEqual([['read 3']]);
  });

  it('is what a program had printed when it was stopped', () => {
    const { report, seen } = watchOutputs(REPORT);
    report.snippet(played(null, 'read 1\nread 2\n'));
    expect(seen().get('read')).toEqual([['read 1', 'read 2']]);
  });

  it('is kept for every run, until the next lesson', () => {
    const { report, seen } = watchOutputs(REPORT);
    report.snippet(played(null, 'a'));
    report.snippet(played(null, 'b'));
    expect(seen().get('read')).toEqual([['a'], ['b']]);
    report.lesson({} as Parameters<Report['lesson']>[0]);
    expect(seen().size).toBe(0);
  });
});
