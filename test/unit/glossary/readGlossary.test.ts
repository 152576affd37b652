import { describe, expect, it } from 'vitest';
import { readGlossary } from '../../../src/core/glossary/readGlossary';
import { buildCourse } from '../../../src/core/lesson/course';
import { told } from '../lesson/lessonText';
import { GLOSSARY, glossaryFile } from './glossaryText';

describe('readGlossary', () => {
  it('reads terms, named by their English words', () => {
    const { terms, names, findings } = readGlossary(glossaryFile());
    expect(findings).toEqual([]);
    expect(terms.map(({ id, term, except }) => ({ id, term, except }))).toEqual([
      { id: 'replication-slot', term: 'слот репликации', except: [] },
      { id: 'snapshot', term: 'снимок', except: [] },
    ]);
    expect(names).toEqual(['SQL', 'Debezium Lab']);
  });

  it.each([
    [
      'a field that is missing',
      'text: Чтение таблицы целиком.',
      'txt: x',
      ['11 glossary The field "terms[1].txt" is not known.', '7 glossary The field "terms[1].text" is missing.'],
    ],
    ['a form that is none', 'снимк*', '"сним*ка"', ['9 glossary The field "terms[1].forms[1]" is not written as it should be.']],
    ['YAML that is none', 'names: [', 'names: [[', ['13 glossary The file is not YAML: ']],
    ['a form of two terms', 'снимк*', 'слот*', ['9 glossary "слот*" belongs to the term "слот репликации" already.']],
    [
      'an English name of two terms',
      'english: snapshot',
      'english: replication slot',
      ['8 glossary "replication-slot" belongs to the term "слот репликации" already.'],
    ],
  ])('names the line of %s', (_name, before, after, findings) => {
    const lines = told(readGlossary(glossaryFile(GLOSSARY.replace(before, after))).findings);
    expect(lines.toSorted()).toEqual(findings.toSorted().map((line): unknown => expect.stringContaining(line)));
  });
});

describe('a course', () => {
  it('carries the glossary of its language, else that of the first one', () => {
    const english = { path: 'en/glossary.yaml', text: 'terms: []' };
    const ids = (locale: string) => buildCourse([english, glossaryFile()], locale).glossary.map(({ id }) => id);
    expect(ids('ru')).toEqual(['replication-slot', 'snapshot']);
    expect(ids('de')).toEqual(['replication-slot', 'snapshot']);
    expect(ids('en')).toEqual([]);
  });

  it('without a glossary has no terms', () => {
    expect(buildCourse([]).glossary).toEqual([]);
  });
});
