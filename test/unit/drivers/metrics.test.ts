import { describe, expect, test } from 'vitest';
import { chartOf, columnsOf, labelNames, rowOf } from '../../../src/drivers/prometheus/metricRows';
import { readAnswer, type Series } from '../../../src/drivers/prometheus/prometheusAnswer';

const answer = (data: unknown, more: object = {}) => readAnswer(JSON.stringify({ status: 'success', data, ...more }));

function series(labels: Record<string, string>, ...values: string[]): Series {
  return { labels, samples: values.map((value, index) => [index, value] as const) };
}

describe('what Prometheus answers', () => {
  test('present values, values over a time, and a plain number', () => {
    const vector = { resultType: 'vector', result: [{ metric: { __name__: 'up', job: 'a' }, value: [1.5, '1'] }] };
    expect(answer(vector, { warnings: ['slow'] })).toEqual({
      kind: 'answer',
      series: [{ labels: { __name__: 'up', job: 'a' }, samples: [[1.5, '1']] }],
      overTime: false,
      warnings: ['slow'],
    });
    const matrix = { resultType: 'matrix', result: [{ metric: {}, values: [[1, '1'], [2, 'NaN']] }] }; // prettier-ignore
    expect(answer(matrix)).toMatchObject({ overTime: true, series: [{ labels: {}, samples: [[1, '1'], [2, 'NaN']] }] }); // prettier-ignore
    expect(answer({ resultType: 'scalar', result: [3, '42'] })).toMatchObject({
      overTime: false,
      series: [{ labels: {}, samples: [[3, '42']] }],
    });
  });

  test('a refusal with its kind, and nothing for what is not its own', () => {
    const text = 'invalid parameter "query": 1:4: parse error: unexpected end of input';
    expect(readAnswer(JSON.stringify({ status: 'error', errorType: 'bad_data', error: text }))).toEqual({
      kind: 'refusal',
      type: 'bad_data',
      text,
    });
    for (const other of ['<html>', '[]', '{}', '{"status":"success"}', '{"status":"success","data":{"result":{}}}']) {
      expect(readAnswer(other)).toBeNull();
    }
  });
});

describe('as rows', () => {
  test('the metric’s name stands first, then its labels, then the value', () => {
    const found = [series({ __name__: 'rows', table: 'a' }, '5'), series({ __name__: 'rows', name: 'x' }, '+Inf')];
    const names = labelNames(found);
    expect(columnsOf(names, false).map(({ name }) => name)).toEqual(['metric', 'name', 'table', 'value']);
    expect(found.map((one) => rowOf(one, names, false))).toEqual([
      ['rows', null, 'a', '5'],
      ['rows', 'x', null, '+Inf'],
    ]);
  });

  test('over a time: first, last, least and greatest by their size and not their spelling', () => {
    expect(columnsOf([], true).map(({ name }) => name)).toEqual(['first', 'last', 'min', 'max']);
    expect(rowOf(series({}, '9', '10', 'NaN', '-Inf', '2'), [], true)).toEqual(['9', '2', '-Inf', '10']);
    expect(rowOf(series({}, 'NaN'), [], true)).toEqual(['NaN', 'NaN', null, null]);
  });
});

describe('as a chart', () => {
  test('lines are named by the labels in which they differ; what cannot be drawn is a gap', () => {
    const found = [
      series({ __name__: 'rows', table: 'a', name: 'x' }, '1', 'NaN'),
      series({ __name__: 'rows', table: 'b', name: 'x' }, '+Inf'),
    ];
    expect(chartOf(found, 'rows')).toEqual([
      { name: 'a', points: [[0, 1], [1, null]] }, // prettier-ignore
      { name: 'b', points: [[0, null]] },
    ]);
  });

  test('a lone line has the name of its metric, or the query', () => {
    expect(chartOf([series({ __name__: 'up' }, '1')], 'q')[0]?.name).toBe('up');
    expect(chartOf([series({}, '1')], 'sum(up)')[0]?.name).toBe('sum(up)');
  });

  test('no more than eight', () => {
    const many = Array.from({ length: 20 }, (_, index) => series({ table: String(index) }, '1'));
    expect(chartOf(many, 'q').map(({ name }) => name)).toEqual(['0', '1', '2', '3', '4', '5', '6', '7']);
  });
});
