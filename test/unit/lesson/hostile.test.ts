import { describe, expect, it } from 'vitest';
import { parseLesson } from '../../../src/core/lesson/parseLesson';
import { renderLesson, renderMarkdown } from '../../../src/core/lesson/render';
import { LABELS, lessonFile, lessonOf, PATH, stepText } from './lessonText';
import { seeded } from './seeded';

/** Everything a lesson page may hold: tag → attributes. What is not here must never come out. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  header: ['class'],
  p: ['class'],
  h1: ['id'],
  h2: ['id'],
  h3: ['id'],
  h4: ['id'],
  h5: ['id'],
  h6: ['id'],
  span: ['class', 'aria-hidden'],
  div: ['class', 'role', 'data-step-panel', 'data-result-for', 'aria-live'],
  section: ['class', 'data-step'],
  aside: ['class', 'role'],
  ul: ['class', 'aria-label'],
  ol: ['start'],
  li: ['class', 'data-state'],
  figure: ['class', 'data-snippet', 'data-target', 'data-diagram'],
  figcaption: ['class'],
  pre: ['class'],
  code: ['class'],
  a: ['href', 'title', 'data-external', 'data-lesson-link'],
  img: ['src', 'alt'],
  'vscode-button': ['appearance', 'data-action', 'data-snippet', 'data-step', 'aria-label', 'title'],
  ...Object.fromEntries(['em', 'strong', 's', 'br', 'hr', 'blockquote', 'table', 'thead', 'tbody', 'tr'].map((tag) => [tag, []])),
  th: ['class'],
  td: ['class'],
};

const TAG = /<\/?([A-Za-z][\w-]*)((?:\s+[\w-]+(?:="[^"<>]*")?)*)\s*>/gu;
const ATTRIBUTE = /([\w-]+)(?:="([^"]*)")?/gu;

/** What is on the page that must not be there: a tag, an attribute, an address, or a `<` that belongs to no tag. */
function intruders(html: string): readonly string[] {
  const found = [...html.matchAll(TAG)].flatMap(([, tag = '', attributes = '']) => {
    const allowed = ALLOWED[tag];
    if (!allowed) return [tag];
    return [...attributes.matchAll(ATTRIBUTE)].flatMap(([, name = '', value = '']) => {
      if (!allowed.includes(name)) return [`${tag} ${name}`];
      if (name === 'href') return /^(?:https?:\/\/|#)/iu.test(value) ? [] : [`href ${value}`];
      return name === 'src' && !value.startsWith('asset:') ? [`src ${value}`] : [];
    });
  });
  return [...found, ...(html.replace(TAG, '').match(/[<>].{0,20}/gu) ?? [])];
}

const CONTEXT = {
  moduleTitle: '<script>module</script>',
  badge: '"><script>badge</script>',
  titleOf: () => '<img src=x onerror=alert(1)>',
  assetUrl: (path: string) => `asset:${path}`,
  placeholders: new Map([['postgres.host', '<script>host</script>']]),
};

const HOSTILE = [
  '<script>alert(1)</script>',
  '<SCRIPT SRC=//evil.example></SCRIPT>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)>',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '<a href="javascript:alert(1)">x</a>',
  '<vscode-button data-action="run" data-snippet="x">x</vscode-button>',
  '<!-- --><base href="https://evil.example">',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java&#115;cript:alert(1))',
  '[x](java&Tab;script:alert(1))',
  '[x](&#x6A;avascript:alert(1))',
  '[x](\u0001javascript:alert(1))',
  '[x](vbscript:x) [x](data:text/html;base64,PHNjcmlwdD4=) [x](file:///etc/passwd) [x](command:workbench.action.quit)',
  '<javascript:alert(1)> <data:text/html,x> <mailto:a@b.c>',
  '[x][r]\n\n[r]: javascript:alert(1)',
  '[x](https://a.b "title\\" onmouseover=\\"alert(1)")',
  "[x](https://a.b/'onmouseover='alert(1))",
  '[x](https://a.b/"onmouseover="alert(1))',
  '[x](06-a.md#"onclick="alert(1))',
  '![x](javascript:alert(1)) ![x" onerror="alert(1)](images/a.png) ![<script>](https://evil.example/a.png)',
  '![x](images/"onerror="alert(1).png)',
  '## <script>alert(1)</script> " onclick="alert(1)',
  '| <script> | [x](javascript:1) |\n|:-:|-|\n| <b onclick=x> | `<i>` |',
  '> [!TIP]\n> <script>alert(1)</script>',
  '> [!<script>]\n> x',
  '```"><script>alert(1)</script>\nx\n```',
  '```sql"onclick="alert(1)\n</code></pre><script>alert(1)</script>\n```',
  '```mermaid alt="<script>alert(1)</script>"\n</pre><script>alert(1)</script>\n```',
  '```http id=x\n<script> /"><img>\n<X>: <y>\n\n</code><script>\n```',
  '```sql target=postgres id=x\n</code></pre><script>alert(1)</script>\n```',
  '```json target=kafka topic="<script>" key="<b>" id=y\n{"a": "</code><script>"}\n```',
  '    </code></pre><script>alert(1)</script>',
  '{{postgres.host}} `{{postgres.host}}` {{<script>}}',
  stepText('s', 'x').replace('Not yet.', '"<script>alert(1)</script>"').replace('Step s', '<img src=x onerror=alert(1)>'),
];

describe('hostile Markdown', () => {
  it.each(HOSTILE)('comes out as text: %j', (body) => {
    expect(intruders(renderLesson(lessonOf(body), LABELS, CONTEXT))).toEqual([]);
    expect(intruders(renderMarkdown(body, { path: PATH, context: CONTEXT }))).toEqual([]);
  });

  it('comes out as text in any mixture', () => {
    const random = seeded(3);
    const pieces = [...HOSTILE, '\n\n', '> ', '- ', '`', '**', '"', "'", '<', '](', '![', '\\', '&lt;', '\u0000', '```\n'];
    for (let round = 0; round < 150; round += 1) {
      const body = Array.from({ length: 1 + random(8) }, () => pieces[random(pieces.length)]).join(random(2) === 0 ? '' : '\n');
      const html = renderLesson(lessonOf(body), LABELS, CONTEXT);
      expect(intruders(html), body).toEqual([]);
    }
  });

  it('is seen by this test when it does come out', () => {
    expect(intruders('<p onclick="x">')).toEqual(['p onclick']);
    expect(intruders('<p><script>x</script></p>')).toEqual(['script', 'script']);
    expect(intruders('<a href="javascript:x">')).toEqual(['href javascript:x']);
    expect(intruders('<p title=x>')).toEqual(['<p title=x>']);
  });
});

describe('hostile front matter', () => {
  it('comes out as text', () => {
    const text = `---
title: </h1><script>alert(1)</script>
description: <img src=x onerror=alert(1)>
order: 1
difficulty: beginner
duration: 5min
topics: ['<b onclick=x>']
lab: postgres
prerequisites: ['"><script>alert(1)</script>', 'javascript:alert(1)', '../01-module-1/03-lab.md']
---
Text`;
    const { lesson } = parseLesson({ path: PATH, text });
    const html = lesson ? renderLesson(lesson, LABELS, CONTEXT) : '';
    expect(html).toContain('&lt;script&gt;');
    expect(intruders(html)).toEqual([]);
  });

  it('does not reach what every object has', () => {
    const { lesson } = parseLesson(lessonFile('```json target=kafka topic=t __proto__=x constructor=y id=a\n{}\n```\n'));
    expect(Object.keys(lesson?.snippets[0]?.attributes ?? {})).toEqual(['topic', 'constructor']);
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });
});

describe('pathological text', () => {
  it.each([
    ['brackets', '['],
    ['images', '!['],
    ['emphasis', '*a _b '],
    ['quotations', '> '],
    ['lists', '- '],
    ['equal headings', '# a\n'],
    ['references', '[a]: b\n'],
    ['placeholders', '{{'],
    ['fences', '```a b="\n'],
    ['lines of hyphens', '---\n'],
  ])('of many %s is read to its end', (_name, piece) => {
    const body = piece.repeat(20_000 / piece.length);
    expect(intruders(renderLesson(lessonOf(body), LABELS, CONTEXT))).toEqual([]);
  });
});
