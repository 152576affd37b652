import type { Helper } from '../advisor/helper';
import type { PrintedOutput } from '../recording/printedOutput';
import { msg } from '../message';
import type { Prediction } from '../predict/prediction';
import type { Snippet } from '../snippet/snippet';
import type { Trouble } from '../trouble/trouble';
import { checkReferences } from './checkReferences';
import { readFrontMatter, splitFrontMatter } from './frontMatter';
import type { Finding, Lesson, LessonFile, Step } from './lesson';
import { parseLessonPath, resolveLink, type LessonPath } from './lessonPath';
import { outline, type Block, type Fence } from './outline';
import { predictReferences } from './predictReferences';
import { isHelperFence, readHelper } from './readHelper';
import { isPredictFence, readPrediction } from './readPredict';
import { isOutputFence, readPrintedOutput } from './readPrintedOutput';
import { readSnippet } from './readSnippet';
import { isStepFence, readStep } from './readStep';
import { isTroubleFence, readTrouble } from './readTrouble';
import { shownText, troubleReferences } from './troubleReferences';
import type { YamlSource } from './yamlSource';

/**
 * Characters of the largest lesson that is read. The Markdown parser's time grows with the square of some hostile
 * inputs, so it is given a bound; the longest lesson has a quarter of it.
 */
export const MAX_LESSON_LENGTH = 128 * 1024;

export interface ParsedLesson {
  readonly path: string;
  /** Null when the lesson cannot be shown at all: wrong place, too large, or front matter without a title or a lab. */
  readonly lesson: Lesson | null;
  readonly findings: readonly Finding[];
  /** One-based line of a field of the front matter; 1 where there is none. */
  readonly lineOf: (field: readonly PropertyKey[]) => number;
}

interface Content {
  readonly steps: readonly Step[];
  readonly snippets: readonly Snippet[];
  readonly predictions: readonly Prediction[];
  readonly outputs: readonly PrintedOutput[];
  readonly helpers: readonly Helper[];
  readonly troubles: readonly Trouble[];
  readonly findings: readonly Finding[];
}

function isNewSection(block: Block): boolean {
  return block.kind === 'heading' && block.top && block.level <= 2;
}

function fenceFindings(file: string, fence: Fence): readonly Finding[] {
  if (fence.closed) return [];
  const message = msg('The fence is never closed: everything below it is taken for code.');
  return [{ file, line: fence.line, rule: 'fence-open', message, fix: msg('Close it with a line of as many backticks as it opens with.') }];
}

const EXISTS = {
  step: (id: string, first: number) => msg('The step "{0}" exists already, at line {1}.', id, first),
  snippet: (id: string, first: number) => msg('The snippet "{0}" exists already, at line {1}.', id, first),
  predict: (id: string, first: number) => msg('The question "{0}" exists already, at line {1}.', id, first),
  trouble: (id: string, first: number) => msg('The entry "{0}" exists already, at line {1}.', id, first),
  helper: (id: string, first: number) => msg('The helper "{0}" stands already at line {1}.', id, first),
} as const;

function duplicate(file: string, line: number, kind: keyof typeof EXISTS, id: string, first: number): Finding {
  return { file, line, rule: `${kind}-duplicate`, message: EXISTS[kind](id, first), fix: msg('Give it an id of its own.') };
}

function readContent(file: string, body: string, bodyLine: number): Content {
  const blocks = outline(body, bodyLine);
  const findings: Finding[] = [];
  const steps = new Map<string, { readonly step: Step; readonly source: YamlSource }>();
  const snippets = new Map<string, Snippet>();
  const predictions = new Map<string, { readonly prediction: Prediction; readonly source: YamlSource }>();
  const outputFences: Fence[] = [];
  const helpers = new Map<string, Helper>();
  const troubles = new Map<string, { readonly trouble: Trouble; readonly source: YamlSource }>();
  let current: string | null = null;
  for (const block of blocks) {
    if (isNewSection(block)) current = null;
    if (block.kind === 'heading') continue;
    findings.push(...fenceFindings(file, block));
    if (isStepFence(block)) {
      const { step, source, findings: wrong } = readStep(file, block);
      findings.push(...wrong);
      const first = step ? steps.get(step.id) : undefined;
      if (step && first) findings.push(duplicate(file, block.line, 'step', step.id, first.step.line));
      else if (step && source) steps.set(step.id, { step, source });
      if (step && !first) current = step.id;
      continue;
    }
    if (isPredictFence(block)) {
      const { prediction, source, findings: wrong } = readPrediction(file, block);
      findings.push(...wrong);
      const first = prediction ? predictions.get(prediction.id) : undefined;
      if (prediction && first) findings.push(duplicate(file, block.line, 'predict', prediction.id, first.prediction.line));
      else if (prediction && source) predictions.set(prediction.id, { prediction, source });
      continue;
    }
    if (isOutputFence(block)) outputFences.push(block);
    if (isTroubleFence(block)) {
      const { trouble, source, findings: wrong } = readTrouble(file, block);
      findings.push(...wrong);
      const first = trouble ? troubles.get(trouble.id) : undefined;
      if (trouble && first) findings.push(duplicate(file, block.line, 'trouble', trouble.id, first.trouble.line));
      else if (trouble && source) troubles.set(trouble.id, { trouble, source });
      continue;
    }
    if (isHelperFence(block)) {
      const { helper, findings: wrong } = readHelper(file, block);
      findings.push(...wrong);
      const first = helper ? helpers.get(helper.kind) : undefined;
      if (helper && first) findings.push(duplicate(file, block.line, 'helper', helper.kind, first.line));
      else if (helper) helpers.set(helper.kind, helper);
      continue;
    }
    const { snippet, findings: wrong } = readSnippet(file, block, current);
    findings.push(...wrong);
    const first = snippet ? snippets.get(snippet.id) : undefined;
    if (snippet && first) findings.push(duplicate(file, block.line, 'snippet', snippet.id, first.line - 1));
    else if (snippet) snippets.set(snippet.id, snippet);
  }
  for (const { step, source } of steps.values()) findings.push(...checkReferences(file, step, source, snippets));
  for (const { prediction, source } of predictions.values()) findings.push(...predictReferences(file, prediction, source, snippets));
  const printed = outputFences.map((fence) => readPrintedOutput(file, fence, snippets));
  findings.push(...printed.flatMap((output) => output.findings));
  for (const { trouble, source } of troubles.values()) {
    findings.push(...troubleReferences(file, trouble, source, snippets, shownText(trouble, body, bodyLine)));
  }
  return {
    steps: [...steps.values()].map(({ step }) => step),
    snippets: [...snippets.values()],
    predictions: [...predictions.values()].map(({ prediction }) => prediction),
    outputs: printed.flatMap(({ output }) => (output ? [output] : [])),
    helpers: [...helpers.values()],
    troubles: [...troubles.values()].map(({ trouble }) => trouble),
    findings,
  };
}

/** Prerequisites may be written as ids or as relative links, which code-hosting sites can follow. */
function prerequisiteId(path: string, written: string): string {
  const link = written.endsWith('.md') ? resolveLink(path, written) : null;
  return link?.kind === 'lesson' ? link.id : written;
}

function unreadable(path: string, place: LessonPath | null, text: string): Finding | null {
  if (!place) {
    const fix = msg('Put it at <locale>/<module>/<name>.md, as in ru/02-module-2/07-name.md.');
    return { file: path, line: 1, rule: 'lesson-path', message: msg('The lesson stands in a place where no lesson can be.'), fix };
  }
  if (text.length > MAX_LESSON_LENGTH) {
    const message = msg('The lesson has {0} characters; {1} is the most that is read.', text.length, MAX_LESSON_LENGTH);
    return { file: path, line: 1, rule: 'lesson-size', message, fix: msg('Split it into several lessons.') };
  }
  return null;
}

function byLine(a: Finding, b: Finding): number {
  return a.line - b.line;
}

/** Reads one lesson file. Every mistake is a finding with its line, and none hides another. Never throws. */
export function parseLesson(file: LessonFile): ParsedLesson {
  const { path } = file;
  const place = parseLessonPath(path);
  const obstacle = unreadable(path, place, file.text);
  if (!place || obstacle) return { path, lesson: null, findings: obstacle ? [obstacle] : [], lineOf: () => 1 };
  const text = file.text.replace(/^\uFEFF/u, '').replace(/\r\n?/gu, '\n');
  const { frontMatter, body, bodyLine } = splitFrontMatter(text);
  const head = readFrontMatter(path, frontMatter);
  const { findings: wrong, ...content } = readContent(path, body, bodyLine);
  const findings = [...head.findings, ...wrong].sort(byLine);
  const lineOf = (field: readonly PropertyKey[]): number => head.source?.lineOf(field) ?? 1;
  if (!head.fields) return { path, lesson: null, findings, lineOf };
  const { duration, prerequisites, ...fields } = head.fields;
  const lesson: Lesson = {
    ...place,
    ...fields,
    path,
    duration: Number.parseInt(duration, 10),
    prerequisites: prerequisites.map((written) => prerequisiteId(path, written)),
    ...content,
    verified: null,
    body,
    bodyLine,
  };
  return { path, lesson, findings, lineOf };
}
