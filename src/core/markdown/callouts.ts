import type { MarkdownIt, Token } from 'markdown-it';
import { escapeHtml, icon } from './html';

export const CALLOUTS = ['note', 'tip', 'important', 'warning', 'caution'] as const;
export type Callout = (typeof CALLOUTS)[number];

const ICONS: Readonly<Record<Callout, string>> = {
  note: 'info',
  tip: 'lightbulb',
  important: 'report',
  warning: 'warning',
  caution: 'flame',
};
const MARKER = /^\[!(\w+)\][ \t]*(?:\n|$)/u;

function calloutOf(marker: string | undefined): Callout | null {
  return CALLOUTS.find((callout) => callout === marker?.toLowerCase()) ?? null;
}

function closingOf(tokens: readonly Token[], open: number): Token | undefined {
  const level = tokens[open]?.level;
  return tokens.find((token, index) => index > open && token.type === 'blockquote_close' && token.level === level);
}

/**
 * GitHub's alerts: a quotation whose first line is `[!TIP]` and nothing else. Written here because the plugin there is
 * closes the alert at the end of a quotation nested in it, and leaves an empty paragraph where the marker stood alone.
 */
export function callouts(markdown: MarkdownIt, titles: Readonly<Record<Callout, string>>): void {
  markdown.core.ruler.after('block', 'callouts', ({ tokens }) => {
    tokens.forEach((open, index) => {
      const [paragraph, inline, end] = tokens.slice(index + 1, index + 4);
      if (open.type !== 'blockquote_open' || paragraph?.type !== 'paragraph_open' || !inline || !end) return;
      const match = MARKER.exec(inline.content);
      const callout = calloutOf(match?.[1]);
      const close = closingOf(tokens, index);
      if (!match || !callout || !close) return;
      inline.content = inline.content.slice(match[0].length);
      if (inline.content === '') for (const token of [paragraph, end]) token.hidden = true;
      open.type = 'callout_open';
      open.info = callout;
      close.type = 'callout_close';
    });
  });
  markdown.renderer.rules['callout_open'] = (tokens, index) => {
    const callout = calloutOf(tokens[index]?.info) ?? 'note';
    return `<aside class="callout callout-${callout}" role="note"><p class="callout-title">${icon(ICONS[callout])}${escapeHtml(titles[callout])}</p>\n`;
  };
  markdown.renderer.rules['callout_close'] = () => '</aside>\n';
}
