import { describe, expect, it } from 'vitest';
import { parseLesson } from '../../../src/core/lesson/parseLesson';
import { english } from '../../../src/core/message';
import { FRONT, lessonFile } from './lessonText';

const SNIPPET = '```bash id=list\nls\n```\n\n';
const LINE = FRONT.split('\n').length + 4;

function read(fence: string) {
  const { lesson, findings } = parseLesson(lessonFile(SNIPPET + fence));
  return { outputs: lesson?.outputs, findings: findings.map(({ line, rule, message }) => `${String(line)} ${rule} ${english(message)}`) };
}

describe('the fence of an output', () => {
  it('names its snippet', () => {
    expect(read('```text output=list varies=true\na\n```\n')).toEqual({
      outputs: [{ snippet: 'list', format: 'text', varies: true, text: 'a\n', line: LINE }],
      findings: [],
    });
    expect(read('```json output=list\n{}\n```\n').outputs).toMatchObject([{ format: 'json', varies: false }]);
  });

  it('is no output without the attribute', () => {
    expect(read('```text\na\n```\n')).toEqual({ outputs: [], findings: [] });
  });

  it.each([
    ['```text output=lost\na\n```\n', 'output-snippet The lesson has no snippet "lost".'],
    ['```sql output=list\na\n```\n', 'output-language An output is shown in a fence of the language text or json.'],
    ['```text output=list varies=1\na\n```\n', 'output-attribute The fence of an output has an attribute that means nothing: "varies=1".'],
    ['```text output=list vary=true\na\n```\n', 'output-attribute The fence of an output has an attribute that means nothing: "vary".'],
    ['```json output=list\n{ … }\n```\n', 'output-json The output is not JSON, so it cannot be compared.'],
  ])('%j is a mistake', (fence, finding) => {
    expect(read(fence)).toEqual({ outputs: [], findings: [`${String(LINE)} ${finding}`] });
  });
});
