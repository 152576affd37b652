import { describe, expect, it } from 'vitest';
import { isUserError, type Problem } from '../../../src/core/errors';
import { parseLesson } from '../../../src/core/lesson/parseLesson';
import { readConsumeSnippet } from '../../../src/core/snippet/consumeSnippet';
import { readDuration } from '../../../src/core/snippet/duration';
import { readMetricSnippet } from '../../../src/core/snippet/metricSnippet';
import { lessonFile, lessonOf, told } from './lessonText';

function problemOf(call: () => unknown): Problem {
  try {
    call();
  } catch (error) {
    if (isUserError(error)) return error.problem;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('a kafka snippet', () => {
  const consume = (attributes: Record<string, string>, code = '') =>
    readConsumeSnippet({ attributes: { topic: 't', ...attributes }, code });

  it('reads everything from the beginning when it says nothing else', () => {
    expect(consume({})).toEqual({ topic: 't', from: { kind: 'beginning' }, limit: null, idleSeconds: null, pattern: {} });
  });

  it('takes where to begin, when to end, and which records to show', () => {
    const code = '# only the snapshot\n\nop: r\n source.snapshot:  incremental \nafter.name: "a: b"\n';
    expect(consume({ from: 'last:25', limit: '10', idle: '2m' }, code)).toEqual({
      topic: 't',
      from: { kind: 'last', count: 25 },
      limit: 10,
      idleSeconds: 120,
      pattern: { op: 'r', 'source.snapshot': 'incremental', 'after.name': 'a: b' },
    });
    expect(consume({ from: 'now' }).from).toEqual({ kind: 'now' });
  });

  it.each(['', 'end', 'last', 'last:0', 'last:-1', 'last:1001', 'last:99999', 'last: 5'])('cannot begin at “%s”', (from) => {
    expect(problemOf(() => consume({ from })).fix?.args).toEqual([1000]);
  });

  it.each(['0', '-1', '1.5', 'all', ''])('takes no limit of “%s”', (limit) => {
    expect(problemOf(() => consume({ limit })).what.template).toContain('not a number of records');
  });

  it('names the line of a filter it does not understand', () => {
    expect(problemOf(() => consume({}, 'op: r\n\nnonsense')).place).toEqual({ line: 3, column: 1 });
    expect(problemOf(() => consume({}, 'op:r')).place).toEqual({ line: 1, column: 1 });
  });

  it('needs a topic', () => {
    expect(problemOf(() => consume({ topic: '' })).what.template).toContain('no topic');
  });
});

describe('a promql snippet', () => {
  const metric = (attributes: Record<string, string>) => readMetricSnippet({ attributes, code: 'up\n' });

  it('asks for now, or for a range in steps', () => {
    expect(metric({})).toEqual({ query: 'up', range: null });
    expect(metric({ range: '5m' }).range).toEqual({ seconds: 300, step: 5 });
    expect(metric({ range: '30s' }).range).toEqual({ seconds: 30, step: 1 });
    expect(metric({ range: '1h', every: '10s' }).range).toEqual({ seconds: 3600, step: 10 });
  });

  it('refuses what makes no chart', () => {
    expect(problemOf(() => metric({ every: '5s' })).fix?.template).toContain('range=5m');
    expect(problemOf(() => metric({ range: '2d', every: '1s' })).fix?.args).toEqual([173]);
  });

  it.each(['5', 's', '0s', '1.5m', '5 m', '1w', '-5m', 'toString'])('knows no length of time “%s”', (text) => {
    expect(problemOf(() => readDuration('range', text)).fix?.args).toEqual(['range']);
  });
});

describe('in a lesson', () => {
  it('a kafka fence may be empty and goes to the consumer', () => {
    expect(lessonOf('```kafka topic=a.b from=now id=watch\n```\n').snippets).toEqual([
      { id: 'watch', target: 'consume', language: 'kafka', attributes: { topic: 'a.b', from: 'now' }, code: '', line: 12, step: null },
    ]);
  });

  it('a promql fence keeps its range and its distances', () => {
    const { snippets } = lessonOf('```promql id=chart range=1m every=10s\nup\n```\n');
    expect(snippets.map(({ target, attributes }) => [target, attributes])).toEqual([['promql', { range: '1m', every: '10s' }]]);
  });

  it.each([
    ['```kafka id=x\n```\n', '11 snippet-attribute A snippet for consume needs the attribute "topic".'],
    ['```kafka topic=t since=now id=x\n```\n', '11 snippet-attribute A snippet for consume has no attribute "since".'],
    ['```kafka topic=t from=start id=x\n```\n', '11 snippet-text “start” is no place to begin reading at.'],
    ['```kafka topic=t id=x\nop: r\nwhat\n```\n', '13 snippet-text Line 2 is not a filter: what'],
    ['```promql id=x range=long\nup\n```\n', '11 snippet-text “long” is not a length of time.'],
    ['```promql id=x\n```\n', '11 snippet-empty The snippet "x" is empty.'],
  ])('%j is found', (body, finding) => {
    expect(told(parseLesson(lessonFile(body)).findings)).toContain(finding);
  });
});
