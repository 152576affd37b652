import Markdown, { type MarkdownIt, type RendererRule, type Token } from 'markdown-it';
import { fillPlaceholders, SECRET_PLACEHOLDERS } from '../lab/placeholders';
import { callouts, type Callout } from './callouts';
import { codeBlock } from './highlight';
import { escapeHtml } from './html';
import { rewriteLinks, type LinkResolver } from './links';
import { createSlugger } from './slugger';
import { attributeOf, plainText } from './tokens';

export interface MarkdownOptions {
  readonly calloutTitles: Readonly<Record<Callout, string>>;
  readonly links: LinkResolver;
  /** What placeholders stand for; those without a value, and secrets, stay as they are written. */
  readonly placeholders: ReadonlyMap<string, string>;
  /** Whether headings get anchors; a text that is put into another page has none. */
  readonly anchors: boolean;
  /** HTML for a fence that is more than code; null for one that is not. */
  readonly fence?: (token: Token, fill: (text: string) => string) => string | null;
}

function anchorHeadings(tokens: readonly Token[]): void {
  const anchor = createSlugger();
  tokens.forEach((token, index) => {
    const inline = tokens[index + 1];
    if (token.type === 'heading_open' && inline) token.attrSet('id', anchor(plainText(inline)));
  });
}

function fillTexts(tokens: readonly Token[], fill: (text: string) => string): void {
  for (const child of tokens.flatMap((token) => token.children ?? [])) {
    if (child.type === 'text' || child.type === 'code_inline') child.content = fill(child.content);
  }
}

/** The page's policy allows no style attribute, so the alignment of a column becomes a class. */
const alignedCell: RendererRule = (tokens, index, options, _env, renderer) => {
  const token = tokens[index];
  const align = /^text-align:(left|right|center)$/u.exec(attributeOf(token, 'style'))?.[1];
  if (token && align) token.attrs = [['class', `align-${align}`]];
  return renderer.renderToken(tokens, index, options);
};

/**
 * The one way Markdown becomes HTML here. Raw HTML is text, and an address that is neither `http(s)` nor inside the
 * course is no link.
 */
export function createMarkdown({ calloutTitles, links, placeholders, anchors, fence }: MarkdownOptions): MarkdownIt {
  const values = new Map([...placeholders].filter(([name]) => !SECRET_PLACEHOLDERS.has(name)));
  const fill = (text: string): string => (values.size === 0 ? text : fillPlaceholders(text, values));
  const markdown = new Markdown({ html: false, linkify: false, typographer: false });
  callouts(markdown, calloutTitles);
  markdown.validateLink = (url) => !/^[a-z][a-z0-9+.-]*:/iu.test(url) || /^https?:\/\//iu.test(url);
  markdown.core.ruler.push('page', ({ tokens }) => {
    if (anchors) anchorHeadings(tokens);
    fillTexts(tokens, fill);
    rewriteLinks(tokens, links);
  });
  const { rules } = markdown.renderer;
  rules['table_open'] = () => '<div class="table-scroll"><table>\n';
  rules['table_close'] = () => '</table></div>\n';
  rules['th_open'] = alignedCell;
  rules['td_open'] = alignedCell;
  rules['code_block'] = (tokens, index) => `${codeBlock(fill(tokens[index]?.content ?? ''), '')}\n`;
  rules['fence'] = (tokens, index) => {
    const token = tokens[index];
    if (!token) return '';
    const language = /^\s*([^\s=]+)(?=\s|$)/u.exec(token.info)?.[1] ?? '';
    return `${fence?.(token, fill) ?? codeBlock(fill(token.content), language.toLowerCase())}\n`;
  };
  rules['image'] = (tokens, index, options, env, renderer) => {
    const token = tokens[index];
    const text = renderer.renderInlineAsText(token?.children ?? [], options, env);
    const url = links.image(attributeOf(token, 'src'));
    return url === null ? escapeHtml(text) : `<img src="${escapeHtml(url)}" alt="${escapeHtml(text)}">`;
  };
  return markdown;
}
