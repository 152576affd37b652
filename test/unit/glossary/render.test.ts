import { describe, expect, it } from 'vitest';
import { readGlossary } from '../../../src/core/glossary/readGlossary';
import { renderGlossary } from '../../../src/core/glossary/renderGlossary';
import { renderLesson } from '../../../src/core/lesson/render';
import { LABELS, lessonOf } from '../lesson/lessonText';
import { glossaryFile } from './glossaryText';

const { terms } = readGlossary(glossaryFile());

function render(body: string): string {
  return renderLesson(lessonOf(body), LABELS, { glossary: terms });
}

function marked(body: string): readonly string[] {
  return [...render(body).matchAll(/<a class="term"[^>]*>([^<]*)</gu)].map(([, text = '']) => text);
}

describe('in a lesson', () => {
  it('a term is a link that names what describes it, where the text has it first', () => {
    expect(render('Слоты и *слот*.\n')).toContain(
      '<p><a class="term" href="#term-replication-slot" data-term="replication-slot" aria-describedby="term-replication-slot">Слоты</a> и <em>слот</em>.</p>',
    );
  });

  it('only what is marked is explained, at the end of the page, hidden and as text', () => {
    const html = render('Слот <b>.\n');
    expect(html).toContain('&lt;b&gt;');
    expect(html.slice(html.indexOf('<div class="term-tips">'))).toBe(
      `<div class="term-tips">
<div class="term-tip" role="tooltip" id="term-replication-slot" hidden><div><b>слот репликации</b> <span class="term-english" lang="en">replication slot</span></div> <div>Закладка в журнале, <code>active</code> и &quot;живая&quot;.</div></div>
</div>
`,
    );
  });

  it.each([
    ['prose, lists, tables, quotations, bold text', '- **слот**\n\n| снимок |\n|---|\n', ['слот', 'снимок']],
    ['a callout, but not its title', '> [!TIP]\n> слот', ['слот']],
    ['a phrase over two lines', 'слот\nрепликации', ['слот\nрепликации']],
    ['no heading', '## Слот\n\nснимок', ['снимок']],
    ['no link and no image', '[слот](#a) ![снимок](a.png)', []],
    ['no code', '`слот`\n\n```text\nснимок\n```', []],
  ])('%s', (_name, body, words) => {
    expect(marked(body)).toEqual(words);
  });

  it('a page without terms has nothing at its end', () => {
    expect(render('Ничего.\n')).not.toContain('term-tip');
  });

  it('the words between stay as they are', () => {
    const plain = (html: string): string =>
      html.replaceAll(/<a class="term"[^>]*>([^<]*)<\/a>/gu, '$1').replace(/<div class="term-tips">[^]*/u, '');
    const body = 'Один слот\nи два & снимка, `код` слот\\\nещё. **снимок**\n';
    expect(plain(render(body))).toBe(renderLesson(lessonOf(body), LABELS));
  });
});

it('the glossary page has every term by the alphabet, with the lesson that explains it', () => {
  const page = { title: 'Glossary', lead: '2', explainedIn: 'Lesson:', locale: 'ru', titleOf: () => 'Snapshot <1>' };
  expect(renderGlossary([...terms].reverse(), page)).toBe(`<h1>Glossary</h1>
<p class="lead">2</p>
<dl class="glossary-terms">
<div class="glossary-term" id="term-replication-slot">
<dt><b>слот репликации</b> <span class="term-english" lang="en">replication slot</span></dt>
<dd><p>Закладка в журнале, <code>active</code> и &quot;живая&quot;.</p><p class="term-lesson">Lesson: <a href="#02-module-2/07-snapshot" data-lesson-link="02-module-2/07-snapshot#шаг">Snapshot &lt;1&gt;</a></p></dd>
</div>
<div class="glossary-term" id="term-snapshot">
<dt><b>снимок</b> <span class="term-english" lang="en">snapshot</span></dt>
<dd><p>Чтение таблицы целиком.</p><p class="term-lesson">Lesson: <a href="#02-module-2/07-snapshot" data-lesson-link="02-module-2/07-snapshot">Snapshot &lt;1&gt;</a></p></dd>
</div>
</dl>`);
});
