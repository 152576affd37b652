import MarkdownIt, { type Token } from 'markdown-it';
import { plainText } from '../markdown/tokens';
import { parseFenceInfo, type FenceInfo } from '../snippet/fenceInfo';

export interface Heading {
  readonly kind: 'heading';
  readonly level: number;
  /** One-based line in the file. */
  readonly line: number;
  /** Without Markdown. */
  readonly text: string;
  /** False inside a quotation or a list. */
  readonly top: boolean;
}

export interface Fence {
  readonly kind: 'fence';
  readonly info: FenceInfo;
  readonly code: string;
  /** One-based line of the opening backticks; the code begins on the next one. */
  readonly line: number;
  /** The heading directly above, if it is of level 2 and not inside anything. */
  readonly heading: Heading | null;
  /** False when the file ends before the fence does. */
  readonly closed: boolean;
}

export type Block = Heading | Fence;

function isClosed(token: Token, lines: readonly string[]): boolean {
  const [first, end] = token.map ?? [0, 0];
  const last = (lines[end - 1] ?? '').replace(/^[\s>]+/u, '').trimEnd();
  return end - first > 1 && last.startsWith(token.markup) && last.replaceAll(token.markup.charAt(0), '') === '';
}

/**
 * Headings and fences of a lesson's body, in order. Only blocks are parsed and the inline text of headings, because a
 * whole course is read to show its tree.
 */
export function outline(body: string, bodyLine: number): readonly Block[] {
  const markdown = new MarkdownIt();
  const tokens: Token[] = [];
  markdown.block.parse(body, markdown, {}, tokens);
  const lines = body.split('\n');
  const blocks: Block[] = [];
  let above: Heading | null = null;
  tokens.forEach((token, index) => {
    const line = (token.map?.[0] ?? 0) + bodyLine;
    if (token.type === 'heading_open') {
      const [inline] = markdown.parseInline(tokens[index + 1]?.content ?? '', {});
      const level = Number(token.tag.slice(1));
      const heading: Heading = { kind: 'heading', level, line, text: inline ? plainText(inline) : '', top: token.level === 0 };
      blocks.push(heading);
      above = level === 2 && heading.top ? heading : null;
    } else if (token.type === 'fence') {
      blocks.push({
        kind: 'fence',
        info: parseFenceInfo(token.info),
        code: token.content,
        line,
        heading: above,
        closed: isClosed(token, lines),
      });
      above = null;
    } else if (token.type !== 'inline' && token.type !== 'heading_close') {
      above = null;
    }
  });
  return blocks;
}
