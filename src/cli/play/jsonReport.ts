import { english } from '../../core/message';
import {
  outputFix,
  placeOf,
  type PlayedCheck,
  type PlayedOutput,
  type PlayedPrediction,
  type PlayedSnippet,
  type PlayedTrouble,
  type Report,
  type Summary,
} from './report';

/** One JSON object a line on standard output, and nothing else there: for machines. Problems go to standard error. */
export function jsonReport(): Report {
  const print = (value: unknown): void => console.log(JSON.stringify(value));
  return {
    lesson: () => undefined,
    step: () => undefined,
    snippet: ({ lesson, snippet, run, ok }: PlayedSnippet) => {
      const error = run.problem ? { error: english(run.problem.what) } : {};
      print({ lesson: lesson.id, snippet: snippet.id, target: snippet.target, ok, ms: run.durationMs ?? 0, ...error });
    },
    check: ({ lesson, step, check, before, after, saw }: PlayedCheck) => {
      print({ lesson: lesson.id, step: step.id, check, before, after, saw });
    },
    prediction: ({ lesson, prediction, value, right }: PlayedPrediction) => {
      print({ lesson: lesson.id, prediction: prediction.id, value, right });
    },
    output: (played: PlayedOutput) => {
      const { lesson, snippet, difference } = played;
      const wrong = difference === null ? {} : { ...difference, fix: outputFix(played) };
      print({ lesson: lesson.id, output: snippet, at: placeOf(played), ok: difference === null, ...wrong });
    },
    trouble: ({ lesson, trouble, seen, wellBefore, well }: PlayedTrouble) => {
      print({ lesson: lesson.id, trouble: trouble.id, seen, wellBefore, well });
    },
    problem: (text) => console.error(text),
    note: (text) => console.error(text),
    summary: (summary: Summary) => print({ summary }),
  };
}
