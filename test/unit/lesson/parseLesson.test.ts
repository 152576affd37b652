import { describe, expect, it } from 'vitest';
import { MAX_LESSON_LENGTH, parseLesson } from '../../../src/core/lesson/parseLesson';
import { english } from '../../../src/core/message';
import { FRONT, lessonFile, lessonOf, PATH, SNIPPET, stepText, told } from './lessonText';

function findingsOf(body: string): readonly string[] {
  return told(parseLesson(lessonFile(body)).findings);
}

describe('front matter', () => {
  it('becomes the fields of the lesson', () => {
    expect(lessonOf('Text')).toMatchObject({
      id: '02-module-2/07-snapshot',
      locale: 'ru',
      path: PATH,
      module: '02-module-2',
      title: 'Lesson',
      description: 'About it.',
      order: 7,
      difficulty: 'advanced',
      duration: 45,
      topics: ['cdc'],
      lab: 'postgres',
      prerequisites: [],
      body: 'Text',
      bodyLine: 11,
    });
  });

  it('takes prerequisites as ids and as links', () => {
    const front = FRONT.replace('[]', '\n  - 01-module-1/03-lab\n  - ../01-module-1/04-first.md\n  - 06-theory.md');
    const { lesson } = parseLesson(lessonFile('', PATH, front));
    expect(lesson?.prerequisites).toEqual(['01-module-1/03-lab', '01-module-1/04-first', '02-module-2/06-theory']);
  });

  it('reads Windows line ends and a byte order mark', () => {
    const { text } = lessonFile(`Text\n${SNIPPET}`);
    const { lesson, findings } = parseLesson({ path: PATH, text: `\uFEFF${text.replaceAll('\n', '\r\n')}` });
    expect(findings).toEqual([]);
    expect(lesson?.snippets[0]).toMatchObject({ code: 'select 1;\n', line: 14 });
  });

  it.each([
    ['order: 7', 'order: 0', '4 front-matter The field "order" has too little in it.'],
    ['order: 7', 'order: first', '4 front-matter The field "order" must be of type number.'],
    ['difficulty: advanced', 'difficulty: hard', '5 front-matter The field "difficulty" must be one of: beginner, intermediate, advanced.'],
    ['duration: 45min', 'duration: 45', '6 front-matter The field "duration" must be of type string.'],
    ['duration: 45min', 'duration: an hour', '6 front-matter The field "duration" is not written as it should be.'],
    ['topics: [cdc]', 'topics: []', '7 front-matter The field "topics" has too little in it.'],
    ['topics: [cdc]', 'topics:\n  - cdc\n  - 7', '9 front-matter The field "topics[1]" must be of type string.'],
    ['description: About it.\n', '', '2 front-matter The field "description" is missing.'],
    ['prerequisites: []', 'prerequisite: []', '9 front-matter The field "prerequisite" is not known.'],
  ])('with %j as %j stays readable and tells where the mistake is', (before, after, finding) => {
    const { lesson, findings } = parseLesson(lessonFile('Text', PATH, FRONT.replace(before, after)));
    expect(lesson?.title).toBe('Lesson');
    expect(told(findings)).toEqual([finding]);
  });

  it.each([
    ['no front matter at all', '# Text', ['1 front-matter The lesson has no front matter.']],
    ['no second line of hyphens', '---\ntitle: x\n\nText', ['1 front-matter The lesson has no front matter.']],
    ['no title', FRONT.replace('title: Lesson\n', ''), ['2 front-matter The field "title" is missing.']],
    [
      'a lab that is not there',
      FRONT.replace('lab: postgres', 'lab: oracle'),
      ['8 front-matter The field "lab" must be one of: postgres, mysql, mysql-replica, monitoring.'],
    ],
    [
      'a key written twice',
      FRONT.replace('order: 7', 'title: Again'),
      ['4 front-matter The front matter is not YAML: Map keys must be unique'],
    ],
  ])('cannot be shown with %s', (_name, text, findings) => {
    const result = parseLesson({ path: PATH, text });
    expect(result.lesson).toBeNull();
    expect(told(result.findings)).toEqual(findings);
  });

  it('does not unfold aliases that multiply', () => {
    const bomb = [
      'a: &a [x, x, x, x, x, x, x, x, x]',
      ...Array.from(
        { length: 8 },
        (_, n) =>
          `${'bcdefghi'.charAt(n)}: &${'bcdefghi'.charAt(n)} [${Array.from({ length: 9 }, () => `*${'abcdefgh'.charAt(n)}`).join(', ')}]`,
      ),
    ];
    const result = parseLesson({ path: PATH, text: `---\n${bomb.join('\n')}\n---\n` });
    expect(result.lesson).toBeNull();
    expect(told(result.findings)).toEqual([expect.stringContaining('front-matter The front matter is not YAML: Excessive alias count')]);
  });
});

describe('place and size', () => {
  it('is only read where lessons stand', () => {
    expect(told(parseLesson(lessonFile('', 'ru/07.md')).findings)).toEqual([
      '1 lesson-path The lesson stands in a place where no lesson can be.',
    ]);
  });

  it('is not read beyond the bound', () => {
    const { lesson, findings } = parseLesson(lessonFile('['.repeat(MAX_LESSON_LENGTH)));
    expect(lesson).toBeNull();
    expect(findings.map(({ rule }) => rule)).toEqual(['lesson-size']);
  });
});

describe('snippets', () => {
  it('have their attributes, their step and the line of their first line of code', () => {
    const { snippets } = lessonOf(`Before
\`\`\`http id=before
GET /connectors
\`\`\`

${stepText('one', 'send')}
\`\`\`json target=kafka topic=signals key="a b" id=send
{ "a": "{{postgres.host}}" }
\`\`\`

# After

\`\`\`bash id=after
debezium-lab status
\`\`\`
`);
    expect(snippets).toEqual([
      { id: 'before', target: 'http', language: 'http', attributes: {}, code: 'GET /connectors\n', line: 13, step: null },
      {
        id: 'send',
        target: 'kafka',
        language: 'json',
        attributes: { topic: 'signals', key: 'a b' },
        code: '{ "a": "{{postgres.host}}" }\n',
        line: 25,
        step: 'one',
      },
      { id: 'after', target: 'bash', language: 'bash', attributes: {}, code: 'debezium-lab status\n', line: 31, step: null },
    ]);
  });

  it('are found in callouts and lists, without the marks around them', () => {
    const { snippets } = lessonOf(
      '> [!TIP]\n> ```sql target=postgres id=quoted\n> select 1;\n> select 2;\n> ```\n\n1. Do:\n\n   ```python id=listed\n   if x:\n     y\n   ```\n',
    );
    expect(snippets.map(({ id, code, line }) => [id, code, line])).toEqual([
      ['quoted', 'select 1;\nselect 2;\n', 13],
      ['listed', 'if x:\n  y\n', 20],
    ]);
  });

  it('may be fenced with tildes or more backticks, around backticks', () => {
    const { snippets } = lessonOf('````bash id=a\ncat <<X\n```\nX\n````\n\n~~~bash id=b\n```\n~~~\n');
    expect(snippets.map(({ code }) => code)).toEqual(['cat <<X\n```\nX\n', '```\n']);
  });

  it('are not what has no id, even where it could run', () => {
    const { lesson, findings } = parseLesson(lessonFile('```sql\nselect 1;\n```\n\n```java {1,3}\nx\n```\n\n```sql target=oracle\n```\n'));
    expect(lesson?.snippets).toEqual([]);
    expect(findings).toEqual([]);
  });

  it.each([
    ['sql target=postgres id=Create_Table', '11 snippet-id "Create_Table" cannot be the id of a snippet.'],
    ['sql target=postgres id=', '11 snippet-id "" cannot be the id of a snippet.'],
    ['sql target=postgres id="x\\" onclick=\\"y"', '11 snippet-id "x" onclick="y" cannot be the id of a snippet.'],
    ['sql id=a', '11 snippet-target The snippet does not say what it is sent to.'],
    ['sql target=kafka id=a', '11 snippet-target A snippet in the language "sql" cannot be sent to "kafka".'],
    ['java id=a', '11 snippet-target A fence in the language "java" cannot run, but this one has an id.'],
    ['json target=kafka id=a', '11 snippet-attribute A snippet for kafka needs the attribute "topic".'],
    ['json target=kafka topic="" id=a', '11 snippet-attribute A snippet for kafka needs the attribute "topic".'],
    ['sql target=postgres topic=x id=a', '11 snippet-attribute A snippet for postgres has no attribute "topic".'],
    ['sql target=postgres id=a now', '11 fence-attribute "now" behind the language of the fence is not an attribute.'],
    ['sql target=postgres id=a id=b', '11 fence-attribute The attribute "id" is written twice.'],
    ['json target=kafka topic="x id=a', '11 fence-attribute The value of the attribute "topic" has no closing quote.'],
  ])('with %j get a finding', (info, finding) => {
    expect(findingsOf(`\`\`\`${info}\ncode\n\`\`\`\n`)).toEqual([finding]);
  });

  it('are named when empty, and when they come twice', () => {
    expect(findingsOf(`\`\`\`bash id=a\n\n\`\`\`\n${SNIPPET}${SNIPPET}`)).toEqual([
      '11 snippet-empty The snippet "a" is empty.',
      '19 snippet-duplicate The snippet "create" exists already, at line 15.',
    ]);
  });

  it('are named when their fence never ends', () => {
    expect(findingsOf('```bash id=a\necho\n\n## Lost\n')).toEqual([
      '11 fence-open The fence is never closed: everything below it is taken for code.',
    ]);
    expect(findingsOf('> ```sql\n> select 1;\n')).toHaveLength(1);
  });
});

describe('steps', () => {
  it('have the heading above as their title, without its marks', () => {
    const { steps } = lessonOf(stepText().replace('Step one', '**Шаг 1.** Таблица `orders`') + SNIPPET);
    expect(steps).toEqual([
      {
        id: 'one',
        title: 'Шаг 1. Таблица orders',
        line: 11,
        checks: [{ kind: 'sql', target: 'postgres', query: 'select 1', expect: 1, why: 'Not yet.' }],
        hints: ['Look.'],
        solution: ['create'],
      },
    ]);
  });

  it('end at the next heading of level 1 or 2, but not at one inside a quotation', () => {
    const { snippets } = lessonOf(`${stepText()}\n### Sub\n\n> ## Quoted\n${SNIPPET}\n## Next\n\n\`\`\`bash id=next\nx\n\`\`\`\n`);
    expect(snippets.map(({ id, step }) => [id, step])).toEqual([
      ['create', 'one'],
      ['next', null],
    ]);
  });

  it.each([
    ['### Deeper', 'a heading of level 3'],
    ['> ## Quoted', 'a heading in a quotation'],
    ['## Step\n\nText between.', 'text between'],
    ['', 'no heading'],
  ])('are not what stands below %j (%s)', (above) => {
    const { lesson, findings } = parseLesson(lessonFile(`${above}\n${stepText().split('\n').slice(1).join('\n')}${SNIPPET}`));
    expect(lesson?.steps).toEqual([]);
    expect(findings.map(({ rule }) => rule)).toEqual(['step-place']);
  });

  it.each([
    [/step=one/u, 'step="One!"', '13 step-id "One!" cannot be the id of a step.'],
    [/```yaml/u, '```json', '13 step-place The fence of a step must be in the language yaml.'],
    [/hints: .*\n/u, '', '14 step-schema The field "hints" is missing.'],
    [/hints: .*/u, 'hints: []', '15 step-schema The field "hints" has too little in it.'],
    [/hints: .*/u, 'hint: [x]\nhints: [x]', '15 step-schema The field "hint" is not known.'],
    [/solution: .*\n/u, '', '14 step-schema The field "solution" is missing.'],
    [/, why: Not yet\./u, '', '14 step-schema The field "checks[0].why" is missing.'],
    [
      /kind: sql/u,
      'kind: sqll',
      '14 step-schema The field "checks[0].kind" must be one of: sql, connector, topic, notification, metric, output.',
    ],
    [/expect: 1/u, 'expect: { least: 1 }', '14 step-schema The field "checks[0].expect.least" is not known.'],
    [/expect: 1/u, 'expect: [1]', '14 step-schema The field "checks[0].expect" has none of the forms it may have.'],
    [
      /hints:/u,
      'hints: [',
      '16 step-yaml The step is not YAML: Flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
  ])('with %s as %j get a finding at its line', (pattern, text, finding) => {
    const { lesson, findings } = parseLesson(lessonFile(stepText().replace(pattern, text) + SNIPPET));
    expect(lesson?.steps).toEqual([]);
    expect(told(findings)).toContain(finding);
  });

  it('are named when they come twice; the first one counts', () => {
    const { lesson, findings } = parseLesson(lessonFile(stepText() + SNIPPET + stepText().replace('Step one', 'Second')));
    expect(lesson?.steps.map(({ title }) => title)).toEqual(['Step one']);
    expect(told(findings)).toEqual(['24 step-duplicate The step "one" exists already, at line 11.']);
  });

  it('are held to the snippets that are there', () => {
    const output = (snippet: string, pattern: string): string => `  - { kind: output, snippet: ${snippet}, pattern: '${pattern}', why: w }`;
    const body = `## S

\`\`\`yaml step=s
checks:
${output('run', 'a+')}
${output('lost', 'a')}
${output('create', 'a')}
${output('run', 'a(')}
hints: [h]
solution:
  - create
  - gone
\`\`\`
${SNIPPET}
\`\`\`bash id=run
x
\`\`\`
`;
    expect(findingsOf(body)).toEqual([
      '16 check-snippet The lesson has no snippet "lost".',
      '17 check-snippet The snippet "create" is sent to postgres, which leaves no output to check.',
      '18 check-pattern The pattern is not a regular expression: Invalid regular expression: /a(/u: Unterminated group',
      '22 solution-snippet The lesson has no snippet "gone".',
    ]);
  });
});

describe('many mistakes', () => {
  it('are all told, in the order of their lines', () => {
    const front = FRONT.replace('order: 7', 'order: x').replace('advanced', 'hard');
    const body = `\`\`\`sql id=a
select 1;
\`\`\`

## One

\`\`\`yaml step=one
checks: []
hints: [1]
\`\`\`

\`\`\`sql target=postgres id=B
\`\`\`

## Two

\`\`\`yaml step=two
checks: [{ kind: topic, topic: t, why: w, match: { op: [r] } }]
hints: [h]
solution: [nothing]
\`\`\`
`;
    const { lesson, findings } = parseLesson(lessonFile(body, PATH, front));
    expect(lesson).not.toBeNull();
    expect(findings.map(({ line, rule }) => `${String(line)} ${rule}`)).toEqual([
      '4 front-matter',
      '5 front-matter',
      '11 snippet-target',
      '18 step-schema',
      '18 step-schema',
      '19 step-schema',
      '22 snippet-id',
      '22 snippet-empty',
      '28 step-schema',
    ]);
  });

  it('each say what to do', () => {
    const { findings } = parseLesson(lessonFile('```java id=Ö x\n```\n\n```yaml step=a\n- [\n```\n'));
    expect(findings.length).toBeGreaterThan(4);
    for (const { file, fix } of findings) {
      expect(file).toBe(PATH);
      expect(english(fix)).toMatch(/^[A-Z].*\.$/u);
    }
  });
});
