import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LessonContext } from '../../../src/core/lesson/labels';
import { parseLesson } from '../../../src/core/lesson/parseLesson';
import { renderLesson, renderMarkdown } from '../../../src/core/lesson/render';
import { LABELS, lessonFile, lessonOf, SNIPPET, stepText } from './lessonText';

const FIXTURES = path.join(import.meta.dirname, '../../fixtures/lessons');

function render(body: string, context?: LessonContext): string {
  return renderLesson(lessonOf(body), LABELS, context);
}

/** What stands below the header and the lab's bar. */
function article(body: string, context?: LessonContext): string {
  return (render(body, context).split('class="lab-bar"')[1] ?? '').replace(/^[^\n]*\n/u, '');
}

describe('a whole lesson', () => {
  const file = 'ru/02-module-2/07-snapshot.md';
  const { lesson } = parseLesson({ path: file, text: readFileSync(path.join(FIXTURES, file), 'utf8') });

  it('is the page it was', async () => {
    const html = lesson && renderLesson(lesson, LABELS);
    await expect(html).toMatchFileSnapshot('golden/snapshot.html');
  });

  it('with all that the page knows is the page it was', async () => {
    const context: LessonContext = {
      moduleTitle: '02 · Снимки',
      badge: 'Debezium 3.6.1',
      placeholders: new Map([
        ['postgres.host', '127.0.0.1'],
        ['postgres.port', '5433'],
        ['postgres.internal.port', '5433'],
      ]),
      titleOf: (id) => (id === '01-module-1/03-lab' ? 'Лаборатория' : undefined),
      assetUrl: (asset) => `https://host.example/lessons/${asset}`,
    };
    const html = lesson && renderLesson(lesson, LABELS, context);
    await expect(html).toMatchFileSnapshot('golden/snapshotInContext.html');
  });
});

describe('the header', () => {
  it('shows the title once, though the text repeats it for other sites', () => {
    expect(render('# Lesson\n\nText').match(/<h1/gu)).toHaveLength(1);
    expect(render('# Lesson *by* `name`\n\nText')).toContain('<h1 id="lesson-by-name">Lesson</h1>');
    expect(render('Text')).toContain('<h1>Lesson</h1>');
  });

  it('leaves out what the lesson does not have', () => {
    const html = renderLesson({ ...lessonOf('Text'), description: '', duration: 0, topics: [] }, LABELS);
    expect(html).toContain('<p class="meta"><span class="difficulty">advanced</span></p>');
    expect(html).not.toContain('class="lead"');
    expect(html).not.toContain('class="prerequisites"');
  });
});

describe('steps', () => {
  it('end at the next heading of level 1 or 2', () => {
    const html = article(`${stepText()}\nIn.\n\n### Sub\n${SNIPPET}\n## After\n\nOut.\n`);
    const [step, rest] = html.split('</section>');
    expect(step).toMatch(/<section class="step" data-step="one">[^]*<p>In\.<\/p>[^]*<h3[^]*data-step-panel="one"/u);
    expect(rest).toContain('<h2 id="after">After</h2>\n<p>Out.</p>');
  });

  it('put their panel last, with a line for each check and a button for each way on', () => {
    const html = article(`${stepText()}\nText.\n`);
    expect(html.slice(html.indexOf('<div class="step-panel"'))).toBe(`<div class="step-panel" data-step-panel="one">
<ul class="checks" aria-label="Checks">
<li class="check" data-state="waiting">Not yet.</li>
</ul>
<div class="hints"></div>
<div class="step-actions"><vscode-button appearance="secondary" data-action="hint" data-step="one">Hint</vscode-button><vscode-button appearance="secondary" data-action="solution" data-step="one">Solution</vscode-button><vscode-button appearance="secondary" data-action="doStep" data-step="one">Do it for me</vscode-button><vscode-button appearance="secondary" data-action="skip" data-step="one">Skip</vscode-button></div>
</div>
</section>
`);
  });

  it('never show their fence, whether it is good or not', () => {
    expect(article(stepText())).not.toContain('checks:');
    const broken = article(stepText().replace('hints', 'hint'));
    expect(broken).not.toContain('select 1');
    expect(broken).not.toContain('class="step"');
  });
});

describe('fences', () => {
  it('with an id get controls; without one they only show', () => {
    expect(article(SNIPPET)).toContain('<figure class="snippet" data-snippet="create" data-target="postgres">');
    expect(article(SNIPPET.replace(' id=create', ''))).toBe(
      '<pre class="code"><code class="hljs language-sql"><span class="hljs-keyword">select</span> <span class="hljs-number">1</span>;</code></pre>\n',
    );
  });

  it('that are snippets with a mistake only show', () => {
    expect(article(SNIPPET.replace('postgres', 'oracle'))).not.toContain('vscode-button');
    expect(article(SNIPPET + SNIPPET).match(/data-action="run"/gu)).toHaveLength(1);
  });

  it.each([
    [
      'http',
      'POST /a\nX-B: c\n\n{ "d": 1 }',
      '<span class="hljs-keyword">POST</span> <span class="hljs-string">/a</span>\n<span class="hljs-attr">X-B</span>: c\n\n<span class="hljs-punctuation">{</span> ',
    ],
    ['http', 'not a request', 'not a request'],
    ['yaml', 'a: 1', '<span class="hljs-attr">a:</span> <span class="hljs-number">1</span>'],
    ['py', 'if x', '<span class="hljs-keyword">if</span> x'],
    ['brainfuck', '<+>', '&lt;+&gt;'],
    ['constructor', 'x', 'x'],
  ])('in %s are coloured: %j', (language, code, html) => {
    expect(article(`\`\`\`${language}\n${code}\n\`\`\``)).toContain(`<code class="hljs language-${language}">${html}`);
  });

  it('that are diagrams keep their source and their text alternative', () => {
    expect(article('```mermaid alt="A \\"to\\" B"\nflowchart LR\n a-->b\n```')).toBe(
      '<figure class="diagram" data-diagram><pre class="diagram-source">flowchart LR\n a--&gt;b\n</pre><figcaption>A &quot;to&quot; B</figcaption></figure>\n',
    );
  });
});

describe('callouts', () => {
  it.each(['note', 'tip', 'important', 'warning', 'caution'] as const)('of the kind %s', (kind) => {
    const html = article(`> [!${kind.toUpperCase()}]\n> Text.`);
    expect(html).toContain(`<aside class="callout callout-${kind}" role="note"><p class="callout-title">`);
    expect(html).toContain(`${LABELS.callouts[kind]}</p>\n<p>Text.</p>\n</aside>`);
  });

  it.each(['> [!SECRET]\n> x', '> [!TIP] with a title\n> x', '> text\n> [!TIP]', '[!TIP]', '> `[!TIP]`\n> x'])('are not %j', (body) => {
    expect(article(body)).not.toContain('<aside');
  });

  it('end where they end, with a quotation, a list and a fence inside', () => {
    const html = article('> [!NOTE]\n> a\n>\n> > quoted\n>\n> - listed\n>\n> ```sql\n> select 1;\n> ```\n>\n> last\n\nafter');
    expect(html).toMatch(/<blockquote>\n<p>quoted<\/p>\n<\/blockquote>\n<ul>[^]*<p>last<\/p>\n<\/aside>\n<p>after<\/p>\n$/u);
  });

  it('leave no empty paragraph where the mark stands alone', () => {
    expect(article('> [!NOTE]\n>\n> a')).toMatch(/Note<\/p>\s*<p>a<\/p>\n<\/aside>/u);
  });
});

describe('anchors', () => {
  it('are made as code-hosting sites make them, each once', () => {
    const html = article('## Шаг 1. Таблица `orders`: «да»\n## Same\n## Same\n## Same 1\n## Same\n## ...\n');
    expect([...html.matchAll(/<h2 id="([^"]*)"/gu)].map((match) => match[1])).toEqual([
      'шаг-1-таблица-orders-да',
      'same',
      'same-1',
      'same-1-1',
      'same-2',
      'section',
    ]);
  });

  it('of a link and of its heading are the same', () => {
    expect(article('[a](#шаг-1)\n\n## Шаг 1')).toContain('<a href="#шаг-1">a</a>');
  });
});

describe('placeholders', () => {
  const placeholders = new Map([
    ['postgres.port', '54331'],
    ['postgres.password', 'secret'],
    ['kafka.bootstrap', '<b>"&'],
  ]);

  it('are filled in text, code and snippets', () => {
    const html = article(
      `Port {{postgres.port}}, \`-p {{postgres.port}}\`.\n\n    {{postgres.port}}\n${SNIPPET.replace('1', '{{postgres.port}}')}`,
      { placeholders },
    );
    expect(html.match(/54331/gu)).toHaveLength(4);
  });

  it('stay as they are without a value, and where they are secret', () => {
    expect(article('{{connect.url}} {{postgres.password}}', { placeholders })).toContain('<p>{{connect.url}} {{postgres.password}}</p>');
    expect(article('`{{postgres.port}}`')).toContain('<code>{{postgres.port}}</code>');
  });

  it('are text, whatever their value', () => {
    expect(article('{{kafka.bootstrap}}', { placeholders })).toBe('<p>&lt;b&gt;&quot;&amp;</p>\n');
    expect(article('```python\n"{{kafka.bootstrap}}"\n```', { placeholders })).not.toContain('<b>');
  });
});

describe('images', () => {
  const assetUrl = (asset: string): string => `page:${asset}?"`;

  it('are files beside the lesson, at the address the page gives them', () => {
    expect(article('![A "b"](images/a.png)', { assetUrl })).toBe(
      '<p><img src="page:ru/02-module-2/images/a.png?&quot;" alt="A &quot;b&quot;"></p>\n',
    );
  });

  it.each(['https://evil.example/a.png', '//evil.example/a.png', 'data:image/svg+xml,x', '../../../a.png'])('are not %s', (src) => {
    expect(article(`![Alt](${src})`, { assetUrl })).not.toContain('<img');
  });

  it('are their text where the page has no address for them', () => {
    expect(article('![Alt <b>](images/a.png)')).toBe('<p>Alt &lt;b&gt;</p>\n');
  });
});

describe('renderMarkdown', () => {
  it('shows a hint: links, code and callouts, but neither anchors nor controls', () => {
    const html = renderMarkdown('## A\n\n[x](06-b.md#c) `d`\n\n```sql target=postgres id=e\nselect 1;\n```\n\n> [!TIP]\n> f', {
      path: lessonFile('').path,
      labels: LABELS,
    });
    expect(html).toContain('<h2>A</h2>');
    expect(html).toContain('<a href="#02-module-2/06-b" data-lesson-link="02-module-2/06-b#c">x</a> <code>d</code>');
    expect(html).toContain('<pre class="code"><code class="hljs language-sql">');
    expect(html).toContain('callout-tip');
    expect(html).not.toContain('vscode-button');
  });

  it('needs nothing but the text', () => {
    expect(renderMarkdown('a [b](06-c.md) [d](https://e.f)')).toBe('<p>a b <a href="https://e.f" data-external="">d</a></p>\n');
  });
});
