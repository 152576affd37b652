import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { DatabaseEndpoint, Endpoints } from '../src/core/lab/endpoints';
import { parseLesson } from '../src/core/lesson/parser';
import { findPostgres } from '../src/lab/toolchain/findPostgres';
import type { Bench } from './bench';
import { withLab } from './benchLab';
import { openMeasuredEditor } from './editor/measuredEditor';
import { HAND } from './editor/paint';
import type { Measurement } from './figure';
import { median, pairs } from './median';

const LESSON = '02-module-2/07-incremental-snapshot-lab';
/** Its statements change nothing the second time; the last one of them asks for rows. */
const SNIPPET = 'publish-orders';
const BEFORE = ['create-signal-table', 'create-publication', 'create-orders-large', 'create-orders-archive'];
const PAIRS = 30;
const WARM_UP = 5;

async function snippetText(root: string): Promise<string> {
  const file = path.join('ru', `${LESSON}.md`);
  const { lesson } = parseLesson({ path: file, text: await readFile(path.join(root, 'lessons', file), 'utf8') });
  const code = lesson?.snippets.find(({ id }) => id === SNIPPET)?.code;
  if (code === undefined) throw new Error(`The lesson has no snippet ${SNIPPET}.`);
  return code;
}

async function psqlPath(signal: AbortSignal): Promise<string> {
  const found = await findPostgres(undefined, signal);
  return found ? path.join(found.bin, 'psql') : 'psql';
}

/** A process of psql that runs the same statements, from its start to its end, in milliseconds. */
async function psqlRun(psql: string, postgres: DatabaseEndpoint, code: string): Promise<number> {
  const { host, port, user, password, database } = postgres;
  const begin = performance.now();
  const args = ['-X', '-q', '-h', host, '-p', String(port), '-U', user, '-d', database, '-c', code];
  const child = spawn(psql, args, { env: { ...process.env, PGPASSWORD: password }, stdio: ['ignore', 'pipe', 'inherit'] });
  child.stdout.resume();
  const [status] = (await once(child, 'close')) as [number | null];
  if (status !== 0) throw new Error(`psql ended with ${String(status)}.`);
  return performance.now() - begin;
}

async function measureRuns(bench: Bench, endpoints: Endpoints, home: string): Promise<{ value: number; baselineValue: number }> {
  const { postgres } = endpoints;
  if (!postgres) throw new Error('The lab has no PostgreSQL.');
  const [psql, code] = await Promise.all([psqlPath(bench.signal), snippetText(bench.root)]);
  const editor = await openMeasuredEditor(bench, { extensions: [bench.root], home });
  try {
    await editor.order({ kind: 'command', command: 'debeziumLab.openLesson', args: [LESSON], files: [] });
    const frame = await editor.frameWith('.lab-bar[data-lab="ready"]');
    const press = (id: string): Promise<number> => frame.evaluate<number>(`${HAND}.runSnippet(${JSON.stringify(id)})`);
    for (const id of BEFORE) await press(id);
    const ours = (): Promise<number> => press(SNIPPET);
    const theirs = (): Promise<number> => psqlRun(psql, postgres, code);
    await pairs(WARM_UP, ours, theirs);
    await editor.order({ kind: 'calm' });
    const measured = await pairs(PAIRS, ours, theirs);
    return { value: median(measured.map((pair) => pair.ours)), baselineValue: median(measured.map((pair) => pair.theirs)) };
  } finally {
    await editor.close();
  }
}

/** From the click on *Run* on the lesson's page in the editor to its result having been painted there. */
export const snippetRun: Measurement<Bench> = {
  goals: { 'snippet-to-result': { ratio: 1 } },
  measure: async (bench) => {
    bench.note(`Running the snippet ${SNIPPET} on its page, and by psql`);
    const times = await withLab(bench, (endpoints, { home }) => measureRuns(bench, endpoints, home));
    return [{ name: 'snippet-to-result', unit: 'ms', baseline: 'psql -c of the same statements', ...times }];
  },
};
