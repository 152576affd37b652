import { describe, expect, it } from 'vitest';
import { lintLessons } from '../../../src/core/lesson/lint';
import { parseLesson } from '../../../src/core/lesson/parseLesson';
import { renderLesson } from '../../../src/core/lesson/render';
import { LABELS, lessonFile, lessonOf } from './lessonText';

const WELL = 'well: [{ kind: sql, query: select 1, expect: 1, why: Not yet. }]';
const SIGN = "sign: { in: run, snippet: break, text: 'it is broken' }";

interface Parts {
  readonly yaml?: string;
  readonly text?: string;
  readonly info?: string;
}

function entry({
  yaml = `cause: [break]\n${SIGN}\ncure: [mend]\n${WELL}`,
  text = 'It says: it is\nbroken. See [lesson](07-snapshot.md).',
  info = 'yaml trouble=broken',
}: Parts = {}): string {
  const snippets = ['break', 'mend'].map((id) => `\`\`\`sql target=postgres id=${id}\nSELECT 1;\n\`\`\`\n`);
  return `## It is broken\n\n\`\`\`${info}\n${yaml}\n\`\`\`\n\n${text}\n\n${snippets.join('\n')}\n## The next\n\nit was broken\n`;
}

const rules = (parts: Parts): readonly string[] => parseLesson(lessonFile(entry(parts))).findings.map(({ rule }) => rule);

describe('an entry of a troubleshooting page', () => {
  it('has the heading above it, and may quote its sign over two lines', () => {
    const { troubles } = lessonOf(entry());
    expect(troubles).toMatchObject([{ id: 'broken', title: 'It is broken', cause: ['break'], cure: ['mend'], after: [], line: 11 }]);
    expect(rules({})).toEqual([]);
  });

  it('folds what only brings the trouble about, and shows the cure', () => {
    const html = renderLesson(lessonOf(entry()), LABELS);
    expect(html).toMatch(
      /<details class="reproduce"><summary>Bring it about: <code>break<\/code><\/summary><figure class="snippet" data-snippet="break"/u,
    );
    expect(html.split('<details').length).toBe(2);
    expect(html).not.toContain('cause:');
  });

  it('counts its snippets as used', () => {
    expect(lintLessons([lessonFile(entry())]).map(({ rule }) => rule)).toEqual([]);
  });

  it.each<[string, Parts, readonly string[]]>([
    ['that does not quote its sign', { text: 'See [lesson](07-snapshot.md).' }, ['trouble-text']],
    ['that names no lesson', { text: 'it is broken' }, ['trouble-lesson']],
    ['with a snippet that there is not', { yaml: `cause: [break]\n${SIGN}\ncure: [pray]\n${WELL}` }, ['trouble-snippet']],
    ['whose sign comes from elsewhere', { yaml: `cause: [mend]\n${SIGN}\ncure: [mend]\n${WELL}` }, ['trouble-snippet']],
    ['without a cure', { yaml: `cause: [break]\n${SIGN}\n${WELL}` }, ['trouble-schema']],
    ['with an id that is none', { info: 'yaml trouble=Bad!' }, ['trouble-id']],
    ['in another language', { info: 'json trouble=broken' }, ['trouble-place']],
  ])('%s is a finding', (_, parts, expected) => {
    expect(rules(parts)).toEqual(expected);
  });

  it('stands below a heading', () => {
    const body = entry().replace('## It is broken\n', 'It is broken.\n');
    expect(parseLesson(lessonFile(body)).findings.map(({ rule }) => rule)).toEqual(['trouble-place']);
  });
});
