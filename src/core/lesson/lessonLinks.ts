import type { LinkResolver } from '../markdown/links';
import type { LessonContext } from './labels';
import { resolveAsset, resolveLink } from './lessonPath';

/**
 * The attributes of a link to another lesson. The address is a fragment that no heading has: the link can be reached by
 * keyboard, and a click that no script handles goes nowhere.
 */
export function lessonLink(id: string, anchor: string | null): readonly (readonly [string, string])[] {
  const target = anchor === null ? id : `${id}#${anchor}`;
  return [
    ['href', `#${id}`],
    ['data-lesson-link', target],
  ];
}

/** How links and images of the lesson at `path` come out on its page. */
export function lessonLinks(path: string, assetUrl: LessonContext['assetUrl']): LinkResolver {
  return {
    link(href) {
      const target = resolveLink(path, href);
      switch (target.kind) {
        case 'external':
          return [
            ['href', target.href],
            ['data-external', ''],
          ];
        case 'anchor':
          return [['href', `#${target.anchor}`]];
        case 'lesson':
          return lessonLink(target.id, target.anchor);
        case 'other':
          return null;
      }
    },
    image(src) {
      const asset = resolveAsset(path, src);
      return asset === null || !assetUrl ? null : assetUrl(asset);
    },
  };
}
