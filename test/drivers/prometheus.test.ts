import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { problemOf, text } from './support/problems';
import { openDrivers, soon, type TestDrivers } from './support/testDrivers';

let drivers: TestDrivers;
beforeAll(async () => {
  drivers = await openDrivers();
  // It has asked Connect once a second since the lab is up.
  await vi.waitFor(async () => expect(await drivers.probes.metric('up{job="connect"}', soon())).toEqual(['1']), 20_000);
});
afterAll(() => drivers.dispose());

const ask = (code: string, attributes: Record<string, string> = {}) => drivers.run('metrics', 'promql', code, { attributes });

describe('a query', () => {
  test('for now is a table of labels and values', async () => {
    const { rowSet, chart, query } = await ask('up\n');
    expect([query, chart]).toEqual(['up', null]);
    expect(rowSet.columns.map(({ name }) => name)).toEqual(['metric', 'instance', 'job', 'value']);
    expect(rowSet.rows).toEqual([['up', expect.stringMatching(/^127\.0\.0\.1:\d+$/u), 'connect', '1']]);
  });

  test('of a plain number has a value alone, and one without a series has no rows', async () => {
    expect((await ask('1 + 1')).rowSet).toMatchObject({ columns: [{ name: 'value' }], rows: [['2']] });
    expect((await ask('no_such_metric')).rowSet).toMatchObject({ rows: [], kept: 0 });
  });

  test('over a time is a chart with its points, and first, last, least and greatest', async () => {
    const { rowSet, chart } = await ask('vector(time() * 0 + 7)', { range: '1m', every: '10s' });
    expect(chart).toHaveLength(1);
    expect(chart?.[0]?.points).toHaveLength(7);
    expect(chart?.[0]?.points.every(([, value]) => value === 7)).toBe(true);
    expect(rowSet.rows).toEqual([['7', '7', '7', '7']]);
  });

  test('that names a range itself is a chart too', async () => {
    const { chart } = await ask('up[10s]');
    expect(chart?.[0]?.points.length).toBeGreaterThan(0);
  });

  test('of many series charts eight, and has a row for each', async () => {
    const { chart, rowSet } = await ask('{__name__=~"jvm_.+|kafka_connect_worker_.+|scrape_.+"}', { range: '10s' });
    expect(chart).toHaveLength(8);
    expect(rowSet.kept).toBeGreaterThan(8);
  });
});

describe('what goes wrong', () => {
  test('a mistake in the query is named at its place', async () => {
    const problem = await problemOf(ask('sum(\n  up{job=}\n)'));
    expect(text(problem.what)).toBe('Prometheus does not understand the query: line 2, column 10.');
    expect(text(problem.why)).toMatch(/^parse error: unexpected/u);
    expect(problem.place).toEqual({ line: 2, column: 10 });
  });

  test('a query that cannot be computed is told in Prometheus’s words', async () => {
    const problem = await problemOf(ask('up * on(job) {__name__=~"scrape_.+"}'));
    expect(text(problem.what)).toBe('Prometheus refused the query: execution.');
    expect(problem.place).toBeUndefined();
  });

  test('a lab without Prometheus, one that is down, and another program in its place', async () => {
    const lab = drivers.endpoints;
    if (!lab) throw new Error('no lab');
    const other = createServer((_, response) => response.end('<html>'));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    try {
      drivers.endpoints = { ...lab, prometheus: undefined };
      expect(await problemOf(ask('up'))).toMatchObject({ action: 'startLab', what: { args: ['Prometheus'] } });
      drivers.endpoints = { ...lab, prometheus: { url: 'http://127.0.0.1:1' } };
      expect(await problemOf(ask('up'))).toMatchObject({ action: 'startLab', what: { args: ['Prometheus', 'http://127.0.0.1:1'] } });
      drivers.endpoints = null;
      expect(await problemOf(drivers.probes.metric('up', soon()))).toMatchObject({ action: 'startLab' });
      drivers.endpoints = { ...lab, prometheus: { url: `http://127.0.0.1:${String(port)}` } };
      expect(text((await problemOf(ask('up'))).what)).toContain('is not Prometheus');
    } finally {
      drivers.endpoints = lab;
      other.close();
    }
  });

  test('a query that is stopped says so', async () => {
    const signal = AbortSignal.abort();
    await expect(drivers.run('metrics', 'promql', 'up', { signal })).rejects.toThrow(/abort/iu);
  });
});
