import { beforeEach, describe, expect, it } from 'vitest';
import { Answer } from '../../../src/core/predict/prediction';
import { answerInRun, answerInTopic } from '../../../src/core/predict/readAnswer';
import type { Cell, RowSet, RunOutput, StatementResult } from '../../../src/core/run/result';
import { MemoryLab } from '../check/memoryLab';

type RunAnswer = Exclude<Answer, { kind: 'topic' }>;
type TopicAnswer = Answer & { kind: 'topic' };

function inRun(answer: unknown, output: RunOutput | null, printed = ''): Cell | undefined {
  return answerInRun(Answer.parse(answer) as RunAnswer, output, printed);
}

function statement(rowSet: RowSet | null): StatementResult {
  return { statement: '', line: 1, command: 'SELECT', rowCount: null, rowSet, notices: [], durationMs: 0, error: null };
}

function sql(...sets: readonly (readonly (readonly Cell[])[] | null)[]): RunOutput {
  const columns = ['slot', 'active'].map((name) => ({ name, type: 'text', numeric: false }));
  const rowSets = sets.map((rows) => rows && { columns, rows, kept: rows.length, truncated: false, handle: null });
  return { kind: 'sql', statements: rowSets.map(statement) };
}

describe('an answer in rows', () => {
  const output = sql(
    [['other', 'x']],
    [
      ['a', 't'],
      ['b', null],
    ],
    null,
  );

  it.each([
    [{ column: 'slot' }, 'a'],
    [{ column: 'active', match: { slot: 'b' } }, null],
    [{ column: 'slot', match: { slot: 'gone' } }, null],
    [{ column: 'slot', match: { none: 'x' } }, null],
    [{ column: 'none' }, undefined],
  ])('%j is %j: of the last result', (answer, value) => {
    expect(inRun({ kind: 'sql', ...answer }, output)).toBe(value);
  });

  it('is null without rows, and is not there without a result', () => {
    expect(inRun({ kind: 'sql', column: 'slot' }, sql([]))).toBeNull();
    expect(inRun({ kind: 'sql', column: 'slot' }, sql(null))).toBeUndefined();
    expect(inRun({ kind: 'sql', column: 'slot' }, null)).toBeUndefined();
  });
});

describe('an answer of Connect', () => {
  const http = (body: string): RunOutput => ({ kind: 'http', method: 'GET', path: '/', status: 200, contentType: '', body });

  it.each([
    ['tasks.0.state', 'FAILED'],
    ['tasks.1.state', null],
    ['name', 'inventory'],
    ['n', '12'],
    ['tasks', '[{"state":"FAILED"}]'],
    ['toString', null],
  ])('%s', (path, value) => {
    expect(inRun({ kind: 'http', path }, http('{"name":"inventory","n":12,"tasks":[{"state":"FAILED"}]}'))).toBe(value);
  });

  it('is not there when the body is no JSON', () => {
    expect(inRun({ kind: 'http', path: 'a' }, http('<html>'))).toBeUndefined();
  });
});

describe('an answer that was printed', () => {
  it.each([
    ['read (\\d+)', '3'],
    ['^pass', 'pass'],
    ['^nothing', undefined],
  ])('%s', (pattern, value) => {
    expect(inRun({ kind: 'output', pattern }, null, 'begin\npass 1\nread 3, read 4\n')).toBe(value);
  });
});

describe('an answer in a topic', () => {
  let lab: MemoryLab;
  const signal = new AbortController().signal;
  const inTopic = async (answer: object, from = {}) =>
    answerInTopic(Answer.parse({ kind: 'topic', topic: 't', ...answer }) as TopicAnswer, from, lab, signal);
  const event = (op: string, before: unknown, after: unknown) => ({ op, before, after, source: { snapshot: 'false' } });

  beforeEach(() => {
    lab = new MemoryLab();
    lab.batchSize = 1;
    lab.send('t', event('r', null, { id: 1 }));
    lab.send('t', event('u', null, { id: 1 }));
    lab.send('t', event('d', { id: 1, email: '', n: null }, null));
    lab.send('t', null);
  });

  it.each([
    [{ path: 'op' }, {}, 'r'],
    [{ path: 'op' }, { 0: '1' }, 'u'],
    [{ match: { op: 'd' }, path: 'before.email' }, {}, ''],
    [{ match: { op: 'd' }, path: 'before.n' }, {}, null],
    [{ match: { op: 'u' }, path: 'before.email' }, {}, null],
    [{ path: 'op' }, { 0: '3' }, null],
    [{ match: { op: 'd' }, path: 'op' }, { 0: '3' }, undefined],
  ])('%j from %j is %j: the first that matches', async (answer, from, value) => {
    expect((await inTopic(answer, from)).value).toBe(value);
  });

  it('says where to read on, and reads nothing twice', async () => {
    const { next } = await inTopic({ match: { op: 'x' }, path: 'op' });
    expect(next).toEqual({ 0: '4' });
    lab.send('t', event('x', null, { id: 2 }));
    lab.reads = 0;
    expect((await inTopic({ match: { op: 'x' }, path: 'op' }, next)).value).toBe('x');
    expect(lab.reads).toBe(1);
  });

  it('has all digits of an int64, and is not there while the topic is not', async () => {
    const text = '{"op":"c","source":{},"after":{"id":9007199254740993}}';
    lab.topics.set('t', [[new TextEncoder().encode(text)]]);
    expect((await inTopic({ path: 'after.id' })).value).toBe('9007199254740993');
    lab.topics.clear();
    expect((await inTopic({ path: 'op' })).value).toBeUndefined();
  });
});
