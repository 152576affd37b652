import type { ChunkSizeAnswer, SnapshotChoiceAnswer } from '../../core/advisor/answerHelper';
import type { ChunkPlan, TableMeasure } from '../../core/advisor/chunkPlan';
import type { SnapshotAdvice } from '../../core/advisor/snapshotAdvice';
import type { Problem } from '../../core/errors';
import { msg, type Message } from '../../core/message';
import type { ChunkSizeView, FactView, FragmentView, SnapshotChoiceView } from '../../core/protocol/protocol';
import { problemView } from './problemView';
import { formatNumber, type Words } from './words';

const KILO = 1024;

/** Configuration as it stands in a connector's JSON, without the braces around it. */
function settingsText(settings: Readonly<Record<string, string>>): string {
  return JSON.stringify(settings, null, 2).split('\n').slice(1, -1).join('\n').replaceAll(/^ {2}/gmu, '');
}

function rounded(value: number, digits: number, words: Words): string {
  return new Intl.NumberFormat(words.locale, { maximumFractionDigits: digits }).format(value);
}

function bytesText(bytes: number, words: Words): string {
  return words.text(msg('{0} bytes', formatNumber(Math.round(bytes), words.locale)));
}

/** The answer of the formula, with the sign of an approximation where the figure is one. */
function about(text: string, estimated: boolean): string {
  return estimated ? `≈ ${text}` : text;
}

function measuredFacts({ rows, estimated, storedBytes, unpackedBytes }: TableMeasure, plan: ChunkPlan, words: Words): readonly FactView[] {
  const fact = (label: Message, value: string): FactView => ({ label: words.text(label), value });
  return [
    fact(msg('Rows in the table'), about(formatNumber(rows, words.locale), estimated)),
    ...(storedBytes === null ? [] : [fact(msg('An average row on disk'), bytesText(storedBytes, words))]),
    fact(msg('An average row written out'), bytesText(unpackedBytes, words)),
    fact(msg('Rows in a chunk'), formatNumber(plan.chunkSize, words.locale)),
    fact(msg('Chunks'), about(formatNumber(plan.chunks, words.locale), estimated)),
    fact(msg('Rows of one chunk, written out'), words.text(msg('{0} MB', rounded(plan.memoryMb, 1, words)))),
  ];
}

const ROWS: Readonly<Record<ChunkPlan['rowsAre'], Message>> = {
  wide: msg('The rows are wide: usual are 500 to 1000 rows in a chunk.'),
  usual: msg('The rows are of usual width: usual are 2048 to 4096 rows in a chunk.'),
  narrow: msg('The rows are narrow: usual are 8192 to 16384 rows in a chunk.'),
};

function meaning({ rows }: TableMeasure, plan: ChunkPlan, words: Words): string {
  if (rows === 0) return words.text(msg('The table is empty: there is nothing to measure. 1024, the default, will do.'));
  const limit = msg('The formula gives {0}, but the stream waits while a chunk is read: no more is advised.', plan.byFormula);
  const parts = [ROWS[plan.rowsAre], ...(plan.byFormula > plan.chunkSize ? [limit] : [])];
  const memory = msg('In the memory of Java it is several times as much.');
  return [...parts, memory].map(words.text).join(' ');
}

function chunkFormula({ rows, unpackedBytes }: TableMeasure, memoryMb: number, plan: ChunkPlan, words: Words): string {
  if (rows === 0) return '';
  const kilobytes = rounded(unpackedBytes / KILO, 2, words);
  return `${rounded(memoryMb, 1, words)} × 1024 ÷ ${kilobytes} ≈ ${formatNumber(plan.byFormula, words.locale)}`;
}

export function chunkSizeView({ tables, table, memoryMb, measure, plan }: ChunkSizeAnswer, words: Words): ChunkSizeView {
  const base = { helper: 'chunk-size', tables, table, problem: null } as const;
  if (!measure || !plan) {
    const text = table === null ? msg('The database has no tables yet.') : msg('Choose a table and press “Measure”.');
    return { ...base, text: words.text(text), facts: [], formula: '', fragments: [] };
  }
  const setting = settingsText({ 'incremental.snapshot.chunk.size': String(plan.chunkSize) });
  return {
    ...base,
    text: meaning(measure, plan, words),
    facts: measuredFacts(measure, plan, words),
    formula: chunkFormula(measure, memoryMb, plan, words),
    fragments: [{ title: words.text(msg('Into the configuration')), language: 'json', text: setting }],
  };
}

/** The table cannot be looked at: why, and what to do. */
export function chunkSizeProblem(problem: Problem, words: Words): ChunkSizeView {
  return {
    helper: 'chunk-size',
    tables: [],
    table: null,
    text: '',
    facts: [],
    formula: '',
    fragments: [],
    problem: problemView(problem, words),
  };
}

function adviceView({ title, mode, reason, config, signal }: SnapshotAdvice, words: Words): NonNullable<SnapshotChoiceView['advice']> {
  const configuration: FragmentView = { title: words.text(msg('Into the configuration')), language: 'json', text: settingsText(config) };
  const started: readonly FragmentView[] = signal
    ? [{ title: words.text(msg('The signal')), language: signal.language, text: signal.text }]
    : [];
  return {
    title: words.text(title),
    text: words.text(reason),
    facts: [
      { label: 'snapshot.mode', value: mode ?? words.text(msg('as it is')) },
      ...(signal ? [{ label: words.text(msg('Mind')), value: words.text(signal.hint) }] : []),
    ],
    fragments: [configuration, ...started],
  };
}

export function snapshotChoiceView({ questions, advice }: SnapshotChoiceAnswer, words: Words): SnapshotChoiceView {
  return {
    helper: 'snapshot-choice',
    questions: questions.map(({ id, text, options, chosen }) => ({
      id,
      text: words.text(text),
      options: options.map((option) => ({ value: option.value, text: words.text(option.text) })),
      chosen,
    })),
    advice: advice && adviceView(advice, words),
  };
}
