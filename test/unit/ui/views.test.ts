import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/core/errors';
import { msg } from '../../../src/core/message';
import type { Run, RunOutput } from '../../../src/core/run/result';
import type { StepStatus } from '../../../src/core/session/sessionState';
import { problemOf, problemText } from '../../../src/ui/views/problemView';
import { runView } from '../../../src/ui/views/runView';
import { seenText, stepViews } from '../../../src/ui/views/stepView';
import { formatDuration } from '../../../src/ui/views/words';
import { words } from './treeText';

function run(output: RunOutput | null, change: Partial<Run> = {}): Run {
  return { id: 'r', name: 'm/l/s', state: 'succeeded', durationMs: 84, output, problem: null, summary: msg('done'), ...change };
}

describe('a run', () => {
  it('is one line first: what, count, time', () => {
    expect(runView(run({ kind: 'terminal' }), 'm/l', words)).toMatchObject({
      snippet: 's',
      summary: 'done · 84 ms',
      output: { kind: 'none' },
    });
    expect(runView(run(null, { state: 'cancelled', summary: null, durationMs: 1500 }), null, words)).toMatchObject({
      snippet: null,
      summary: 'Stopped · 1.5 s',
    });
    expect(runView(run(null, { state: 'running', summary: null, durationMs: null }), 'm/l', words).summary).toBe('Running');
  });

  it('of another lesson belongs to no snippet of this page', () => {
    expect(runView(run(null), 'm/l2', words).snippet).toBeNull();
    expect(runView(run(null), 'm/other', words).snippet).toBeNull();
  });

  it('shows each statement with its count and time', () => {
    const statement = {
      statement: 'INSERT …',
      line: 1,
      command: 'INSERT',
      rowCount: 10000,
      rowSet: null,
      notices: [],
      durationMs: 3,
      error: null,
    };
    expect(runView(run({ kind: 'sql', statements: [statement] }), null, words).output).toMatchObject({
      kind: 'statements',
      statements: [{ summary: 'INSERT · rows: 10,000 · 3 ms', problem: null }],
    });
    const note = msg('The snippet left its transaction open: it was rolled back. End it with COMMIT to keep the changes.');
    expect(runView(run({ kind: 'sql', statements: [statement, statement], note }), null, words).output).toMatchObject({
      statements: [{ notices: [] }, { notices: [expect.stringContaining('rolled back')] }],
    });
  });

  it('shows a body as JSON only when it is', () => {
    const http = { kind: 'http', method: 'GET', path: '/', status: 200, body: '{}' } as const;
    expect(runView(run({ ...http, contentType: 'application/json' }), null, words).output).toMatchObject({ language: 'json' });
    expect(runView(run({ ...http, contentType: 'text/html' }), null, words).output).toMatchObject({ language: 'plain', text: '{}' });
    expect(runView(run({ ...http, contentType: 'text/html', body: '' }), null, words).output).toEqual({ kind: 'none' });
  });

  it('shows records as a table, and none as nothing', () => {
    const rows = { columns: [{ name: 'value', type: 'JSON', numeric: false }], rows: [['1']], kept: 1, truncated: false, handle: null };
    const view = (kept: number) =>
      runView(run({ kind: 'records', topic: 'a.b', scanned: 1, rowSet: { ...rows, kept } }), null, words).output;
    expect(view(1)).toMatchObject({ kind: 'statements', statements: [{ statement: 'a.b', rowSet: { kept: 1 } }] });
    expect(view(0)).toEqual({ kind: 'none' });
  });

  it('says when a chart leaves series out', () => {
    const rowSet = { columns: [], rows: [], kept: 12, truncated: false, handle: null };
    const chart = Array.from({ length: 8 }, (_, index) => ({ name: String(index), points: [] }));
    const output = runView(run({ kind: 'metrics', query: 'up', rowSet, chart, warnings: ['slow'] }), null, words).output;
    expect(output).toMatchObject({ kind: 'metrics', notices: ['slow', 'The chart shows the first 8 series.'] });
  });

  it('carries a problem with its button', () => {
    const problem = { what: msg('The lab is not running.'), action: 'startLab' } as const;
    expect(runView(run(null, { state: 'failed', problem }), null, words).problem).toEqual({
      what: 'The lab is not running.',
      why: null,
      fix: null,
      action: { id: 'startLab', label: 'Start Lab' },
      place: null,
    });
  });
});

describe('what was thrown', () => {
  it('is told as it is when it is for the user', () => {
    const problem = problemOf(new UserError({ what: msg('Port {0} is taken.', '5433'), fix: msg('Stop it.') }));
    expect(problem && problemText(problem, words)).toBe('Port 5433 is taken. Stop it.');
  });

  it('is nothing when it was the user who stopped it', () => {
    expect(problemOf(new DOMException('aborted', 'AbortError'))).toBeNull();
  });

  it('never shows the insides of a bug', () => {
    const problem = problemOf(new TypeError('x is undefined'));
    expect(problem?.action).toBe('showLog');
    expect(problem && problemText(problem, words)).not.toContain('undefined');
  });
});

describe('a check', () => {
  const status: StepStatus = {
    id: 'step',
    state: 'doing',
    checks: [
      { met: false, why: 'The task is not RUNNING yet.', saw: { state: 'UNASSIGNED', config: { secret: 'x' } }, obstacle: null },
      { met: false, why: 'Not counted.', saw: null, obstacle: { what: msg('Kafka does not answer.') } },
      { met: true, why: 'Not enough.', saw: { count: 10000 }, obstacle: null },
      { met: true, why: 'Not enough.', saw: null, obstacle: null },
    ],
    hintsShown: 1,
    hintsLeft: 1,
    solution: null,
    busy: false,
    failure: null,
  };
  const step = { id: 'step', title: 'Step', line: 1, checks: [], hints: ['one', 'two'], solution: [] };

  it('says what is missing, what is in the way, or what was seen', () => {
    const [view] = stepViews({ steps: [status] }, [step], (markdown) => `<p>${markdown}</p>`, words);
    expect(view?.checks).toEqual([
      { state: 'waiting', text: 'The task is not RUNNING yet. · seen: state: UNASSIGNED' },
      { state: 'waiting', text: 'Kafka does not answer.' },
      { state: 'met', text: 'seen: 10,000' },
      { state: 'met', text: 'met' },
    ]);
    expect(view?.hints).toEqual(['<p>one</p>']);
  });

  it('that is met names what it looked at', () => {
    const met = { ...status, checks: [{ met: true, why: 'Not enough.', saw: 1, obstacle: null }] };
    const looksAt = { kind: 'sql', target: 'postgres', query: 'SELECT 1', expect: 1, why: 'Not enough.' } as const;
    const [view] = stepViews({ steps: [met] }, [{ ...step, checks: [looksAt] }], (markdown) => markdown, words);
    expect(view?.checks).toEqual([{ state: 'met', text: 'PostgreSQL · seen: 1' }]);
  });

  it('keeps what it saw to a line', () => {
    expect(seenText('x'.repeat(500), words)).toHaveLength(121);
    expect(seenText(['RUNNING', 'FAILED'], words)).toBe('RUNNING, FAILED');
    expect(seenText('f', words)).toBe('');
  });
});

it('writes durations in the unit that fits', () => {
  expect([0.4, 84, 999, 1000, 59_940, 185_000].map((ms) => formatDuration(ms, words))).toEqual([
    '0 ms',
    '84 ms',
    '999 ms',
    '1 s',
    '59.9 s',
    '3 min 5 s',
  ]);
});
