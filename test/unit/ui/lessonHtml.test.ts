import { expect, it } from 'vitest';
import { parseLesson } from '../../../src/core/lesson/parseLesson';
import { lessonContext } from '../../../src/ui/webview/lessonHtml';
import { lessonFile } from '../lesson/lessonText';
import { words } from './treeText';

const { lesson } = parseLesson(lessonFile('Text'));
if (!lesson) throw new Error('the lesson is broken');
const surroundings = { course: { modules: [], glossary: [], findings: [] }, endpoints: null, words, assetUrl: (path: string) => path };

it('a lesson that was verified says on what and when', () => {
  const verified = { date: '2026-11-22', systems: { Debezium: '3.6.1.Final', PostgreSQL: '15.18', Kafka: '4.3.0' } };
  expect(lessonContext({ ...lesson, verified }, surroundings).badge).toBe(
    'verified on Debezium 3.6.1.Final, PostgreSQL 15.18, Kafka 4.3.0 · 2026\u201111\u201122',
  );
});

it('a lesson that was not says nothing', () => {
  expect(lessonContext(lesson, surroundings).badge).toBeUndefined();
});
