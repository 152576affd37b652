import { english } from '../../core/message';
import { formatOutput } from './formatOutput';
import {
  checkPassed,
  outputFix,
  placeOf,
  predictionPassed,
  troublePassed,
  type PlayedCheck,
  type PlayedOutput,
  type PlayedPrediction,
  type PlayedSnippet,
  type PlayedTrouble,
  type Report,
  type Summary,
} from './report';

function snippetLine({ snippet, run, ok }: PlayedSnippet): string {
  const result = run.problem ? english(run.problem.what) : run.summary ? english(run.summary) : run.state;
  return `  ${ok ? '▷' : '✗'} ${snippet.id} (${snippet.target})  ${result}  ${String(run.durationMs ?? 0)} ms`;
}

function checkLine(played: PlayedCheck): string {
  const { step, check, before, saw } = played;
  const what = step.checks[check];
  const note = before ? '  met before the step was done: it proves nothing' : '';
  return `  ${checkPassed(played) ? '✓' : '✗'} check ${String(check + 1)} ${what?.kind ?? ''}  saw ${JSON.stringify(saw)}${note}`;
}

function predictionLine(played: PlayedPrediction): string {
  const { prediction, value, right } = played;
  const options = right.map((index) => prediction.options[index]?.text).join(' and ');
  const told = right.length === 0 ? 'none of the options' : options;
  return `  ${predictionPassed(played) ? '✓' : '✗'} question ${prediction.id}  the lab says ${JSON.stringify(value)}: ${told}`;
}

function outputText(played: PlayedOutput): readonly string[] {
  const { snippet, difference } = played;
  const place = placeOf(played);
  if (difference === null) return [`  ✓ output of ${snippet} is as in ${place}`];
  const quoted = (text: string | null): readonly string[] => (text ?? '(nothing)').split('\n').map((line) => `      | ${line}`);
  return [
    `  ✗ output of ${snippet} is not as in ${place}`,
    '      expected:',
    ...quoted(difference.expected),
    '      seen:',
    ...quoted(difference.seen),
    `      ${outputFix(played)}`,
  ];
}

function troubleLine(played: PlayedTrouble): string {
  const { trouble, seen, wellBefore, well } = played;
  const parts = [
    `${seen ? 'saw' : 'never saw'} ${JSON.stringify(trouble.sign.text)}`,
    ...(wellBefore ? ['well before the cure: it proves nothing'] : []),
    well ? 'well again' : 'not well again',
  ];
  return `  ${troublePassed(played) ? '✓' : '✗'} trouble ${trouble.id}  ${parts.join(', ')}`;
}

/** For a person: per step what was run, what was seen, and which check passed. */
export function textReport(): Report {
  return {
    lesson: ({ id, title }) => console.log(`${id}\n${title}`),
    step: ({ id, title }) => console.log(`\n${title}  [${id}]`),
    snippet: (played) => {
      console.log(snippetLine(played));
      for (const line of formatOutput(played.run.output, played.printed)) console.log(`      ${line}`);
    },
    check: (played) => {
      console.log(checkLine(played));
      const why = played.step.checks[played.check]?.why;
      if (!played.after && why !== undefined) console.log(`      ${why}`);
    },
    prediction: (played) => console.log(predictionLine(played)),
    output: (played) => outputText(played).forEach((line) => console.log(line)),
    trouble: (played) => console.log(troubleLine(played)),
    problem: (text) => console.log(`✗ ${text}`),
    note: (text) => console.log(text),
    summary: ({ lessons, steps, snippets, checks, predictions, outputs, troubles, passed, failed, seconds }: Summary) => {
      const counts = `${String(lessons)} lessons, ${String(steps)} steps, ${String(snippets)} snippets, ${String(checks)} checks, ${String(predictions)} questions, ${String(outputs)} outputs, ${String(troubles)} troubles`;
      console.log(`\n${counts} in ${String(seconds)} s\n${String(passed)} passed, ${String(failed)} failed`);
    },
  };
}
