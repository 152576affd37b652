import { describe, expect, it } from 'vitest';
import type { Finding, LessonFile } from '../../../src/core/lesson/lesson';
import { lintLessons } from '../../../src/core/lesson/lint';
import { english } from '../../../src/core/message';
import { FRONT, lessonFile, SNIPPET, stepText } from './lessonText';

function lines(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ line, rule, message }) => `${String(line)} ${rule} ${english(message)}`);
}

const OTHER: LessonFile = lessonFile('# Заголовок, `код` и *курсив*\n\n## Twice\n\n## Twice\n', 'ru/01-module-1/03-lab.md');

function lint(body: string): readonly string[] {
  return lines(lintLessons([lessonFile(body), OTHER]));
}

describe('links', () => {
  it('may lead to the web, to headings and to lessons', () => {
    expect(
      lint(`## Here

[a](#here) [b](../01-module-1/03-lab.md) [c](../01-module-1/03-lab.md#заголовок-код-и-курсив)
[d](../01-module-1/03-lab.md#twice-1) [e](https://debezium.io) [f][ref] <https://debezium.io>

[ref]: ../01-module-1/03-lab.md#twice
`),
    ).toEqual([]);
  });

  it.each([
    ['[a](#there)', '11 link-anchor No heading of ru/02-module-2/07-snapshot.md has the anchor "there".'],
    ['[a](../01-module-1/03-lab.md#twice-2)', '11 link-anchor No heading of ru/01-module-1/03-lab.md has the anchor "twice-2".'],
    ['one\ntwo [a](08-lost.md)', '12 link-lesson There is no lesson at ru/02-module-2/08-lost.md.'],
    ['[a](../../../x.md)', '11 link-target The link to ../../../x.md is shown as text.'],
    ['[a](files/data.csv)', '11 link-target The link to files/data.csv is shown as text.'],
    ['[a](javascript:alert(1))', '11 link-target The link to javascript:alert(1) is shown as text.'],
    ['> - [a](command:x)', '11 link-target The link to command:x is shown as text.'],
  ])('%j is found', (body, finding) => {
    expect(lint(body)).toEqual([finding]);
  });

  it('to a lesson that cannot be read are not blamed for it', () => {
    const files = [lessonFile('[a](08-broken.md)'), { path: 'ru/02-module-2/08-broken.md', text: 'x' }];
    expect(lintLessons(files).map(({ rule }) => rule)).toEqual(['front-matter']);
  });
});

describe('images', () => {
  const assets = new Set(['ru/02-module-2/images/a.png']);

  it.each([
    ['![A](images/a.png)', []],
    ['![A](images/b.png)', ['11 image There is no file ru/02-module-2/images/b.png.']],
    ['![](images/a.png)', ['11 image The image images/a.png has no text alternative.']],
    ['![A](https://x.y/a.png)', ['11 image The image https://x.y/a.png is not a file of the course.']],
  ])('%j', (body, findings) => {
    expect(lines(lintLessons([lessonFile(body)], assets))).toEqual(findings);
  });
});

describe('text', () => {
  it.each([
    ['Press <kbd>F5</kbd>', ['11 raw-html HTML is shown as it is written: <kbd>']],
    [
      '\n\n<details>\n<summary>x</summary>',
      ['13 raw-html HTML is shown as it is written: <details>', '14 raw-html HTML is shown as it is written: <summary>'],
    ],
    ['`<kbd>` and a < b > c and 1<2', []],
    ['```html\n<b>\n```', []],
  ])('%j', (body, findings) => {
    expect(lint(body)).toEqual(findings);
  });
});

describe('placeholders', () => {
  it.each([
    ['Port {{postgres.port}} and {{ kafka.bootstrap }}', []],
    ['Port\n{{postgres.prot}}', ['12 placeholder There is no placeholder {{postgres.prot}}.']],
    ['{{port}}', ['11 placeholder There is no placeholder {{port}}.']],
    ['```bash example=true\necho {{.State}}\n```', []],
    ['```mermaid alt="a"\nflowchart LR\n a{{x.y}}\n```', []],
  ])('%j', (body, findings) => {
    expect(lint(body)).toEqual(findings);
  });

  it('are looked for in snippets and steps', () => {
    const body = `${stepText().replace('select 1', "'select {{mysql.prt}}'")}\n\`\`\`sql target=postgres id=create\nselect '{{a.b}}';\n\`\`\`\n`;
    expect(lint(body)).toEqual([
      '14 placeholder There is no placeholder {{mysql.prt}}.',
      '20 placeholder There is no placeholder {{a.b}}.',
    ]);
  });

  it('in Python leave the braces of f-strings alone', () => {
    const body = stepText('one', 'run') + '\n```python id=run\nprint(f"{{braces}} {{kafka.bootstrp}}")\n```\n';
    expect(lint(body)).toEqual(['20 placeholder There is no placeholder {{kafka.bootstrp}}.']);
  });
});

describe('snippets', () => {
  it('that no step uses are named', () => {
    expect(lint(stepText() + SNIPPET + '\n```bash id=left\nx\n```\n')).toEqual([
      '23 snippet-unused No step uses the snippet "left", so nothing proves that it works.',
    ]);
  });

  it('whose output a check reads are used', () => {
    const step = stepText().replace('}]', '}, { kind: output, snippet: left, pattern: x, why: w }]');
    expect(lint(step + SNIPPET + '\n```bash id=left\nx\n```\n')).toEqual([]);
  });

  it('are not called unused while a step cannot be read', () => {
    expect(lint(stepText().replace('hints', 'hint') + SNIPPET).map((line) => line.split(' ')[1])).not.toContain('snippet-unused');
  });
});

describe('steps', () => {
  it.each([
    ['a check without why', ', why: Not yet.', '', '14 step-schema The field "checks[0].why" is missing.'],
    ['no hint', 'hints: [Look.]', 'hints: []', '15 step-schema The field "hints" has too little in it.'],
    ['no hints', 'hints: [Look.]\n', '', '14 step-schema The field "hints" is missing.'],
    ['no solution', 'solution: [create]', 'solution: []', '16 step-schema The field "solution" has too little in it.'],
  ])('have %s', (_name, before, after, finding) => {
    expect(lint(stepText().replace(before, after) + SNIPPET)).toEqual([finding]);
  });
});

describe('fences', () => {
  const finding = '11 fence-id The fence looks as if it could run, but it has no id.';

  it.each([
    ['```sql\nselect 1\n```', [finding]],
    ['```python\nprint()\n```', [finding]],
    ['```json target=connect\n{}\n```', [finding]],
    ['```python example=true\nprint()\n```', []],
    ['```json\n{}\n```', []],
    ['```text\nselect 1\n```', []],
    ['```mermaid alt="a"\nflowchart LR\n```', []],
  ])('%j', (body, findings) => {
    expect(lint(body)).toEqual(findings);
  });
});

describe('lines', () => {
  it('are not too long', () => {
    expect(lint(`${'а'.repeat(400)}\n${'а'.repeat(401)}`)).toEqual(['12 line-length The line has 401 characters; 400 is the most.']);
  });

  it.each([
    ['\n\u0441lot', ['12 mixed-letters The word "\u0441lot" has letters of two alphabets: \u0441.']],
    ['сл\u006fт', ['11 mixed-letters The word "сл\u006fт" has letters of two alphabets: o.']],
    ['```text\ncr\u0435ate\n```', ['12 mixed-letters The word "cr\u0435ate" has letters of two alphabets: \u0435.']],
    ['SQL-запрос, `slot`ом, r×1024', []],
  ])('%j has words of one alphabet', (body, findings) => {
    expect(lint(body)).toEqual(findings);
  });
});

describe('typography of Russian prose', () => {
  const dash = 'typography The line may break before the dash.';
  const number = 'typography The line may break inside the number.';

  it.each([
    [
      'слово "слово"',
      ['11 typography A straight quotation mark stands in the text.', '11 typography A straight quotation mark stands in the text.'],
    ],
    ['да - нет', ['11 typography A hyphen stands for a dash.']],
    ['и так...', ['11 typography Three dots stand for an ellipsis.']],
    ['один\nдва — три', [`12 ${dash}`]],
    ['один\n— два', [`11 ${dash}`]],
    ['`код` — слово, **слово** — слово', [`11 ${dash}`, `11 ${dash}`]],
    ['10 000 строк по 4 МБ', [`11 ${number}`, `11 ${number}`]],
  ])('%j is named', (body, findings) => {
    expect(lint(body)).toEqual(findings);
  });

  it.each([
    ['non-breaking spaces', 'да\u00a0— нет, 10\u00a0000 строк по 4\u00a0МБ'],
    ['the beginning of a paragraph or a cell', '— да\n\n| — |\n|---|'],
    ['code, links, emphasis and headings', '## a - b\n\n`a - "b"` [a - b](https://x.y) *a - b*\n\n```text\na - b...\n```'],
    ['words with hyphens, numbers side by side', 'кто-то, 5 10 шагов, 1 2345'],
  ])('%s are good', (_name, body) => {
    expect(lint(body)).toEqual([]);
  });

  it('is not asked of other languages', () => {
    expect(
      lines(lintLessons([lessonFile('a - "b"', 'en/02-module-2/07-snapshot.md')])).filter((line) => line.includes('typography')),
    ).toEqual([]);
  });
});

describe('diagrams', () => {
  it('have a text alternative', () => {
    expect(lint('```mermaid\nflowchart LR\n```\n\n```mermaid alt="It flows"\nflowchart LR\n```')).toEqual([
      '11 diagram-text The diagram has no text alternative.',
    ]);
  });
});

describe('translations', () => {
  const english = (text: string, front = FRONT): LessonFile => lessonFile(text, 'en/02-module-2/07-snapshot.md', front);
  const body = stepText() + SNIPPET;

  it('are not asked for while there is one language', () => {
    expect(lintLessons([lessonFile(body)])).toEqual([]);
  });

  it('with the same steps and code are good, whatever their words', () => {
    expect(lintLessons([lessonFile(body), english(body.replace('Step one', 'First'))])).toEqual([]);
  });

  it('lack nothing in either language', () => {
    const files = [lessonFile(body), OTHER, english(body), lessonFile('', 'en/03-new/01-new.md')];
    expect(lintLessons(files).map(({ file, message }) => `${file} ${message.args.join()}`)).toEqual([
      'en/03-new/01-new.md ru',
      'ru/01-module-1/03-lab.md en',
    ]);
  });

  it.each([
    ['the code', english(body.replace('select 1;', 'select 2;')), '20 parity The code of "create" differs between the languages.'],
    ['a field', english(body, FRONT.replace('45min', '30min')), '1 parity The field "duration" differs between the languages.'],
    [
      'a snippet more',
      english(`${body}${SNIPPET.replace('create', 'more')}`.replace('[create]', '[create, more]')),
      '1 parity "more" is not in the lesson this is a translation of.',
    ],
    ['a step less', english(body.slice(body.indexOf('```sql'))), '1 parity "one" is missing here.'],
  ])('differ in %s', (_name, translation, finding) => {
    expect(lines(lintLessons([lessonFile(body), translation]))).toContain(finding);
  });
});

it('tells findings by file and line', () => {
  const findings = lintLessons([lessonFile('{{b}}\n{{a}}'), lessonFile('{{c}}', 'ru/01-a/01-a.md')]);
  expect(findings.map(({ file, line }) => `${file}:${String(line)}`)).toEqual([
    'ru/01-a/01-a.md:11',
    'ru/02-module-2/07-snapshot.md:11',
    'ru/02-module-2/07-snapshot.md:12',
  ]);
});
