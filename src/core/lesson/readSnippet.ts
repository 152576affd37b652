import { isUserError } from '../errors';
import { msg, type Message } from '../message';
import { readConsumeSnippet } from '../snippet/consumeSnippet';
import { readMetricSnippet } from '../snippet/metricSnippet';
import type { RunnableSnippet, Snippet, Target } from '../snippet/snippet';
import { targetFor, targetsOf, type TargetInfo } from '../snippet/targetTable';
import type { FenceMistake } from '../snippet/fenceInfo';
import type { Finding } from './lesson';
import type { Fence } from './outline';

/** Ids are used in file names and in the page, so they are kept plain. */
const ID = /^[a-z0-9][a-z0-9-]{0,63}$/u;
const COMMON = new Set(['id', 'target']);

export function isId(text: string): boolean {
  return ID.test(text);
}

export const ID_FIX: Message = msg('Use small Latin letters, digits and hyphens, 64 at most, as in create-signal-table.');

function mistakeText({ kind, text }: FenceMistake): Message {
  switch (kind) {
    case 'notAnAttribute':
      return msg('"{0}" behind the language of the fence is not an attribute.', text);
    case 'unclosedQuote':
      return msg('The value of the attribute "{0}" has no closing quote.', text);
    case 'duplicateKey':
      return msg('The attribute "{0}" is written twice.', text);
  }
}

function attributeFindings(fence: Fence, target: TargetInfo, at: { file: string; line: number }): readonly Finding[] {
  const allowed = target.attributes;
  const rule = 'snippet-attribute';
  const unknown = [...fence.info.attributes.keys()]
    .filter((key) => !COMMON.has(key) && !Object.hasOwn(allowed, key))
    .map((key) => ({
      ...at,
      rule,
      message: msg('A snippet for {0} has no attribute "{1}".', target.target, key),
      fix: msg('Remove the attribute, or correct its spelling. Known: {0}.', [...COMMON, ...Object.keys(allowed)].join(', ')),
    }));
  const missing = Object.keys(allowed)
    .filter((key) => allowed[key] === 'required' && !fence.info.attributes.get(key))
    .map((key) => ({
      ...at,
      rule,
      message: msg('A snippet for {0} needs the attribute "{1}".', target.target, key),
      fix: msg('Add {0}=… behind the language of the fence.', key),
    }));
  return [...unknown, ...missing];
}

function targetFinding(fence: Fence, at: { file: string; line: number }): Finding {
  const { language, attributes } = fence.info;
  const rule = 'snippet-target';
  const named = attributes.get('target');
  const possible = targetsOf(language).map((info) => info.target);
  if (possible.length === 0) {
    const message = msg('A fence in the language "{0}" cannot run, but this one has an id.', language);
    return { ...at, rule, message, fix: msg('Remove the id, or use a language that runs: sql, json, kafka, http, python, bash, promql.') };
  }
  const fix = msg('Write target= and one of: {0}.', possible.join(', '));
  if (named === undefined) return { ...at, rule, message: msg('The snippet does not say what it is sent to.'), fix };
  return { ...at, rule, message: msg('A snippet in the language "{0}" cannot be sent to "{1}".', language, named), fix };
}

/** The snippets whose own reader is pure, so that a mistake shows before they ever run. */
const READERS: Partial<Record<Target, (snippet: Pick<RunnableSnippet, 'attributes' | 'code'>) => unknown>> = {
  consume: readConsumeSnippet,
  promql: readMetricSnippet,
};

/** What the snippet's runner would refuse. */
function textFindings(snippet: Snippet, file: string): readonly Finding[] {
  try {
    READERS[snippet.target]?.(snippet);
    return [];
  } catch (error) {
    if (!isUserError(error)) throw error;
    const { what, fix, place } = error.problem;
    const line = place ? snippet.line + place.line - 1 : snippet.line - 1;
    return [{ file, line, rule: 'snippet-text', message: what, fix: fix ?? msg('Correct the snippet.') }];
  }
}

export interface ReadSnippet {
  /** Null for a fence that is not runnable, by intent or by mistake. */
  readonly snippet: Snippet | null;
  readonly findings: readonly Finding[];
}

/** Reads a fence as a snippet. A fence without an id is only shown, so it has nothing to be wrong. */
export function readSnippet(file: string, fence: Fence, step: string | null): ReadSnippet {
  const { language, attributes, mistakes } = fence.info;
  const at = { file, line: fence.line };
  const id = attributes.get('id');
  const findings: Finding[] =
    attributes.size === 0
      ? []
      : mistakes.map((mistake) => ({
          ...at,
          rule: 'fence-attribute',
          message: mistakeText(mistake),
          fix: msg('Write key=value, or key="a value with spaces".'),
        }));
  if (id === undefined) return { snippet: null, findings };
  const idIsGood = isId(id);
  if (!idIsGood) findings.push({ ...at, rule: 'snippet-id', message: msg('"{0}" cannot be the id of a snippet.', id), fix: ID_FIX });
  const target = targetFor(language, attributes.get('target'));
  if (fence.code.trim() === '' && target?.mayBeEmpty !== true) {
    findings.push({
      ...at,
      rule: 'snippet-empty',
      message: msg('The snippet "{0}" is empty.', id),
      fix: msg('Write its code, or remove the id.'),
    });
  }
  if (!target) return { snippet: null, findings: [...findings, targetFinding(fence, at)] };
  const rest = [...attributes].filter(([key]) => !COMMON.has(key));
  const snippet = {
    id,
    target: target.target,
    language,
    attributes: Object.fromEntries(rest),
    code: fence.code,
    line: fence.line + 1,
    step,
  };
  const wrong = attributeFindings(fence, target, at);
  // A snippet with an attribute missing would be told the same twice.
  findings.push(...(wrong.length > 0 ? wrong : textFindings(snippet, file)));
  return { snippet: idIsGood ? snippet : null, findings };
}
