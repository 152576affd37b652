/** The parts of a lesson's path: `ru/02-module-2/07-name.md`. */
export interface LessonPath {
  readonly locale: string;
  readonly module: string;
  /** `02-module-2/07-name`. */
  readonly id: string;
}

const LESSON = /^(?<locale>[a-z]{2}(?:-[A-Z]{2})?)\/(?<module>[\w-]+)\/(?<name>[\w-]+)\.md$/u;
const MODULE = /^(?<locale>[a-z]{2}(?:-[A-Z]{2})?)\/(?<module>[\w-]+)\/module\.yaml$/u;

/** Null when the path is not `<locale>/<module>/<name>.md`. */
export function parseLessonPath(path: string): LessonPath | null {
  const { locale, module, name } = LESSON.exec(path)?.groups ?? {};
  if (locale === undefined || module === undefined || name === undefined) return null;
  return { locale, module, id: `${module}/${name}` };
}

/** Null when the path is not `<locale>/<module>/module.yaml`, the file that holds a module's title. */
export function parseModulePath(path: string): Omit<LessonPath, 'id'> | null {
  const { locale, module } = MODULE.exec(path)?.groups ?? {};
  return locale === undefined || module === undefined ? null : { locale, module };
}

/** Resolves a relative path against the file it is written in; null when it climbs out of `lessons/`. */
export function resolvePath(from: string, relative: string): string | null {
  const parts = from.split('/').slice(0, -1);
  for (const part of relative.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return null;
    } else if (part !== '.' && part !== '') {
      parts.push(part);
    }
  }
  return parts.join('/');
}

export type LinkTarget =
  | { readonly kind: 'external'; readonly href: string }
  | { readonly kind: 'anchor'; readonly anchor: string }
  | { readonly kind: 'lesson'; readonly id: string; readonly path: string; readonly anchor: string | null }
  /** Neither a web address nor a heading nor a lesson: not a link on a page. */
  | { readonly kind: 'other' };

const SCHEME = /^[a-z][a-z0-9+.-]*:/iu;

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The path of a file beside a lesson, such as an image; null for an address, or a file outside `lessons/`. */
export function resolveAsset(from: string, href: string): string | null {
  return SCHEME.test(href) || href.startsWith('/') || href.startsWith('\\') ? null : resolvePath(from, decode(href));
}

/** Says where a link written in the lesson at `from` leads. Only `http` and `https` leave the course. */
export function resolveLink(from: string, href: string): LinkTarget {
  if (/^https?:\/\//iu.test(href)) return { kind: 'external', href };
  if (SCHEME.test(href) || href.startsWith('/') || href.startsWith('\\')) return { kind: 'other' };
  if (href.startsWith('#')) return { kind: 'anchor', anchor: decode(href.slice(1)) };
  const [file = '', anchor] = href.split('#', 2);
  const path = resolvePath(from, decode(file));
  const lesson = path === null ? null : parseLessonPath(path);
  if (path === null || !lesson) return { kind: 'other' };
  return { kind: 'lesson', id: lesson.id, path, anchor: anchor === undefined ? null : decode(anchor) };
}
