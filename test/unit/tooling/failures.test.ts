import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failuresOf } from '../../../scripts/test/failures.mjs';

let folder: string;
let report: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'debezium-lab-failures-'));
  report = path.join(folder, 'report.json');
});
afterEach(() => rm(folder, { recursive: true }));

describe('what is shown of a suite that failed', () => {
  it('vitest: the tests that failed, and a file that could not be read', async () => {
    const testResults = [
      {
        name: 'a.test.ts',
        status: 'failed',
        message: '',
        assertionResults: [
          { status: 'passed', fullName: 'a good one', failureMessages: [] },
          { status: 'failed', fullName: 'a bad one', failureMessages: ['expected 1 to be 2\n  at a.test.ts:3'] },
        ],
      },
      { name: 'b.test.ts', status: 'failed', message: 'Cannot find module', assertionResults: [] },
    ];
    await writeFile(report, JSON.stringify({ testResults }));
    expect(await failuresOf('vitest', { report, output: 'noise' })).toEqual([
      '✗ a bad one',
      '    expected 1 to be 2',
      '      at a.test.ts:3',
      '✗ b.test.ts',
      '    Cannot find module',
    ]);
  });

  it('mocha: the tests that failed', async () => {
    await writeFile(report, JSON.stringify({ failures: [{ fullTitle: 'a bad one', err: { message: 'It never came' } }] }));
    expect(await failuresOf('mocha', { report, output: '✓ a good one' })).toEqual(['✗ a bad one', '    It never came']);
  });

  it('play: snippets that failed, checks that prove nothing, questions without one answer, and what was said', async () => {
    const bad = [
      '{"snippet":"s","ok":false}',
      '{"check":0,"before":true,"after":true}',
      '{"prediction":"p","right":[]}',
      '{"trouble":"x","seen":false}',
      'Interrupted.',
    ];
    const good = [
      '{"snippet":"t","ok":true}',
      '{"check":1,"before":false,"after":true}',
      '{"prediction":"q","right":[2]}',
      '{"summary":{}}',
    ];
    expect(await failuresOf('play', { report, output: [...good, ...bad].join('\n') })).toEqual(bad);
  });

  it('without a report: the end of the output', async () => {
    const output = Array.from({ length: 200 }, (_, line) => String(line)).join('\n');
    expect((await failuresOf('mocha', { report, output })).at(-1)).toBe('199');
    expect(await failuresOf('check', { report, output: 'error TS2322' })).toEqual(['error TS2322']);
  });
});
