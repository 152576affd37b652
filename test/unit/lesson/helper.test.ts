import { describe, expect, it } from 'vitest';
import { renderLesson } from '../../../src/core/lesson/render';
import { parseLesson } from '../../../src/core/lesson/parseLesson';
import { LABELS, lessonFile, lessonOf } from './lessonText';

const fence = (info: string, body = ''): string => `\`\`\`yaml ${info}\n${body}\`\`\`\n`;
const findings = (body: string): readonly string[] =>
  parseLesson(lessonFile(body)).findings.map(({ rule, line }) => `${rule}:${String(line)}`);

describe('a helper fence', () => {
  it('may be empty, and then has what is usual', () => {
    expect(lessonOf(fence('helper=chunk-size')).helpers).toEqual([{ kind: 'chunk-size', line: 11, target: 'postgres', memory: 4 }]);
    expect(lessonOf(fence('helper=snapshot-choice', 'connector: mysql\n')).helpers).toMatchObject([{ connector: 'mysql' }]);
  });

  it('comes out as a form with its fields, and none of its source', () => {
    const html = renderLesson(lessonOf(fence('helper=chunk-size', 'memory: 16\n')), LABELS);
    expect(html).toContain('<section class="helper" data-helper="chunk-size" aria-label="Chunk size">');
    expect(html).toContain('name="memory" type="number" min="1" max="1024" step="any" required value="16"');
    expect(html).not.toContain('memory: 16');
  });

  it.each([
    ['a kind that there is not', fence('helper=oracle'), ['helper-kind:11']],
    ['a field that there is not', fence('helper=chunk-size', 'rows: 5\n'), ['helper-schema:12']],
    ['memory that makes no sense', fence('helper=chunk-size', 'memory: 0\n'), ['helper-schema:12']],
    ['YAML that is none', fence('helper=chunk-size', 'memory: [4\n'), ['helper-yaml:13']],
    ['another language', '```json helper=chunk-size\n```\n', ['helper-language:11']],
    ['the same helper twice', `${fence('helper=chunk-size')}\n${fence('helper=chunk-size')}`, ['helper-duplicate:14']],
  ])('with %s is a finding at its line', (_, body, expected) => {
    expect(findings(body)).toEqual(expected);
  });
});
