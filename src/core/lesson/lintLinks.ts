import MarkdownIt, { type Token } from 'markdown-it';
import { createSlugger } from '../markdown/slugger';
import { attributeOf } from '../markdown/tokens';
import { msg } from '../message';
import type { Finding, Lesson } from './lesson';
import { resolveAsset, resolveLink } from './lessonPath';
import { outline } from './outline';

type Told = Omit<Finding, 'file' | 'line'>;

/** What links may lead to. */
export interface LinkWorld {
  /** Anchors by lesson path. */
  readonly anchors: ReadonlyMap<string, ReadonlySet<string>>;
  /** Paths of all files below `lessons/`; null when they are not known. */
  readonly assets: ReadonlySet<string> | null;
}

/** The anchors of a lesson's headings, as its page has them. */
export function anchorsOf(lesson: Lesson): ReadonlySet<string> {
  const anchor = createSlugger();
  return new Set(outline(lesson.body, lesson.bodyLine).flatMap((block) => (block.kind === 'heading' ? [anchor(block.text)] : [])));
}

function anchorFinding(anchor: string, path: string, world: LinkWorld): Told | null {
  if (world.anchors.get(path)?.has(anchor)) return null;
  const fix = msg('Use the heading in small letters, hyphens for spaces, without punctuation.');
  return { rule: 'link-anchor', message: msg('No heading of {0} has the anchor "{1}".', path, anchor), fix };
}

function linkFinding(href: string, path: string, world: LinkWorld): Told | null {
  const target = resolveLink(path, href);
  switch (target.kind) {
    case 'external':
      return null;
    case 'anchor':
      return anchorFinding(target.anchor, path, world);
    case 'lesson':
      if (!world.anchors.has(target.path)) {
        return {
          rule: 'link-lesson',
          message: msg('There is no lesson at {0}.', target.path),
          fix: msg('Correct the path; it is relative to this file.'),
        };
      }
      return target.anchor === null ? null : anchorFinding(target.anchor, target.path, world);
    case 'other':
      return {
        rule: 'link-target',
        message: msg('The link to {0} is shown as text.', href),
        fix: msg('Link to an address with http or https, a heading, or the .md file of another lesson.'),
      };
  }
}

function imageFinding(token: Token, path: string, world: LinkWorld): Told | null {
  const src = attributeOf(token, 'src');
  const asset = resolveAsset(path, src);
  if (asset === null) {
    return {
      rule: 'image',
      message: msg('The image {0} is not a file of the course.', src),
      fix: msg('Put the file beside the lesson, and write a relative path.'),
    };
  }
  if (world.assets !== null && !world.assets.has(asset)) {
    return { rule: 'image', message: msg('There is no file {0}.', asset), fix: msg('Correct the path; it is relative to this file.') };
  }
  if (token.content.trim() !== '') return null;
  return {
    rule: 'image',
    message: msg('The image {0} has no text alternative.', src),
    fix: msg('Say between the square brackets what it shows.'),
  };
}

const TAG = /<\/?[a-z][a-z0-9-]*(?:\s[^<>]*)?\/?>/iu;

function textFinding(token: Token): Told | null {
  const tag = TAG.exec(token.content)?.[0];
  if (tag === undefined) return null;
  return {
    rule: 'raw-html',
    message: msg('HTML is shown as it is written: {0}', tag),
    fix: msg('Use Markdown, or put it between backticks.'),
  };
}

function findingOf(token: Token, path: string, world: LinkWorld): Told | null {
  if (token.type === 'link_open') return linkFinding(attributeOf(token, 'href'), path, world);
  if (token.type === 'image') return imageFinding(token, path, world);
  return token.type === 'text' ? textFinding(token) : null;
}

/** Links and images that lead nowhere, and HTML that a page shows as text. */
export function lintLinks(lesson: Lesson, world: LinkWorld): readonly Finding[] {
  const markdown = new MarkdownIt({ html: false });
  // Every address is taken for a link here, so that the ones a page refuses are seen too.
  markdown.validateLink = () => true;
  return markdown.parse(lesson.body, {}).flatMap((block) => {
    let line = (block.map?.[0] ?? 0) + lesson.bodyLine;
    return (block.children ?? []).flatMap((token) => {
      if (token.type === 'softbreak' || token.type === 'hardbreak') line += 1;
      const told = findingOf(token, lesson.path, world);
      return told ? [{ file: lesson.path, line, ...told }] : [];
    });
  });
}
