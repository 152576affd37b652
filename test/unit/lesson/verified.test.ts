import { describe, expect, it } from 'vitest';
import { buildCourse } from '../../../src/core/lesson/course';
import { lessonFile } from './lessonText';

const LESSON = lessonFile('Text');
const ID = '02-module-2/07-snapshot';

function course(text: string) {
  const { modules, findings } = buildCourse([LESSON, { path: 'verified.json', text }]);
  return { verified: modules[0]?.lessons[0]?.verified, rules: findings.map(({ file, rule }) => `${file} ${rule}`) };
}

describe('on what a lesson was verified', () => {
  it('is read from the file beside the lessons', () => {
    const entry = { date: '2026-11-22', systems: { Debezium: '3.6.1.Final', Kafka: '4.3.0' } };
    expect(course(JSON.stringify({ [ID]: entry }))).toEqual({ verified: entry, rules: [] });
  });

  it('is not known of a lesson that is not in it', () => {
    expect(course('{}')).toEqual({ verified: null, rules: [] });
  });

  it.each(['', '[]', `{"${ID}": {}}`, `{"${ID}": {"date": "today", "systems": {}}}`])('a file like %j is a mistake', (text) => {
    expect(course(text)).toEqual({ verified: null, rules: ['verified.json verified'] });
  });
});
