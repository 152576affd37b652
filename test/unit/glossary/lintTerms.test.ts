import { describe, expect, it } from 'vitest';
import { lintLessons } from '../../../src/core/lesson/lint';
import { english } from '../../../src/core/message';
import { lessonFile, told } from '../lesson/lessonText';
import { GLOSSARY, glossaryFile } from './glossaryText';

function lint(body: string, glossary = GLOSSARY): readonly string[] {
  return told(lintLessons([lessonFile(`## Шаг\n${body}`), glossaryFile(glossary)]));
}

describe('words in Latin letters', () => {
  it('that the glossary does not explain are named once, with their line', () => {
    expect(lint('\nодин\nи worker, потом Worker и\n- lag\n')).toEqual([
      '14 term The glossary does not explain the word "worker".',
      '15 term The glossary does not explain the word "lag".',
    ]);
  });

  it('of a phrase count only as the whole phrase', () => {
    expect(lint('\nreplication slot, slot\n')).toEqual(['13 term The glossary does not explain the word "slot".']);
  });

  it.each([
    ['English names of terms, also several', 'слот (replication slot), снимки (snapshots)'],
    ['names', 'SQL и Debezium Lab'],
    ['code, links, headings', '`worker` [worker](#шаг)\n\n### Worker\n\n```text\nworker\n```'],
    ['what code means', '`c` (create)\u00a0— вставка'],
    ['what a program said', '*Snapshot was skipped* и «no changes captured»'],
    ['the kind of a callout', '> [!TIP]\n> текст'],
    ['single letters', 'таблица A'],
  ])('%s', (_name, body) => {
    expect(lint(`\n${body}\n`)).toEqual([]);
  });

  it('need no explanation in a course without a glossary', () => {
    expect(lintLessons([lessonFile('worker')])).toEqual([]);
  });

  it('are told with the file to put them into', () => {
    const [finding] = lintLessons([lessonFile('## Шаг\n\nworker'), glossaryFile()]);
    expect(finding && english(finding.fix)).toBe('Explain it in ru/glossary.yaml, list it there under names, or set it as code.');
  });
});

describe('the lesson of a term', () => {
  it.each([
    ['snapshot\n    text', 'lost\n    text', '10 link-lesson There is no lesson "02-module-2/07-lost".'],
    ['#шаг', '#нет', '5 link-anchor No heading of 02-module-2/07-snapshot has the anchor "нет".'],
  ])('%j is there', (before, after, finding) => {
    expect(lint('', GLOSSARY.replace(before, after))).toEqual([finding]);
  });
});

it('a mistake of the glossary is told like one of a lesson', () => {
  expect(lint('', 'terms: {}')).toEqual(['1 glossary The field "terms" must be of type array.']);
});
