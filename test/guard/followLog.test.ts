import { appendFile, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../src/core/log';
import { followLog, newText, SHOWN_BYTES } from '../../src/lab/files/followLog';
import { createLab } from '../../src/lab/index';
import { labPaths, logFile } from '../../src/lab/labPaths';
import { eventually } from '../support/testLab';

describe('the log of a service that is followed', () => {
  let home: string;
  let file: string;
  let shown: string;
  let closing: AbortController;
  let following: Promise<void>;

  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'debezium-lab-log-'));
    file = logFile(labPaths(home), 'kafka');
    shown = '';
    closing = new AbortController();
    const lab = createLab({ home, log: silentLog, settings: {}, guardPath: '', assets: '' });
    const listener = { append: (text: string) => void (shown += text), replace: (text: string) => void (shown = text) };
    following = followLog(lab, 'kafka', listener, closing.signal);
    await mkdir(path.dirname(file));
  });

  afterEach(async () => {
    closing.abort();
    await following;
    await rm(home, { recursive: true });
  });

  it('is waited for, shown, and shown on as it grows', async () => {
    await writeFile(file, 'one\n');
    await eventually(() => shown === 'one\n');
    await appendFile(file, 'two\n');
    await eventually(() => shown === 'one\ntwo\n');
  });

  it('begins anew where its file was set aside', async () => {
    await writeFile(file, 'old\n');
    await eventually(() => shown === 'old\n');
    await rename(file, `${file}.1`);
    await writeFile(file, 'new\n');
    await eventually(() => shown === 'new\n');
  });

  it('goes on in a copy of its last lines', async () => {
    await writeFile(file, 'one\ntwo\nthree\n');
    await eventually(() => shown.endsWith('three\n'));
    await writeFile(`${file}.copy`, 'one\ntwo\nthree\nfour\n');
    await rename(`${file}.copy`, file);
    await eventually(() => shown.endsWith('four\n'));
  });

  it('is shown by whole lines of its end when it is long', async () => {
    await writeFile(file, `${'a long line of a log\n'.repeat(SHOWN_BYTES / 10)}end\n`);
    await eventually(() => shown.endsWith('end\n'));
    expect(shown.startsWith('a long line')).toBe(true);
    expect(shown.length).toBeLessThanOrEqual(SHOWN_BYTES);
  });
});

it('finds what is new by what was shown', () => {
  expect(newText('a\nb\n', 'a\nb\nc\n')).toBe('c\n');
  expect(newText('a\nb\n', 'a\nb\n')).toBe('');
  expect(newText('a\nb\n', 'x\n')).toBeNull();
});
