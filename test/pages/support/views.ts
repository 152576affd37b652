import type {
  CheckView,
  HostToPage,
  LabView,
  PredictionView,
  PreflightView,
  OutputView,
  ProblemView,
  RowSetView,
  RunView,
  StatementView,
  StepView,
} from '../../../src/core/protocol/protocol';

/** Messages of the host, complete but for what a test is about. */
export const LAB_READY: LabView = {
  state: 'ready',
  text: 'Lab is running',
  services: [
    { name: 'postgres', label: 'PostgreSQL', state: 'running', stateLabel: 'running', port: 5433 },
    { name: 'kafka', label: 'Kafka', state: 'running', stateLabel: 'running', port: 9092 },
    { name: 'connect', label: 'Connect', state: 'starting', stateLabel: 'starting', port: 8083 },
  ],
};

export const LAB_DOWN: LabView = { state: 'down', text: 'Lab is down', services: [] };

export function runView(change: Partial<RunView> = {}): RunView {
  return {
    id: 'run-1',
    snippet: 'create-signal-table',
    name: '02-module-2/01-page/create-signal-table',
    state: 'succeeded',
    summary: 'CREATE TABLE · 12 ms',
    output: { kind: 'none' },
    problem: null,
    ...change,
  };
}

export const runMessage = (change: Partial<RunView> = {}): HostToPage => ({ type: 'run', run: runView(change) });

export function rowSet(change: Partial<RowSetView> = {}): RowSetView {
  const columns = [
    { name: 'id', type: 'int8', numeric: true },
    { name: 'note', type: 'text', numeric: false },
  ];
  return { columns, rows: [['1', 'first']], kept: 1, truncated: false, handle: null, ...change };
}

/** Rows `from` … of a table of two columns. */
export function rows(from: number, count: number): string[][] {
  return Array.from({ length: count }, (_, index) => [String(from + index), `row ${String(from + index)}`]);
}

export function statement(change: Partial<StatementView> = {}): StatementView {
  return { statement: 'SELECT * FROM orders', summary: '1 row · 2 ms', notices: [], rowSet: null, problem: null, ...change };
}

export const statements = (...list: readonly Partial<StatementView>[]): OutputView => ({
  kind: 'statements',
  statements: list.map(statement),
});

/** The answer to a PromQL query; a chart of two lines where nothing else is said. */
export function metrics(change: Partial<OutputView & { kind: 'metrics' }> = {}): OutputView {
  const columns = [
    { name: 'table', type: 'label', numeric: false },
    { name: 'last', type: 'float64', numeric: true },
  ];
  const line = (name: string, slope: number) => ({
    name,
    points: Array.from({ length: 60 }, (_, index) => [1_700_000_000 + index * 5, index * slope] as const),
  });
  const chart = [line('public.orders', 170), line('public.products', 40)];
  const rows = [
    ['public.orders', '10030'],
    ['public.products', '2360'],
  ];
  return { kind: 'metrics', query: 'up', rowSet: rowSet({ columns, rows, kept: 2 }), chart, notices: [], ...change };
}

export function problem(change: Partial<ProblemView> = {}): ProblemView {
  return {
    what: 'The lab is down.',
    why: 'No service answers.',
    fix: 'Start the lab, then run again.',
    action: null,
    place: null,
    ...change,
  };
}

const WHY: Readonly<Record<string, readonly string[]>> = {
  'signal-table': ['Таблицы debezium_signal ещё нет.', 'Таблица ещё не входит в публикацию.'],
  connector: ['Задача коннектора ещё не RUNNING.'],
  consumer: ['Потребитель ещё не увидел 20 порций.'],
};

export const waiting = (text: string): CheckView => ({ state: 'waiting', text });
export const met = (text: string): CheckView => ({ state: 'met', text });

export function step(id: string, change: Partial<StepView> = {}): StepView {
  return { id, state: 'todo', checks: (WHY[id] ?? []).map(waiting), hints: [], hintsLeft: 2, solution: null, busy: false, ...change };
}

/** The fixture lesson's steps with the changes, by id. */
export function stepsMessage(current: string | null, changes: Readonly<Record<string, Partial<StepView>>> = {}): HostToPage {
  return { type: 'steps', current, steps: Object.keys(WHY).map((id) => step(id, changes[id])) };
}

/** The question of the fixture lesson. */
export function prediction(change: Partial<PredictionView> = {}): HostToPage {
  const open: PredictionView = {
    id: 'signal-id',
    state: 'open',
    choice: null,
    answer: null,
    text: 'Choose, then run “create-signal-table”: the lab will answer.',
  };
  return { type: 'predictions', predictions: [{ ...open, ...change }] };
}

/** What the lab needs: one thing is missing, one doubtful, one there. */
export function preflight(change: Partial<PreflightView> = {}): PreflightView {
  return {
    profile: 'postgres',
    profiles: ['postgres', 'mysql'].map((id) => ({ id, text: `${id}: Kafka and Kafka Connect` })),
    checking: false,
    findings: [
      {
        level: 'missing',
        levelText: 'missing',
        text: 'Maven was not found; it downloads Kafka and Debezium once.',
        fix: 'Run “sudo apt-get install maven”, or name its place in the settings.',
        command: 'sudo apt-get install maven',
      },
      { level: 'warning', levelText: 'warning', text: 'Port 5433 is taken.', fix: null, command: null },
      { level: 'ok', levelText: 'found', text: 'Java 21: /usr/bin/java', fix: null, command: null },
    ],
    summary: 'Missing: 1.',
    canStart: false,
    ...change,
  };
}
