import { parseJson } from '../events/json';
import type { PrintedOutput } from '../recording/printedOutput';
import { msg } from '../message';
import type { Snippet } from '../snippet/snippet';
import type { Finding } from './lesson';
import type { Fence } from './outline';

const KNOWN = new Set(['output', 'varies']);

/** True for the ` ```text output=<snippet id> ` fence: it shows what the snippet brought. */
export function isOutputFence(fence: Pick<Fence, 'info'>): boolean {
  return fence.info.attributes.has('output');
}

export interface ReadPrintedOutput {
  /** Null when the fence is no good; it is shown all the same. */
  readonly output: PrintedOutput | null;
  readonly findings: readonly Finding[];
}

/** Reads an output fence; `snippets` are those of the lesson. */
export function readPrintedOutput(file: string, { info, code, line }: Fence, snippets: ReadonlyMap<string, Snippet>): ReadPrintedOutput {
  const { language, attributes } = info;
  const snippet = attributes.get('output') ?? '';
  const varies = attributes.get('varies');
  const at = { file, line };
  const findings: Finding[] = [];
  if (!snippets.has(snippet)) {
    const fix = msg('Name the id of a snippet of this lesson.');
    findings.push({ ...at, rule: 'output-snippet', message: msg('The lesson has no snippet "{0}".', snippet), fix });
  }
  if (language !== 'text' && language !== 'json') {
    const message = msg('An output is shown in a fence of the language text or json.');
    findings.push({ ...at, rule: 'output-language', message, fix: msg('Write ```text output={0}.', snippet) });
  }
  const unknown = [...attributes.keys()].find((key) => !KNOWN.has(key));
  if (unknown !== undefined || (varies !== undefined && varies !== 'true')) {
    const message = msg('The fence of an output has an attribute that means nothing: "{0}".', unknown ?? `varies=${varies ?? ''}`);
    findings.push({ ...at, rule: 'output-attribute', message, fix: msg('Beside output= there is only varies=true.') });
  }
  if (language === 'json' && parseJson(code) === undefined) {
    const message = msg('The output is not JSON, so it cannot be compared.');
    findings.push({ ...at, rule: 'output-json', message, fix: msg('Cut text inside strings only, with …, or show the output as text.') });
  }
  if (findings.length > 0) return { output: null, findings };
  const format = language === 'json' ? 'json' : 'text';
  return { output: { snippet, format, varies: varies === 'true', text: code, line }, findings };
}
