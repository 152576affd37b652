import { describe, expect, it } from 'vitest';
import { parseLessonPath, parseModulePath, resolveAsset, resolveLink } from '../../../src/core/lesson/lessonPath';
import { PATH } from './lessonText';

describe('parseLessonPath', () => {
  it('takes the parts out of the path', () => {
    expect(parseLessonPath(PATH)).toEqual({ locale: 'ru', module: '02-module-2', id: '02-module-2/07-snapshot' });
  });

  it.each([
    'ru/07-name.md',
    'ru/a/b/c.md',
    'russian/a/b.md',
    'ru/a/b.txt',
    'ru/a b/c.md',
    '../ru/a/b.md',
    'ru/../b.md',
    '/ru/a/b.md',
    'ru/a/б.md',
    'ru\\a\\b.md',
  ])('refuses %s', (path) => {
    expect(parseLessonPath(path)).toBeNull();
  });

  it('knows the file of a module', () => {
    expect(parseModulePath('pt-BR/01-a/module.yaml')).toEqual({ locale: 'pt-BR', module: '01-a' });
    expect(parseModulePath('ru/module.yaml')).toBeNull();
  });
});

describe('resolveLink', () => {
  it.each([
    ['https://debezium.io/a?b=c#d', { kind: 'external', href: 'https://debezium.io/a?b=c#d' }],
    ['HTTP://x', { kind: 'external', href: 'HTTP://x' }],
    ['#a', { kind: 'anchor', anchor: 'a' }],
    ['#%D1%88%D0%B0%D0%B3', { kind: 'anchor', anchor: 'шаг' }],
    ['#%zz', { kind: 'anchor', anchor: '%zz' }],
    ['06-other.md', { kind: 'lesson', id: '02-module-2/06-other', path: 'ru/02-module-2/06-other.md', anchor: null }],
    ['./06-other.md#x', { kind: 'lesson', id: '02-module-2/06-other', path: 'ru/02-module-2/06-other.md', anchor: 'x' }],
    ['../01-module-1/03-lab.md', { kind: 'lesson', id: '01-module-1/03-lab', path: 'ru/01-module-1/03-lab.md', anchor: null }],
  ])('reads %s', (href, target) => {
    expect(resolveLink(PATH, href)).toEqual(target);
  });

  it.each([
    'javascript:alert(1)',
    'JAVASCRIPT:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'command:workbench.action.quit',
    'vscode://x',
    'mailto:a@b.c',
    '//evil.example/x.md',
    '/ru/02-module-2/06-other.md',
    '\\\\host\\share',
    '../../../../etc/passwd.md',
    '..%2F..%2F..%2F..%2Fx.md',
    'files/data.csv',
    'java%0Ascript:alert(1)',
    '',
  ])('leads nowhere for %s', (href) => {
    expect(resolveLink(PATH, href)).toEqual({ kind: 'other' });
  });
});

describe('resolveAsset', () => {
  it.each([
    ['images/a.png', 'ru/02-module-2/images/a.png'],
    ['../images/a%20b.png', 'ru/images/a b.png'],
    ['../../shared/a.png', 'shared/a.png'],
    ['../../../outside.png', null],
    ['%2e%2e/%2e%2e/%2e%2e/outside.png', null],
    ['https://evil.example/pixel.png', null],
    ['//evil.example/pixel.png', null],
    ['data:image/png;base64,AAAA', null],
    ['/etc/a.png', null],
  ])('resolves %s to %s', (src, path) => {
    expect(resolveAsset(PATH, src)).toBe(path);
  });
});
