import { msg } from '../message';
import type { Snippet } from '../snippet/snippet';
import { onOneLine, snippetsOf, type Trouble } from '../trouble/trouble';
import type { Finding } from './lesson';
import type { YamlSource } from './yamlSource';

/** The lines of an entry that a reader sees: from below its fence to the next heading of level 1 or 2. */
export function shownText({ line }: Trouble, body: string, bodyLine: number): string {
  const below = body.split('\n').slice(line - bodyLine + 1);
  const fenceEnd = below.findIndex((text, index) => index > 1 && text.startsWith('```'));
  const rest = below.slice(fenceEnd + 1);
  let inFence = false;
  const end = rest.findIndex((text) => {
    if (text.startsWith('```')) inFence = !inFence;
    return !inFence && /^##? /u.test(text);
  });
  return (end < 0 ? rest : rest.slice(0, end)).join('\n');
}

/** What an entry names and the lesson does not have, and what it owes its reader. */
export function troubleReferences(
  file: string,
  trouble: Trouble,
  source: YamlSource,
  snippets: ReadonlyMap<string, Snippet>,
  text: string,
): readonly Finding[] {
  const at = (path: readonly PropertyKey[]): Pick<Finding, 'file' | 'line'> => ({ file, line: source.lineOf(path) });
  const { sign } = trouble;
  const named = [...snippetsOf(trouble), ...(sign.in === 'run' ? [sign.snippet] : [])];
  const findings: Finding[] = [...new Set(named)]
    .filter((id) => !snippets.has(id))
    .map((id) => ({
      ...at(['cause']),
      rule: 'trouble-snippet',
      message: msg('The lesson has no snippet "{0}".', id),
      fix: msg('Name the id of a snippet of this lesson.'),
    }));
  if (sign.in === 'run' && !trouble.cause.includes(sign.snippet)) {
    const message = msg('The sign is looked for in the run of "{0}", which is none of the cause.', sign.snippet);
    findings.push({ ...at(['sign', 'snippet']), rule: 'trouble-snippet', message, fix: msg('Name a snippet of the cause.') });
  }
  if (!onOneLine(text).includes(onOneLine(sign.text))) {
    const message = msg('The text of the entry does not quote its sign: {0}', sign.text);
    findings.push({
      ...at(['sign', 'text']),
      rule: 'trouble-text',
      message,
      fix: msg('Quote it word for word, so that a reader finds it.'),
    });
  }
  if (!/\]\([^)]+\.md(?:#[^)]*)?\)/u.test(text)) {
    const message = msg('The entry names no lesson in which its reader learns more.');
    findings.push({ ...at([]), rule: 'trouble-lesson', message, fix: msg('Link to the lesson by its .md file.') });
  }
  return findings;
}
