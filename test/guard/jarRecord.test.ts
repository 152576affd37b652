import { cp, mkdir, mkdtemp, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { damagedJar, dropJars, recordJars } from '../../src/lab/toolchain/jarRecord';

const signal = AbortSignal.timeout(60_000);

describe('the jar cache', () => {
  let root: string;
  let jars: string;
  let jar: string;

  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'debezium-lab-jars-'));
    jars = path.join(root, 'jars-1');
    jar = path.join(jars, 'libs', 'a.jar');
    await mkdir(path.dirname(jar), { recursive: true });
    await writeFile(jar, 'the content of a jar');
    // Whatever is written later has another date, however coarse the clock of the file system is.
    await utimes(jar, new Date('2026-01-01'), new Date('2026-01-01'));
    await recordJars(jars, signal);
  });

  afterEach(() => rm(root, { recursive: true }));

  /** Other content of the same length and date: what a failing disk leaves. */
  async function rot(): Promise<void> {
    const { atime, mtime } = await stat(jar);
    await writeFile(jar, 'the c0ntent of a jar');
    await utimes(jar, atime, mtime);
  }

  it('is sound as it was filled', async () => {
    expect(await damagedJar(jars, 'quick', signal)).toBeNull();
    expect(await damagedJar(jars, 'thorough', signal)).toBeNull();
  });

  it('is damaged by a file that was cut off, that is gone, or that was written to', async () => {
    await truncate(jar, 5);
    expect(await damagedJar(jars, 'quick', signal)).toBe('libs/a.jar');
    await rm(jar);
    expect(await damagedJar(jars, 'quick', signal)).toBe('libs/a.jar');
    await writeFile(jar, 'the C0ntent of a jar');
    expect(await damagedJar(jars, 'quick', signal)).toBe('libs/a.jar');
  });

  it('tells by a thorough look that content changed behind its date', async () => {
    const { mtime } = await stat(jar);
    await utimes(jar, mtime, new Date(Math.floor(mtime.getTime() / 1000) * 1000));
    expect(await damagedJar(jars, 'quick', signal)).toBeNull();
    await rot();
    expect(await damagedJar(jars, 'quick', signal)).toBeNull();
    expect(await damagedJar(jars, 'thorough', signal)).toBe('libs/a.jar');
  });

  it('is sound when it was copied, and is not looked through each time', async () => {
    const copy = path.join(root, 'copy');
    await cp(jars, copy, { recursive: true });
    const before = await readFile(path.join(copy, 'files.json'), 'utf8');
    expect(await damagedJar(copy, 'quick', signal)).toBeNull();
    expect(await readFile(path.join(copy, 'files.json'), 'utf8')).not.toBe(before);
  });

  it('of an earlier version is taken as it is; one whose record is damaged is not', async () => {
    await rm(path.join(jars, 'files.json'));
    expect(await damagedJar(jars, 'quick', signal)).toBeNull();
    await truncate(path.join(jars, 'files.json'), 10);
    expect(await damagedJar(jars, 'quick', signal)).toBe('files.json');
  });

  it('is taken away whole', async () => {
    await dropJars(jars);
    await expect(stat(jars)).rejects.toThrow('ENOENT');
    await expect(stat(`${jars}.damaged`)).rejects.toThrow('ENOENT');
  });
});
