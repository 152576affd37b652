import type { Token } from 'markdown-it';
import { attributeOf } from './tokens';

/** Where a link or an image of a page leads; what it leaves unresolved is shown as its text. */
export interface LinkResolver {
  /** The attributes of the link's tag, null when there is to be no link. */
  link(href: string): readonly (readonly [string, string])[] | null;
  /** The image's address for the page, null when there is to be no image. */
  image(src: string): string | null;
}

/** Gives every link the attributes that the resolver says, and takes the tags off those that lead nowhere. */
export function rewriteLinks(tokens: readonly Token[], resolver: LinkResolver): void {
  for (const { children } of tokens) {
    let hide = false;
    // Links do not nest, so a closing tag belongs to the last one that opened.
    for (const token of children ?? []) {
      if (token.type === 'link_open') {
        const attributes = resolver.link(attributeOf(token, 'href'));
        const title = attributeOf(token, 'title');
        hide = attributes === null;
        token.hidden = hide;
        token.attrs = [...(attributes ?? []), ...(title === '' ? [] : [['title', title] as const])].map(([name, value]) => [name, value]);
      } else if (token.type === 'link_close') {
        token.hidden = hide;
      }
    }
  }
}
