import { describe, expect, it } from 'vitest';
import { parseLesson } from '../../../src/core/lesson/parseLesson';
import { renderLesson } from '../../../src/core/lesson/render';
import { predictFenceSchema } from '../../../src/core/lesson/stepSchema';
import { LABELS, lessonFile, lessonOf, SNIPPET, stepText, told } from './lessonText';

/** Begins at line 11. */
const QUESTION = `\`\`\`yaml predict=first-op
question: What is \`op\`?
options:
  - { text: "\`c\`", value: c, because: It was **read**. }
  - { text: none, value: null }
snippet: create
answer: { kind: topic, topic: t, path: op }
\`\`\`
`;

const BODY = `${QUESTION}\n${stepText()}${SNIPPET}`;

describe('a question', () => {
  it('is read with its options and its place', () => {
    const { lesson, findings } = parseLesson(lessonFile(BODY));
    expect(findings).toEqual([]);
    expect(lesson?.predictions).toEqual([
      {
        id: 'first-op',
        line: 11,
        question: 'What is `op`?',
        options: [
          { text: '`c`', value: 'c', because: 'It was **read**.' },
          { text: 'none', value: null },
        ],
        snippet: 'create',
        answer: { kind: 'topic', topic: 't', match: {}, path: 'op' },
      },
    ]);
  });

  it.each<readonly [RegExp, string, readonly string[]]>([
    [/predict=first-op/u, 'predict="A b"', ['11 predict-id "A b" cannot be the id of a question.']],
    [/```yaml predict/u, '```json predict', ['11 predict-language The fence of a question must be in the language yaml.']],
    [/question: .*\n/u, '', ['12 predict-schema The field "question" is missing.']],
    [/ {2}- \{ text: none.*\n/u, '', ['13 predict-schema The field "options" has too little in it.']],
    [/value: c, /u, '', ['14 predict-schema The field "options[0].value" is missing.']],
    [/value: c,/u, 'value: [c],', ['14 predict-schema The field "options[0].value" has none of the forms it may have.']],
    [/kind: topic/u, 'kind: topics', ['17 predict-schema The field "answer.kind" must be one of: sql, http, output, topic.']],
    [/, path: op/u, '', ['17 predict-schema The field "answer.path" is missing.']],
    [/snippet: create/u, 'snippet: creat', ['16 predict-snippet The lesson has no snippet "creat".']],
    [/value: null/u, 'value: c', ['15 predict-options The options 1 and 2 can both be right.']],
    [
      /kind: topic, topic: t/u,
      'kind: http',
      ['17 predict-snippet The snippet "create" is sent to postgres, which leaves nothing for an answer of kind "http".'],
    ],
    [
      /\{ kind: topic.*/u,
      '{ kind: output, pattern: "(" }',
      [
        '17 predict-snippet The snippet "create" is sent to postgres, which leaves nothing for an answer of kind "output".',
        '17 predict-pattern The pattern is not a regular expression: Invalid regular expression: /(/u: Unterminated group',
      ],
    ],
  ])('with %s → %s is told what is wrong', (pattern, text, expected) => {
    expect(told(parseLesson(lessonFile(BODY.replace(pattern, text))).findings)).toEqual(expected);
  });

  it('has five options at most', () => {
    const many = QUESTION.replace(/ {2}- \{ text: none.*\n/u, (line) =>
      [1, 2, 3, 4, 5].map((n) => line.replace('null', String(n))).join(''),
    );
    expect(told(parseLesson(lessonFile(many + SNIPPET)).findings)).toEqual(['13 predict-schema The field "options" has too much in it.']);
  });

  it('must not stand below what answers it, nor be there twice', () => {
    const { findings } = parseLesson(lessonFile(`${SNIPPET}\n${QUESTION}\n${QUESTION}`));
    expect(findings.map(({ rule }) => rule)).toEqual(['predict-snippet', 'predict-duplicate']);
  });

  it('shows its options and reasons, never what is right', () => {
    const html = renderLesson(lessonOf(BODY), LABELS);
    expect(html).toContain('<fieldset class="prediction" data-prediction="first-op">');
    expect(html).toContain('<p>What is <code>op</code>?</p>');
    expect(html.match(/<input type="radio"[^>]*>/gu)).toHaveLength(2);
    expect(html).toContain('data-because="0"><p>It was <strong>read</strong>.</p>');
    expect(html).not.toContain('kind: topic');
    expect(renderLesson(lessonOf(BODY.replace('What is', '<script>')), LABELS)).not.toContain('<script>');
  });

  it('has the JSON Schema it had', async () => {
    await expect(`${JSON.stringify(predictFenceSchema(), null, 2)}\n`).toMatchFileSnapshot('golden/predict.schema.json');
  });
});
