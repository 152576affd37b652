import type { MarkdownIt, Token } from 'markdown-it';
import { markTerms, renderMarkedTerms, renderTips } from '../glossary/markTerms';
import { createTermFinder } from '../glossary/termFinder';
import { createMarkdown } from '../markdown/createMarkdown';
import { escapeHtml } from '../markdown/html';
import { attributeOf } from '../markdown/tokens';
import { parseFenceInfo } from '../snippet/fenceInfo';
import type { LessonContext, LessonLabels } from './labels';
import type { Lesson, Step } from './lesson';
import { lessonLinks } from './lessonLinks';
import { renderPrediction } from './renderPrediction';
import { renderHelper } from './renderHelper';
import { LAB_BAR, renderHeader } from './renderHeader';
import { renderSnippet } from './renderSnippet';
import { renderStepPanel } from './renderStep';

function diagram(source: string, alternative: string): string {
  const caption = alternative === '' ? '' : `<figcaption>${escapeHtml(alternative)}</figcaption>`;
  return `<figure class="diagram" data-diagram><pre class="diagram-source">${escapeHtml(source)}</pre>${caption}</figure>`;
}

/** A diagram, a step, question, helper or trouble fence (its source is never shown), or null for code. */
function specialFence(token: Token): string | null {
  const { language, attributes } = parseFenceInfo(token.info);
  if (language === 'mermaid') return diagram(token.content, attributes.get('alt') ?? '');
  return ['step', 'predict', 'helper', 'trouble'].some((name) => attributes.has(name)) ? '' : null;
}

/** What only brings a trouble about is out of the way of who has it. */
function folded(figure: string, id: string, labels: LessonLabels): string {
  return `<details class="reproduce"><summary>${escapeHtml(labels.reproduce)}: <code>${escapeHtml(id)}</code></summary>${figure}</details>`;
}

function lessonMarkdown(lesson: Lesson, labels: LessonLabels, context: LessonContext): MarkdownIt {
  const snippets = new Map(lesson.snippets.map((snippet) => [snippet.line, snippet]));
  const predictions = new Map(lesson.predictions.map((prediction) => [prediction.line, prediction]));
  const helpers = new Map(lesson.helpers.map((helper) => [helper.line, helper]));
  const cures = new Set(lesson.troubles.flatMap(({ cure }) => cure));
  const causes = new Set(lesson.troubles.flatMap(({ cause }) => cause).filter((id) => !cures.has(id)));
  // What stands above the entries is their common ground, and of interest to everybody.
  const firstEntry = lesson.troubles[0]?.line ?? Infinity;
  const inside = textMarkdown({ path: lesson.path, labels, context });
  const text = { block: (part: string) => inside.render(part), inline: (part: string) => inside.renderInline(part) };
  const markdown = createMarkdown({
    calloutTitles: labels.callouts,
    links: lessonLinks(lesson.path, context.assetUrl),
    placeholders: context.placeholders ?? new Map(),
    anchors: true,
    fence(token, fill) {
      const line = (token.map?.[0] ?? 0) + lesson.bodyLine;
      const snippet = snippets.get(line + 1);
      if (snippet) {
        const figure = renderSnippet(snippet, fill(snippet.code), labels);
        return causes.has(snippet.id) && line > firstEntry ? folded(figure, snippet.id, labels) : figure;
      }
      const prediction = predictions.get(line);
      const helper = helpers.get(line);
      if (helper) return renderHelper(helper, labels);
      return prediction ? renderPrediction(prediction, labels, text) : specialFence(token);
    },
  });
  renderMarkedTerms(markdown);
  return markdown;
}

/** Parts the tokens at each heading of level 1 and 2: that is where a step ends. */
function sections(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (token.type === 'heading_open' && token.level === 0 && (token.tag === 'h1' || token.tag === 'h2')) parts.push([]);
    parts.at(-1)?.push(token);
  }
  return parts.filter((part) => part.length > 0);
}

function renderStepSection(markdown: MarkdownIt, section: readonly Token[], step: Step, labels: LessonLabels): string {
  const [open, inline, , ...rest] = section;
  const title = markdown.renderer.renderInline(inline?.children ?? [], markdown.options, {});
  return [
    `<section class="step" data-step="${escapeHtml(step.id)}">`,
    `<h2 id="${escapeHtml(attributeOf(open, 'id'))}">${title}<span class="step-state"></span></h2>`,
    `${markdown.renderer.render(rest, markdown.options, {})}${renderStepPanel(step, labels)}`,
    '</section>\n',
  ].join('\n');
}

/**
 * The inner HTML of a lesson page's `<main>`. It holds nothing that runs: raw HTML of the lesson is text, links lead to
 * the web or into the course only.
 */
export function renderLesson(lesson: Lesson, labels: LessonLabels, context: LessonContext = {}): string {
  const markdown = lessonMarkdown(lesson, labels, context);
  const tokens = markdown.parse(lesson.body, {});
  const terms = context.glossary ? markTerms(tokens, createTermFinder(context.glossary)) : [];
  // A heading of level 1 at the top repeats the title for readers on code-hosting sites; the header shows it here.
  const [first] = tokens;
  const repeated = first?.type === 'heading_open' && first.tag === 'h1';
  const steps = new Map(lesson.steps.map((step) => [step.line, step]));
  const article = sections(repeated ? tokens.slice(3) : tokens).map((section) => {
    const step = steps.get((section[0]?.map?.[0] ?? 0) + lesson.bodyLine);
    return step && section[0]?.type === 'heading_open'
      ? renderStepSection(markdown, section, step, labels)
      : markdown.renderer.render([...section], markdown.options, {});
  });
  const header = renderHeader(lesson, labels, context, repeated ? attributeOf(first, 'id') : null);
  return [header, LAB_BAR, article.join('') + renderTips(terms, inlineRenderer())].join('\n');
}

export interface MarkdownPlace {
  /** The lesson that relative links start from; without it they are text. */
  readonly path?: string | undefined;
  readonly labels?: Pick<LessonLabels, 'callouts'> | undefined;
  readonly context?: LessonContext | undefined;
}

const NO_TITLES = { note: '', tip: '', important: '', warning: '', caution: '' };

function textMarkdown({ path = '', labels, context = {} }: MarkdownPlace): MarkdownIt {
  return createMarkdown({
    calloutTitles: labels?.callouts ?? NO_TITLES,
    links: lessonLinks(path, context.assetUrl),
    placeholders: context.placeholders ?? new Map(),
    anchors: false,
    fence: specialFence,
  });
}

/** Markdown outside a lesson's body, such as a hint: the same rules, but no anchors, and its fences only show. */
export function renderMarkdown(text: string, place: MarkdownPlace = {}): string {
  return textMarkdown(place).render(text);
}

/** What renders a sentence with Markdown in it, without a paragraph around it. */
export function inlineRenderer(): (text: string) => string {
  const markdown = textMarkdown({});
  return (text) => markdown.renderInline(text);
}
