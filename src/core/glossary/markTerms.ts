import type { MarkdownIt, Token } from 'markdown-it';
import { escapeHtml } from '../markdown/html';
import { termAnchor, type Term } from './term';
import type { FoundTerm, TermFinder } from './termFinder';

const MARKED = 'marked_text';

/** Joins texts that stand side by side, also over the end of a line: a phrase may go on in the next one. */
function joinTexts(children: readonly Token[]): Token[] {
  const joined: Token[] = [];
  for (const child of children) {
    if (child.type === 'softbreak') Object.assign(child, { type: 'text', tag: '', content: '\n' });
    const last = joined.at(-1);
    if (child.type === 'text' && last?.type === 'text') last.content += child.content;
    else joined.push(child);
  }
  return joined;
}

function markInline(inline: Token, find: (text: string) => readonly FoundTerm[]): void {
  inline.children = joinTexts(inline.children ?? []);
  let inLink = false;
  for (const child of inline.children) {
    if (child.type === 'link_open') inLink = true;
    if (child.type === 'link_close') inLink = false;
    if (child.type !== 'text' || inLink) continue;
    const found = find(child.content);
    if (found.length > 0) Object.assign(child, { type: MARKED, meta: { found } });
  }
}

/**
 * Marks each term where the text has it first: in prose, that is in no heading, link or code.
 * @returns the terms that were marked, in the order of the text
 */
export function markTerms(tokens: readonly Token[], find: TermFinder): readonly Term[] {
  const used = new Set<Term>();
  const first = (text: string): readonly FoundTerm[] =>
    find(text).filter(({ term }) => {
      const isNew = !used.has(term);
      used.add(term);
      return isNew;
    });
  tokens.forEach((token, index) => {
    if (token.type === 'inline' && tokens[index - 1]?.type !== 'heading_open') markInline(token, first);
  });
  return [...used];
}

/** A link, so that the keyboard gets there and Enter leads to the glossary; what it describes is at the end of the page. */
function termLink(text: string, { id }: Term): string {
  const anchor = escapeHtml(termAnchor(id));
  return `<a class="term" href="#${anchor}" data-term="${escapeHtml(id)}" aria-describedby="${anchor}">${escapeHtml(text)}</a>`;
}

function foundIn(token: Token | undefined): readonly FoundTerm[] {
  const meta: { readonly found?: readonly FoundTerm[] } | null = token?.meta ?? null;
  return meta?.found ?? [];
}

/** Teaches the renderer how marked texts come out. */
export function renderMarkedTerms(markdown: MarkdownIt): void {
  markdown.renderer.rules[MARKED] = (tokens, index) => {
    const { content = '' } = tokens[index] ?? {};
    let at = 0;
    const parts = foundIn(tokens[index]).map(({ start, end, term }) => {
      const before = escapeHtml(content.slice(at, start));
      at = end;
      return before + termLink(content.slice(start, end), term);
    });
    return parts.join('') + escapeHtml(content.slice(at));
  };
}

/** A term as a heading: in the language of the lessons, and its English name where that is another one. */
export function termNames({ term, english }: Term): string {
  const name = `<b>${escapeHtml(term)}</b>`;
  return english === term ? name : `${name} <span class="term-english" lang="en">${escapeHtml(english)}</span>`;
}

/** What is shown over a term, for those that a lesson marks; hidden until the reader asks for it. */
export function renderTips(terms: readonly Term[], inline: (markdown: string) => string): string {
  if (terms.length === 0) return '';
  const tips = terms.map(
    (term) =>
      `<div class="term-tip" role="tooltip" id="${escapeHtml(termAnchor(term.id))}" hidden>` +
      `<div>${termNames(term)}</div> <div>${inline(term.text)}</div></div>`,
  );
  return `<div class="term-tips">\n${tips.join('\n')}\n</div>\n`;
}
