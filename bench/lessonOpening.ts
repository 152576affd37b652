import { mkdtemp, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Bench } from './bench';
import { openMeasuredEditor, type MeasuredEditor } from './editor/measuredEditor';
import type { OrderText } from './editor/orders';
import type { Signs } from './editor/paint';
import type { Figure, Measurement } from './figure';
import { median, pairs, type Pair } from './median';

const LESSON = '02-module-2/07-incremental-snapshot-lab';
const FIRST_PAIRS = 5;
const LATER_PAIRS = 10;

const TEXT = 'its text in the Markdown preview of VS Code';
const DIAGRAMS = 'its diagrams in the Markdown preview of VS Code';

/** Milliseconds from the command to the paint. */
interface Opening {
  readonly text: number;
  readonly diagrams: number;
}

interface Reader {
  readonly signs: Signs;
  readonly open: OrderText;
}

interface Readers {
  readonly lesson: Reader;
  readonly preview: Reader;
}

/** The same file for both, and the same signs of its being there. */
async function readers(root: string): Promise<Readers> {
  const file = path.join(root, 'lessons/ru', `${LESSON}.md`);
  const text = (await readFile(file, 'utf8')).replace(/^(`{3,}).*?^\1$/gmsu, (fence) =>
    fence.startsWith('```mermaid') ? '```mermaid' : '',
  );
  const lastHeading = [...text.matchAll(/^#{2,4} (.*)$/gmu)].at(-1)?.[1] ?? '';
  const drawingCount = text.split('```mermaid').length - 1;
  const common = { lastHeading: lastHeading.slice(0, 12), drawingCount };
  return {
    lesson: {
      signs: { page: 'lesson', headings: 'main.lesson :is(h2, h3, h4)', drawings: 'figure.diagram .diagram-drawing svg', ...common },
      open: { kind: 'command', command: 'debeziumLab.openLesson', args: [LESSON], files: [] },
    },
    preview: {
      signs: { page: 'preview', headings: '.markdown-body :is(h2, h3, h4)', drawings: '.markdown-body .mermaid svg', ...common },
      open: { kind: 'command', command: 'markdown.showPreview', args: [], files: [file] },
    },
  };
}

async function opening(editor: MeasuredEditor, { open, signs }: Reader): Promise<Opening> {
  await editor.order({ kind: 'calm' });
  const text = editor.nextPaint(signs.page, 'text');
  const diagrams = editor.nextPaint(signs.page, 'diagrams');
  const [begun, textPaint, diagramsPaint] = await Promise.all([editor.order(open), text, diagrams]);
  return { text: textPaint.at - begun, diagrams: diagramsPaint.at - begun };
}

async function closeAll(editor: MeasuredEditor): Promise<void> {
  await editor.order({ kind: 'command', command: 'workbench.action.closeAllEditors', args: [], files: [] });
  await editor.page.waitForSelector('iframe.webview', { state: 'detached' });
}

/** The first opening in a window of its own: what has to be loaded for it is loaded. */
async function firstOpenings(bench: Bench, both: Readers): Promise<readonly Pair<Opening>[]> {
  const first = (reader: Reader) => async (): Promise<Opening> => {
    const editor = await editorFor(bench, both);
    try {
      return await opening(editor, reader);
    } finally {
      await editor.close();
    }
  };
  return pairs(FIRST_PAIRS, first(both.lesson), first(both.preview));
}

/** Openings in one window, in turn; each was open and closed before. */
async function laterOpenings(bench: Bench, both: Readers): Promise<readonly Pair<Opening>[]> {
  const editor = await editorFor(bench, both);
  const later = (reader: Reader) => async (): Promise<Opening> => {
    const measured = await opening(editor, reader);
    await closeAll(editor);
    return measured;
  };
  try {
    await later(both.lesson)();
    await later(both.preview)();
    return await pairs(LATER_PAIRS, later(both.lesson), later(both.preview));
  } finally {
    await editor.close();
  }
}

async function editorFor(bench: Bench, { lesson, preview }: Readers): Promise<MeasuredEditor> {
  const home = await mkdtemp(path.join(bench.folder, 'home-'));
  return openMeasuredEditor(bench, { extensions: [bench.root], home, signs: [lesson.signs, preview.signs] });
}

function figure(name: string, baseline: string, measured: readonly Pair<Opening>[], what: keyof Opening): Figure {
  return {
    name,
    unit: 'ms',
    value: median(measured.map(({ ours }) => ours[what])),
    baseline,
    baselineValue: median(measured.map(({ theirs }) => theirs[what])),
  };
}

/** From the command that opens the lesson to its text, and to its diagrams, having been painted. */
export const lessonOpening: Measurement<Bench> = {
  goals: {
    'lesson-text-first': { ratio: 0.5 },
    'lesson-diagrams-first': { ratio: 0.7 },
    'lesson-text-later': { ratio: 0.5 },
    'lesson-diagrams-later': { ratio: 0.7 },
  },
  measure: async (bench) => {
    const both = await readers(bench.root);
    bench.note(`Opening the lesson ${LESSON}, the first time in a window`);
    const first = await firstOpenings(bench, both);
    bench.note('Opening it again and again in one window');
    const later = await laterOpenings(bench, both);
    return [
      figure('lesson-text-first', TEXT, first, 'text'),
      figure('lesson-diagrams-first', DIAGRAMS, first, 'diagrams'),
      figure('lesson-text-later', TEXT, later, 'text'),
      figure('lesson-diagrams-later', DIAGRAMS, later, 'diagrams'),
    ];
  },
};
