import MarkdownIt, { type Token } from 'markdown-it';
import type { Lesson } from './lesson';

/** A piece of a lesson's text, lines kept; what is not prose in it is one backtick. */
export interface Prose {
  readonly text: string;
  /** One-based line of its first character in the file. */
  readonly line: number;
}

function pieceOf(child: Token, isLeftOut: boolean): string {
  if (child.type === 'softbreak' || child.type === 'hardbreak') return '\n';
  return child.type === 'text' && !isLeftOut ? child.content : '`';
}

/** What is said in a lesson's own words: no headings, code or links, and nothing emphasised, which is mostly a message in English. */
export function proseOf(lesson: Lesson): readonly Prose[] {
  const tokens = new MarkdownIt({ html: false }).parse(lesson.body, {});
  return tokens.flatMap((token, index) => {
    if (token.type !== 'inline' || tokens[index - 1]?.type === 'heading_open') return [];
    let leftOut = 0;
    const pieces = (token.children ?? []).map((child) => {
      if (child.type === 'link_open' || child.type === 'em_open') leftOut += 1;
      if (child.type === 'link_close' || child.type === 'em_close') leftOut -= 1;
      // What makes text bold leaves no trace.
      return child.type.startsWith('strong') ? '' : pieceOf(child, leftOut > 0);
    });
    return [{ text: pieces.join(''), line: (token.map?.[0] ?? 0) + lesson.bodyLine }];
  });
}

/** The line of a character of the piece. */
export function lineAt({ text, line }: Prose, offset: number): number {
  return line + text.slice(0, offset).split('\n').length - 1;
}
