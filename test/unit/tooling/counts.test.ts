import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countTests } from '../../../scripts/test/counts.mjs';

let folder: string;
let report: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'debezium-lab-counts-'));
  report = path.join(folder, 'report.json');
});
afterEach(() => rm(folder, { recursive: true }));

const VITEST = { numPassedTests: 7, numFailedTests: 0, numPendingTests: 1, numTodoTests: 0 };

describe('what a suite counts as', () => {
  it('a check counts as one', async () => {
    expect(await countTests('check', { report, output: '', ok: true })).toMatchObject({ passed: 1, failed: 0 });
    expect(await countTests('check', { report, output: '', ok: false })).toMatchObject({ passed: 0, failed: 1 });
  });

  it("vitest's report is taken at its word", async () => {
    await writeFile(report, JSON.stringify(VITEST));
    expect(await countTests('vitest', { report, output: '', ok: true })).toMatchObject({ passed: 7, failed: 0, skipped: 1 });
  });

  it("mocha's report is taken at its word", async () => {
    await writeFile(report, JSON.stringify({ stats: { passes: 3, failures: 2, pending: 0 } }));
    expect(await countTests('mocha', { report, output: '', ok: false })).toMatchObject({ passed: 3, failed: 2 });
  });

  it("play's summary is the last line of its kind", async () => {
    const output = '{"snippet":"a","ok":true}\n{"summary":{"passed":9,"failed":1}}\n';
    expect(await countTests('play', { report, output, ok: false })).toMatchObject({ passed: 9, failed: 1 });
  });

  it('a suite that fails outside its tests fails', async () => {
    await writeFile(report, JSON.stringify(VITEST));
    expect(await countTests('vitest', { report, output: '', ok: false })).toMatchObject({ passed: 7, failed: 1 });
  });

  it('a suite in which nothing ran fails', async () => {
    await writeFile(report, JSON.stringify({ ...VITEST, numPassedTests: 0 }));
    expect(await countTests('vitest', { report, output: '', ok: true })).toMatchObject({ passed: 0, failed: 1 });
  });

  it('a suite without a result fails', async () => {
    expect(await countTests('mocha', { report, output: '', ok: true })).toMatchObject({ passed: 0, failed: 1 });
    expect(await countTests('play', { report, output: 'killed', ok: true })).toMatchObject({ passed: 0, failed: 1 });
  });
});
