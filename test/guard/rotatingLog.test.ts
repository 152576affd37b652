import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RotatingLog } from '../../src/lab/guard/rotatingLog';

describe('a log of bounded size', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'debezium-lab-log-'));
    file = path.join(folder, 'kafka.log');
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('sets full files aside and drops the oldest', async () => {
    const log = new RotatingLog(file, { maxBytes: 100, kept: 2 });
    for (let line = 0; line < 50; line++) log.write(Buffer.from(`line ${String(line).padStart(3, '0')}\n`));
    log.close();
    expect((await readdir(folder)).sort()).toEqual(['kafka.log', 'kafka.log.1', 'kafka.log.2']);
    const text = await Promise.all(['.2', '.1', ''].map((suffix) => readFile(file + suffix, 'utf8')));
    for (const part of text) expect(part.length).toBeLessThanOrEqual(100);
    // The newest lines, in order and without a gap.
    const lines = text.join('').trim().split('\n');
    expect(lines).toEqual(Array.from(lines, (_, index) => `line ${String(50 - lines.length + index).padStart(3, '0')}`));
  });

  it('goes on where an earlier one ended, counting its size', async () => {
    const first = new RotatingLog(file, { maxBytes: 20, kept: 1 });
    first.write(Buffer.from('0123456789\n'));
    first.close();
    const second = new RotatingLog(file, { maxBytes: 20, kept: 1 });
    second.write(Buffer.from('abcdefghij\n'));
    second.close();
    expect(await readFile(`${file}.1`, 'utf8')).toBe('0123456789\n');
    expect(await readFile(file, 'utf8')).toBe('abcdefghij\n');
  });

  it('remembers the last lines, put together from the chunks they came in', () => {
    const log = new RotatingLog(file);
    for (const chunk of ['one\ntw', 'o\n\nthr', 'ee']) log.write(Buffer.from(chunk));
    expect(log.tail(2)).toEqual(['two', 'three']);
    log.forgetTail();
    expect(log.tail(2)).toEqual([]);
    log.close();
  });
});
