import { beforeEach, describe, expect, test } from 'vitest';
import { Check } from '../../../src/core/check/check';
import { beginStep, evaluateCheck } from '../../../src/core/check/evaluate';
import { fillCheck } from '../../../src/core/check/fillCheck';
import { CheckState, statesFit } from '../../../src/core/check/state';
import { UserError } from '../../../src/core/errors';
import { msg } from '../../../src/core/message';
import { MemoryLab, unreachable } from './memoryLab';

const why = 'not yet';
const { signal } = new AbortController();
let lab: MemoryLab;
beforeEach(() => {
  lab = new MemoryLab();
});

/** A check with the time between its looks in the test's hands. */
async function begin(fence: unknown) {
  const check = Check.parse(fence);
  let state = (await beginStep([check], lab, signal))[0];
  if (!state) throw new Error('no state');
  const look = async () => {
    if (!state) throw new Error('no state');
    const evaluation = await evaluateCheck(check, state, lab, signal);
    state = evaluation.state;
    return evaluation.verdict;
  };
  return { check, look, reload: () => (state = CheckState.parse(JSON.parse(JSON.stringify(state)))) };
}

describe('metric', () => {
  const running = { kind: 'metric', query: 'running', expect: 1, why };

  test('is met by its one value', async () => {
    const { look } = await begin(running);
    expect(await look()).toEqual({ met: false, saw: null, obstacle: null });
    lab.metrics.set('running', ['0']);
    expect(await look()).toEqual({ met: false, saw: '0', obstacle: null });
    lab.metrics.set('running', ['1']);
    expect(await look()).toEqual({ met: true, saw: '1', obstacle: null });
  });

  test('takes bounds, which no value that is no number meets', async () => {
    const { look } = await begin({ ...running, expect: { min: 10, max: 20 } });
    for (const [value, met] of [
      ['9.5', false],
      ['10', true],
      ['2e1', true],
      ['NaN', false],
      ['+Inf', false],
    ] as const) {
      lab.metrics.set('running', [value]);
      expect((await look()).met, value).toBe(met);
    }
  });

  test('counts an increase from where the step began', async () => {
    lab.metrics.set('running', ['100']);
    const { look, reload } = await begin({ ...running, expect: { increase: 5 } });
    expect((await look()).met).toBe(false);
    reload();
    lab.metrics.set('running', ['105']);
    expect((await look()).met).toBe(true);
  });

  test('does not choose among several series', async () => {
    lab.metrics.set('running', ['1', '1']);
    const { look } = await begin(running);
    expect(await look()).toMatchObject({ met: false, saw: null });
  });

  test('is an obstacle while Prometheus cannot be reached', async () => {
    const { look } = await begin(running);
    lab.isUp = false;
    expect((await look()).obstacle).not.toBeNull();
  });

  test('has the lab’s addresses in its query', () => {
    const check = Check.parse({ ...running, query: 'up{instance="{{connect.url}}"}' });
    expect(fillCheck(check, new Map([['connect.url', 'x']]))).toMatchObject({ query: 'up{instance="x"}' });
  });

  test('takes no text: every metric is a number', () => {
    expect(Check.safeParse({ ...running, expect: 'yes' }).success).toBe(false);
  });
});

describe('topic', () => {
  const reads = { kind: 'topic', topic: 't', match: { op: 'r' }, count: { min: 3 }, why };
  const snapshotEvent = { op: 'r', source: {} };

  test('counts only what came after the step began', async () => {
    for (let i = 0; i < 10; i++) lab.send('t', snapshotEvent);
    const { look } = await begin(reads);
    expect(await look()).toEqual({ met: false, saw: { count: 0 }, obstacle: null });
    for (let i = 0; i < 3; i++) lab.send('t', snapshotEvent);
    expect(await look()).toEqual({ met: true, saw: { count: 3 }, obstacle: null });
  });

  test('counts from the beginning when the author asks for it', async () => {
    for (let i = 0; i < 3; i++) lab.send('t', snapshotEvent);
    const { look } = await begin({ ...reads, since: 'beginning' });
    expect((await look()).met).toBe(true);
  });

  test('reads each record once, over many looks and batches', async () => {
    lab.batchSize = 4;
    const { look } = await begin({ ...reads, count: { min: 100 } });
    for (let round = 1; round <= 5; round++) {
      for (let i = 0; i < 10; i++) lab.send('t', { op: i % 2 ? 'r' : 'c', source: {} });
      expect((await look()).saw).toEqual({ count: round * 5 });
    }
    const readsSoFar = lab.reads;
    await look();
    expect(lab.reads).toBe(readsSoFar);
  });

  test('a topic that does not exist yet is not met, and counts in full once it does', async () => {
    const { look } = await begin(reads);
    expect(await look()).toEqual({ met: false, saw: { count: 0 }, obstacle: null });
    for (let i = 0; i < 3; i++) lab.send('t', snapshotEvent);
    expect((await look()).met).toBe(true);
  });

  test('a topic made anew is counted from its own beginning', async () => {
    for (let i = 0; i < 10; i++) lab.send('t', snapshotEvent);
    const { look } = await begin(reads);
    lab.topics.delete('t');
    for (let i = 0; i < 3; i++) lab.send('t', snapshotEvent);
    expect(await look()).toMatchObject({ met: true, saw: { count: 3 } });
  });

  test('a deleted topic takes its count with it', async () => {
    const { look } = await begin(reads);
    for (let i = 0; i < 3; i++) lab.send('t', snapshotEvent);
    expect((await look()).met).toBe(true);
    lab.topics.delete('t');
    expect(await look()).toMatchObject({ met: false, saw: { count: 0 } });
  });

  test('counts all partitions, those added later too', async () => {
    lab.send('t', snapshotEvent, 0);
    const { look } = await begin(reads);
    lab.send('t', snapshotEvent, 0);
    lab.send('t', snapshotEvent, 1);
    lab.send('t', snapshotEvent, 2);
    expect((await look()).saw).toEqual({ count: 3 });
  });

  test('more than the upper bound is not met', async () => {
    const { look } = await begin({ ...reads, count: { min: 1, max: 2 } });
    for (let i = 0; i < 3; i++) lab.send('t', snapshotEvent);
    expect((await look()).met).toBe(false);
  });

  test('without a pattern every record counts, tombstones too', async () => {
    const { look } = await begin({ kind: 'topic', topic: 't', count: { min: 2 }, why });
    lab.send('t', null);
    lab.send('t', 'text');
    expect((await look()).met).toBe(true);
  });

  test('a reload in between neither loses nor adds', async () => {
    for (let i = 0; i < 7; i++) lab.send('t', snapshotEvent);
    const { look, reload } = await begin(reads);
    lab.send('t', snapshotEvent);
    await look();
    lab.send('t', snapshotEvent);
    reload();
    expect((await look()).saw).toEqual({ count: 2 });
    lab.send('t', snapshotEvent);
    expect((await look()).met).toBe(true);
  });

  test('does not spin where a read brings nothing although the end is further', async () => {
    const { check } = await begin(reads);
    const stuck = Object.assign(new MemoryLab(), { endOffsets: () => Promise.resolve({ 0: '5' }) });
    const state = { kind: 'records', start: {}, next: {}, count: 0 } as const;
    expect((await evaluateCheck(check, state, stuck, signal)).verdict.saw).toEqual({ count: 0 });
  });
});

test('a notification is counted by its type and data', async () => {
  const { look } = await begin({ kind: 'notification', topic: 'n', match: { type: 'IN_PROGRESS' }, count: { min: 20 }, why });
  lab.send('n', { type: 'STARTED' });
  for (let i = 0; i < 20; i++) lab.send('n', { type: 'IN_PROGRESS', additional_data: {} });
  expect(await look()).toMatchObject({ met: true, saw: { count: 20 } });
});

describe('sql', () => {
  test('compares the first cell', async () => {
    const { look } = await begin({ kind: 'sql', query: 'q', expect: 10_000, why });
    lab.cells.set('q', '9999');
    expect(await look()).toEqual({ met: false, saw: '9999', obstacle: null });
    lab.cells.set('q', '10000');
    expect((await look()).met).toBe(true);
  });

  test('no row is NULL', async () => {
    const { look } = await begin({ kind: 'sql', query: 'q', expect: 'x', why });
    expect(await look()).toEqual({ met: false, saw: null, obstacle: null });
  });

  test('increase is measured from the beginning of the step', async () => {
    lab.cells.set('q', '500');
    const { look } = await begin({ kind: 'sql', query: 'q', expect: { increase: 10 }, why });
    expect((await look()).met).toBe(false);
    lab.cells.set('q', '510');
    expect((await look()).met).toBe(true);
  });

  test('what a query refuses is an answer: the author’s sentence stands', async () => {
    const { look } = await begin({ kind: 'sql', query: 'q', expect: 1, why });
    lab.cells.set('q', new UserError({ what: msg('relation "{0}" does not exist', 'orders_large') }));
    expect(await look()).toEqual({ met: false, saw: 'relation "orders_large" does not exist', obstacle: null });
  });

  test('a table that does not exist at the beginning has grown from nothing', async () => {
    lab.cells.set('q', new UserError({ what: msg('relation "{0}" does not exist', 'orders') }));
    const { look } = await begin({ kind: 'sql', query: 'q', expect: { increase: 2 }, why });
    lab.cells.set('q', '2');
    expect((await look()).met).toBe(true);
  });

  test('the step does not begin while the database is out of reach', async () => {
    lab.cells.set('q', unreachable());
    await expect(begin({ kind: 'sql', query: 'q', expect: { increase: 2 }, why })).rejects.toThrow('does not answer');
  });
});

describe('connector', () => {
  const running = { kind: 'connector', connector: 'inventory', tasks: 'RUNNING', why };

  test('waits for the connector, then for its task', async () => {
    const { look } = await begin(running);
    expect(await look()).toEqual({ met: false, saw: 'absent', obstacle: null });
    lab.deploy('inventory', 'RUNNING', []);
    expect(await look()).toMatchObject({ met: false, saw: { state: 'RUNNING', tasks: [] } });
    lab.deploy('inventory', 'RUNNING', ['UNASSIGNED']);
    expect((await look()).met).toBe(false);
    lab.deploy('inventory', 'RUNNING', ['RUNNING']);
    expect((await look()).met).toBe(true);
  });

  test('one failed task among several fails it', async () => {
    lab.deploy('inventory', 'RUNNING', ['RUNNING', 'FAILED']);
    expect((await (await begin(running)).look()).met).toBe(false);
  });

  test('compares the named part of the configuration as text', async () => {
    const config = { 'incremental.snapshot.chunk.size': 512 };
    const { look } = await begin({ ...running, config });
    lab.deploy('inventory', 'RUNNING', ['RUNNING'], { 'incremental.snapshot.chunk.size': '1024', other: 'x' });
    expect(await look()).toMatchObject({ met: false, saw: { config: { 'incremental.snapshot.chunk.size': '1024' } } });
    lab.deploy('inventory', 'RUNNING', ['RUNNING'], { 'incremental.snapshot.chunk.size': '512', other: 'x' });
    expect((await look()).met).toBe(true);
  });

  test('absent means absent', async () => {
    const { look } = await begin({ kind: 'connector', connector: 'inventory', state: 'absent', why });
    expect((await look()).met).toBe(true);
    lab.deploy('inventory', 'STOPPED');
    expect((await look()).met).toBe(false);
  });
});

describe('output', () => {
  const done = { kind: 'output', snippet: 'consumer', pattern: '^snapshot \\d+/10000$', why };
  const say = (run: string, text: string, printed = text.length) => lab.outputs.set('consumer', { run, text, printed });

  test('nothing has run', async () => {
    expect(await (await begin(done)).look()).toEqual({ met: false, saw: null, obstacle: null });
  });

  test('looks at lines, and shows the match', async () => {
    const { look } = await begin(done);
    say('1', 'waiting\nsnapshot 512/1000\n');
    expect(await look()).toMatchObject({ met: false, saw: 'snapshot 512/1000' });
    say('1', 'waiting\nsnapshot 512/10000\nmore\n');
    expect(await look()).toMatchObject({ met: true, saw: 'snapshot 512/10000' });
  });

  test('what a run printed before the step does not count; what it prints after does', async () => {
    say('1', 'snapshot 1/10000\n');
    const { look } = await begin(done);
    expect(await look()).toMatchObject({ met: false });
    say('1', 'snapshot 1/10000\nsnapshot 2/10000\n');
    expect(await look()).toMatchObject({ met: true, saw: 'snapshot 2/10000' });
  });

  test('a new run counts from its first character, even when it prints the same', async () => {
    say('1', 'snapshot 1/10000\n');
    const { look } = await begin(done);
    say('2', 'snapshot 1/10000\n');
    expect((await look()).met).toBe(true);
  });

  test('counts right when only the end of a long output was kept', async () => {
    say('1', 'snapshot 1/10000\n', 900);
    const { look } = await begin(done);
    say('1', 'snapshot 1/10000\nnew\n', 904);
    expect(await look()).toMatchObject({ met: false, saw: 'new' });
  });
});

describe('what does not answer', () => {
  test('is an obstacle with its action, and counting goes on when it is back', async () => {
    const { look } = await begin({ kind: 'topic', topic: 't', why });
    lab.isUp = false;
    expect(await look()).toMatchObject({ met: false, saw: null, obstacle: { action: 'startLab' } });
    lab.isUp = true;
    lab.send('t', 1);
    expect((await look()).met).toBe(true);
  });

  test('an aborted look and a fault are not verdicts', async () => {
    const { check } = await begin({ kind: 'sql', query: 'q', expect: 1, why });
    lab.cells.set('q', new TypeError('a bug'));
    await expect(evaluateCheck(check, { kind: 'present' }, lab, signal)).rejects.toThrow('a bug');
    lab.cells.set('q', unreachable());
    await expect(evaluateCheck(check, { kind: 'present' }, lab, AbortSignal.abort())).rejects.toThrow();
  });
});

test('placeholders are filled in wherever an author may write one', () => {
  const values = new Map([['postgres.database', 'inventory']]);
  const fill = (fence: unknown) => fillCheck(Check.parse(fence), values);
  const place = '{{postgres.database}}';
  expect(fill({ kind: 'sql', query: `q ${place}`, expect: place, why })).toMatchObject({ query: 'q inventory', expect: 'inventory' });
  expect(fill({ kind: 'topic', topic: `${place}.t`, match: { op: place }, why })).toMatchObject({
    topic: 'inventory.t',
    match: { op: 'inventory' },
  });
  expect(fill({ kind: 'connector', connector: place, config: { a: place, n: 1 }, why })).toMatchObject({
    connector: 'inventory',
    config: { a: 'inventory', n: 1 },
  });
  expect(fill({ kind: 'output', snippet: 's', pattern: place, why })).toMatchObject({ pattern: 'inventory' });
});

test('states fit the checks they were taken for, and no others', async () => {
  const sql = Check.parse({ kind: 'sql', query: 'q', expect: { increase: 1 }, why });
  const topic = Check.parse({ kind: 'topic', topic: 't', why });
  const states = await beginStep([sql, topic], lab, signal);
  expect(statesFit([sql, topic], states)).toBe(true);
  expect(statesFit([topic, sql], states)).toBe(false);
  expect(statesFit([sql], states)).toBe(false);
});
