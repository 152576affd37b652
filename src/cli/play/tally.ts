import { checkPassed, predictionPassed, troublePassed, type Report, type Summary } from './report';

export interface Tally {
  /** Passes everything on to the report, and counts it. */
  readonly report: Report;
  readonly summary: () => Summary;
}

/** Counts what is reported. A problem counts as a failure: a lesson that could not be played has not passed. */
export function tally(report: Report, now: () => number): Tally {
  const startedAt = now();
  const counts = { lessons: 0, steps: 0, snippets: 0, checks: 0, predictions: 0, outputs: 0, troubles: 0, passed: 0, failed: 0 };
  const judge = (passed: boolean): void => {
    counts[passed ? 'passed' : 'failed']++;
  };
  return {
    summary: () => ({ ...counts, seconds: Math.round((now() - startedAt) / 100) / 10 }),
    report: {
      ...report,
      lesson: (lesson) => {
        counts.lessons++;
        report.lesson(lesson);
      },
      step: (step) => {
        counts.steps++;
        report.step(step);
      },
      snippet: (played) => {
        counts.snippets++;
        judge(played.ok);
        report.snippet(played);
      },
      check: (played) => {
        counts.checks++;
        judge(checkPassed(played));
        report.check(played);
      },
      prediction: (played) => {
        counts.predictions++;
        judge(predictionPassed(played));
        report.prediction(played);
      },
      output: (played) => {
        counts.outputs++;
        judge(played.difference === null);
        report.output(played);
      },
      trouble: (played) => {
        counts.troubles++;
        judge(troublePassed(played));
        report.trouble(played);
      },
      problem: (text) => {
        judge(false);
        report.problem(text);
      },
    },
  };
}
