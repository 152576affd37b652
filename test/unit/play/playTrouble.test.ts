import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { chooseLessons } from '../../../src/cli/play/chooseLessons';
import { playLesson } from '../../../src/cli/play/playLesson';
import type { PlayedTrouble, Report } from '../../../src/cli/play/report';
import { tally } from '../../../src/cli/play/tally';
import type { Endpoints } from '../../../src/core/lab/endpoints';
import { parseLesson } from '../../../src/core/lesson/parseLesson';
import { silentLog } from '../../../src/core/log';
import type { RunOutput } from '../../../src/core/run/result';
import { RunService } from '../../../src/core/run/runService';
import { MemoryLab } from '../check/memoryLab';

const ENDPOINTS: Endpoints = { kafka: { bootstrap: 'k', internalBootstrap: 'k' }, connect: { url: 'c' } };
const PATH = 'ru/99-troubleshooting/01-t.md';

/** A page with two entries; the first is what the test is about. */
function page(sign: string): string {
  return `---
title: T
description: D
order: 1
difficulty: beginner
duration: 5min
topics: [t]
lab: postgres
---

## One

\`\`\`yaml trouble=one
cause: [break]
sign: ${sign}
cure: [mend]
well: [{ kind: sql, query: is it well, expect: 1, why: Not yet. }]
\`\`\`

it is broken, see [t](01-t.md)

\`\`\`http id=break
GET /break
\`\`\`

\`\`\`http id=mend
GET /mend
\`\`\`

## Two

\`\`\`yaml trouble=two
cause: [break]
sign: { in: run, snippet: break, text: it is broken }
cure: [mend]
well: [{ kind: sql, query: is it well, expect: 1, why: Not yet. }]
\`\`\`

it is broken, see [t](01-t.md)
`;
}

const IN_RUN = '{ in: run, snippet: break, text: it is broken }';
const body = (text: string): RunOutput => ({ kind: 'http', method: 'GET', path: '/', status: 200, contentType: '', body: text });

let folder: string;
let connectLog: string;
let lab: MemoryLab;
let acts: Record<string, () => Promise<RunOutput> | RunOutput>;
let clock: number;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'trouble-'));
  connectLog = path.join(folder, 'connect.log');
  await writeFile(connectLog, 'it is broken, said an earlier run\n');
  lab = new MemoryLab();
  clock = 0;
  acts = {
    'GET /break': () => {
      lab.cells.set('is it well', '0');
      return body('alas: it is\n  broken');
    },
    'GET /mend': () => {
      lab.cells.set('is it well', '1');
      return body('');
    },
  };
});
afterEach(() => rm(folder, { recursive: true }));

async function play(sign = IN_RUN) {
  const played: PlayedTrouble[] = [];
  const nothing = (): void => undefined;
  const report: Report = {
    ...{
      lesson: nothing,
      step: nothing,
      snippet: nothing,
      check: nothing,
      prediction: nothing,
      output: nothing,
      problem: nothing,
      note: nothing,
    },
    summary: nothing,
    trouble: (one) => void played.push(one),
  };
  const { lesson } = parseLesson({ path: PATH, text: page(sign) });
  if (!lesson) throw new Error('the page is broken');
  const runner = { run: async ({ code }: { code: string }) => (await acts[code.trim()]?.()) ?? body('') };
  const runs = new RunService({
    runners: () => Promise.resolve({ http: runner }),
    endpoints: () => Promise.resolve(ENDPOINTS),
    log: silentLog,
    now: () => clock,
  });
  const wait = (ms: number): Promise<void> => {
    clock += ms;
    return Promise.resolve();
  };
  const counted = tally(report, () => clock);
  const options = { runs, probes: lab, connectLog, report: counted.report, limit: 5000, wait, now: () => clock };
  await playLesson(lesson, options, new AbortController().signal);
  runs.dispose();
  const told = played.map(({ trouble, seen, wellBefore, well }) => ({ id: trouble.id, seen, wellBefore, well }));
  return { told, summary: counted.summary() };
}

const GOOD = { seen: true, wellBefore: false, well: true };

describe('an entry that is as its page says', () => {
  test('is brought about, seen whatever its line breaks, and cured', async () => {
    const { told, summary } = await play();
    expect(told).toEqual([
      { id: 'one', ...GOOD },
      { id: 'two', ...GOOD },
    ]);
    expect(summary).toMatchObject({ troubles: 2, snippets: 4, failed: 0 });
  });

  test('may have a cause that fails, and a sign in the trace of a task', async () => {
    const fine = acts['GET /break'];
    acts['GET /break'] = async () => {
      await fine?.();
      lab.connectors.set('c', {
        ...{ name: 'c', state: 'RUNNING', type: 'source', config: {}, trace: null },
        tasks: [{ id: 0, state: 'FAILED', workerId: 'w', trace: 'Caused by: it is broken\n\tat x' }],
      });
      return body('it is broken');
    };
    const { told } = await play('{ in: task, connector: c, text: it is broken }');
    expect(told[0]).toEqual({ id: 'one', ...GOOD });
  });

  test('may have its sign in what Connect logs from then on', async () => {
    expect((await play('{ in: log, text: it is broken }')).told[0]).toMatchObject({ seen: false });
    const fine = acts['GET /break'];
    acts['GET /break'] = async () => {
      await appendFile(connectLog, 'WARN it is broken\n');
      return (await fine?.()) ?? body('');
    };
    expect((await play('{ in: log, text: it is broken }')).told[0]).toEqual({ id: 'one', ...GOOD });
  });
});

describe('an entry fails, and the next is played all the same', () => {
  test.each<[string, () => void, object]>([
    [
      'where the lab says something else',
      () => (acts['GET /break'] = () => (lab.cells.set('is it well', '0'), body('fine'))),
      { seen: false },
    ],
    [
      'where all is well before the cure',
      () => (acts['GET /break'] = () => (lab.cells.set('is it well', '1'), body('it is broken'))),
      { wellBefore: true },
    ],
    ['where the cure does not help', () => (acts['GET /mend'] = () => body('')), { well: false }],
    ['where the cure fails', () => (acts['GET /mend'] = () => Promise.reject(new Error('no'))), { well: false }],
  ])('%s', async (_, change, expected) => {
    change();
    const { told, summary } = await play();
    expect(told.map(({ id }) => id)).toEqual(['one', 'two']);
    expect(told[0]).toMatchObject(expected);
    expect(summary.failed).toBeGreaterThan(0);
  });
});

test('all pages of a module are chosen by its name', () => {
  const files = [{ path: PATH, text: page(IN_RUN) }];
  for (const wish of ['troubleshooting', '99-troubleshooting', '99-troubleshooting/01-t']) {
    expect(chooseLessons(files, wish).lessons.map(({ id }) => id)).toEqual(['99-troubleshooting/01-t']);
  }
});
