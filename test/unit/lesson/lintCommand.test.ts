import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lintCommand } from '../../../src/cli/lintCommand';
import { lintDiagrams } from '../../../src/cli/lintDiagrams';
import { listFiles, readLessons } from '../../../src/cli/readLessons';
import { told } from './lessonText';

const FIXTURES = path.join(import.meta.dirname, '../../fixtures/lessons');
const LESSON = 'ru/02-module-2/07-snapshot.md';

function diagram(source: string): { readonly path: string; readonly text: string } {
  return { path: LESSON, text: `---\ntitle: x\n---\n\n\`\`\`mermaid alt="a"\n${source}\n\`\`\`\n` };
}

describe('lintDiagrams', () => {
  it('takes every kind of diagram that a lesson draws, with markup in its labels', async () => {
    const sources = [
      'flowchart LR\n  a["Привет <br> мир"] --> b{{"Шестиугольник"}}',
      'sequenceDiagram\n  A->>B: INSERT\n  Note over A,B: окно<br/>открыто',
      'stateDiagram-v2\n  [*] --> RUNNING',
      'timeline\n  title Снимок\n  10 00 : начало',
      'classDiagram\n  A <|-- B',
      'gantt\n  section A\n  t: 1d',
    ];
    expect(told(await lintDiagrams(sources.map(diagram)))).toEqual([]);
  });

  it('names the line of the file where a diagram breaks', async () => {
    const [first, second] = await lintDiagrams([diagram('flowchart LR\n  a --> b\n  b --><c'), diagram('nonsense')]);
    expect(first).toMatchObject({ file: LESSON, line: 8, rule: 'diagram-syntax' });
    expect(second).toMatchObject({ file: LESSON, line: 6, rule: 'diagram-syntax' });
  });
});

describe('readLessons', () => {
  it('reads lessons and titles of modules, with slashes on every system', async () => {
    expect((await readLessons(FIXTURES)).map((file) => file.path)).toEqual([
      'ru/01-module-1/03-lab.md',
      'ru/01-module-1/module.yaml',
      LESSON,
      'ru/02-module-2/module.yaml',
    ]);
    expect(await listFiles(FIXTURES)).toContain('ru/02-module-2/images/flow.svg');
  });
});

describe('lintCommand', () => {
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'debezium-lab-lint-'));
    await cp(FIXTURES, path.join(folder, 'lessons'), { recursive: true });
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function lint(json: boolean): Promise<{ readonly count: number; readonly printed: readonly string[] }> {
    const printed: string[] = [];
    const count = await lintCommand({ folder: path.join(folder, 'lessons'), cwd: folder, json, print: (line) => printed.push(line) });
    return { count, printed };
  }

  async function edit(change: (text: string) => string): Promise<void> {
    const file = path.join(folder, 'lessons', LESSON);
    await writeFile(file, change(await readFile(file, 'utf8')));
  }

  it('finds nothing in lessons without a mistake', async () => {
    expect(await lint(false)).toEqual({ count: 0, printed: ['Lessons: 2. Findings: 0.'] });
    expect(await lint(true)).toEqual({ count: 0, printed: [] });
  });

  it('prints one object per finding and nothing else for machines', async () => {
    await edit((text) =>
      text.replace('order: 7', 'order: x').replace('pg["PostgreSQL"] -->', 'pg --><').replace('images/flow.svg', 'images/lost.svg'),
    );
    const { count, printed } = await lint(true);
    expect(count).toBe(3);
    expect(printed.map((line): unknown => JSON.parse(line))).toEqual([
      {
        file: `lessons/${LESSON}`,
        line: 4,
        rule: 'front-matter',
        message: 'The field "order" must be of type number.',
        fix: 'Write a value of that type; quote text that YAML reads as something else.',
      },
      expect.objectContaining({ file: `lessons/${LESSON}`, line: 36, rule: 'diagram-syntax' }),
      expect.objectContaining({
        file: `lessons/${LESSON}`,
        line: 39,
        rule: 'image',
        message: 'There is no file ru/02-module-2/images/lost.svg.',
      }),
    ]);
  });

  it('prints a sentence per finding and a count for readers', async () => {
    await edit((text) => text.replace('solution: [create-orders]', 'solution: [lost, create-orders]'));
    expect((await lint(false)).printed).toEqual([
      `lessons/${LESSON}:51  solution-snippet  The lesson has no snippet "lost". — Name the id of a snippet of this lesson.`,
      'Lessons: 2. Findings: 1.',
    ]);
  });

  it('rejects when there is no such folder', async () => {
    await expect(lintCommand({ folder: path.join(folder, 'nothing'), cwd: folder, json: false, print: () => undefined })).rejects.toThrow(
      'ENOENT',
    );
  });
});
