import type { Check } from '../check/check';
import { msg } from '../message';
import type { Snippet } from '../snippet/snippet';
import type { Finding, Step } from './lesson';
import type { YamlSource } from './yamlSource';

type At = Pick<Finding, 'file' | 'line'>;

export function patternFinding(pattern: string, rule: string, at: At): readonly Finding[] {
  try {
    new RegExp(pattern, 'u');
    return [];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const fix = msg('Correct the expression; in YAML, single quotes keep backslashes as they are.');
    return [{ ...at, rule, message: msg('The pattern is not a regular expression: {0}', reason), fix }];
  }
}

function outputFindings(
  check: Extract<Check, { kind: 'output' }>,
  snippets: ReadonlyMap<string, Snippet>,
  at: (field: string) => At,
): readonly Finding[] {
  const snippet = snippets.get(check.snippet);
  const rule = 'check-snippet';
  const fix = msg('Name a python or bash snippet of this lesson.');
  const pattern = patternFinding(check.pattern, 'check-pattern', at('pattern'));
  if (!snippet) return [{ ...at('snippet'), rule, message: msg('The lesson has no snippet "{0}".', check.snippet), fix }, ...pattern];
  if (snippet.target === 'python' || snippet.target === 'bash') return pattern;
  return [
    {
      ...at('snippet'),
      rule,
      message: msg('The snippet "{0}" is sent to {1}, which leaves no output to check.', snippet.id, snippet.target),
      fix,
    },
    ...pattern,
  ];
}

/** What a step names but the lesson does not have. */
export function checkReferences(file: string, step: Step, source: YamlSource, snippets: ReadonlyMap<string, Snippet>): readonly Finding[] {
  const at = (path: readonly PropertyKey[]): At => ({ file, line: source.lineOf(path) });
  const unknown = step.solution.flatMap((id, index) =>
    snippets.has(id)
      ? []
      : [
          {
            ...at(['solution', index]),
            rule: 'solution-snippet',
            message: msg('The lesson has no snippet "{0}".', id),
            fix: msg('Name the id of a snippet of this lesson.'),
          },
        ],
  );
  const checks = step.checks.flatMap((check, index) => {
    if (check.kind !== 'output') return [];
    return outputFindings(check, snippets, (field) => at(['checks', index, field]));
  });
  return [...unknown, ...checks];
}
