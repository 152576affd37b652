import { msg } from '../message';
import { overlap } from '../predict/grade';
import type { Answer, Prediction } from '../predict/prediction';
import type { Snippet, Target } from '../snippet/snippet';
import { patternFinding } from './checkReferences';
import type { Finding } from './lesson';
import type { YamlSource } from './yamlSource';

/** Whose runs leave what an answer of the kind is read from. */
const TARGETS_OF: Readonly<Record<Exclude<Answer['kind'], 'topic'>, readonly Target[]>> = {
  sql: ['postgres', 'mysql', 'mysql-replica'],
  http: ['http'],
  output: ['python', 'bash'],
};

type At = (path: readonly PropertyKey[]) => Pick<Finding, 'file' | 'line'>;

function snippetFindings({ snippet: id, answer, line }: Prediction, snippets: ReadonlyMap<string, Snippet>, at: At): readonly Finding[] {
  const snippet = snippets.get(id);
  const rule = 'predict-snippet';
  const place = at(['snippet']);
  if (!snippet) {
    return [{ ...place, rule, message: msg('The lesson has no snippet "{0}".', id), fix: msg('Name the id of a snippet of this lesson.') }];
  }
  const findings: Finding[] = [];
  if (snippet.line < line) {
    const message = msg('The snippet "{0}" stands above the question: it is run before anybody can answer.', id);
    findings.push({ ...place, rule, message, fix: msg('Put the question above the snippet, or name one further down.') });
  }
  if (answer.kind !== 'topic' && !TARGETS_OF[answer.kind].includes(snippet.target)) {
    const message = msg(
      'The snippet "{0}" is sent to {1}, which leaves nothing for an answer of kind "{2}".',
      id,
      snippet.target,
      answer.kind,
    );
    const fix = msg('Such an answer needs a snippet for: {0}. An answer of kind topic goes with any.', TARGETS_OF[answer.kind].join(', '));
    findings.push({ ...at(['answer', 'kind']), rule, message, fix });
  }
  return findings;
}

function optionFindings({ options }: Prediction, at: At): readonly Finding[] {
  return options.flatMap(({ value }, index) => {
    const other = options.slice(0, index).findIndex((earlier) => overlap(earlier.value, value));
    if (other < 0) return [];
    const message = msg('The options {0} and {1} can both be right.', other + 1, index + 1);
    return [{ ...at(['options', index, 'value']), rule: 'predict-options', message, fix: msg('Give each option values of its own.') }];
  });
}

/** What a question refers to and the lesson does not have, and options that nothing can tell apart. */
export function predictReferences(
  file: string,
  prediction: Prediction,
  source: YamlSource,
  snippets: ReadonlyMap<string, Snippet>,
): readonly Finding[] {
  const at: At = (path) => ({ file, line: source.lineOf(path) });
  const { answer } = prediction;
  const pattern = answer.kind === 'output' ? patternFinding(answer.pattern, 'predict-pattern', at(['answer', 'pattern'])) : [];
  return [...snippetFindings(prediction, snippets, at), ...pattern, ...optionFindings(prediction, at)];
}
