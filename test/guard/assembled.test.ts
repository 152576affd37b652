import { mkdtemp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assemble } from '../../src/lab/toolchain/assembled';

describe('a folder that is there whole or not at all', () => {
  let cache: string;
  let target: string;

  beforeEach(async () => {
    cache = await mkdtemp(path.join(tmpdir(), 'debezium-lab-cache-'));
    target = path.join(cache, 'jars-1');
  });

  afterEach(() => rm(cache, { recursive: true }));

  it('appears when it is filled', async () => {
    await assemble(target, async (folder) => {
      await writeFile(path.join(folder, 'a.jar'), 'a');
      expect(await readdir(cache)).not.toContain('jars-1');
    });
    expect(await readdir(target)).toEqual(['a.jar']);
    expect(await readdir(cache)).toEqual(['jars-1']);
  });

  it('is not there when filling it fails in the middle', async () => {
    const failing = assemble(target, async (folder) => {
      await writeFile(path.join(folder, 'a.jar'), 'a');
      throw new Error('network gone');
    });
    await expect(failing).rejects.toThrow('network gone');
    expect(await readdir(cache)).toEqual([]);
  });

  it('is filled once when several fill it at the same time, and all of them find it', async () => {
    const fill = (name: string) => assemble(target, (folder) => writeFile(path.join(folder, 'a.jar'), name));
    await Promise.all(['one', 'two', 'three'].map(fill));
    expect(await readdir(cache)).toEqual(['jars-1']);
    expect(['one', 'two', 'three']).toContain(await readFile(path.join(target, 'a.jar'), 'utf8'));
  });

  it('is not filled again', async () => {
    await assemble(target, (folder) => writeFile(path.join(folder, 'a.jar'), 'a'));
    await assemble(target, () => Promise.reject(new Error('filled again')));
    expect(await readdir(target)).toEqual(['a.jar']);
  });

  it('removes what a process that died left half filled, not what a living one is filling', async () => {
    const abandoned = path.join(cache, 'jars-1.filling-999999999-abc-1');
    await mkdir(abandoned);
    let finish = (): void => undefined;
    let started = (): void => undefined;
    const atWork = new Promise<void>((resolve) => (started = resolve));
    const first = assemble(target, async (folder) => {
      started();
      await new Promise<void>((resolve) => (finish = resolve));
      await writeFile(path.join(folder, 'a.jar'), 'first');
    });
    await atWork;
    expect(await readdir(cache)).toEqual([expect.stringMatching(/^jars-1\.filling-/u)]);
    await assemble(target, (folder) => writeFile(path.join(folder, 'a.jar'), 'second'));
    finish();
    await first;
    expect(await readFile(path.join(target, 'a.jar'), 'utf8')).toBe('second');
    expect(await readdir(cache)).toEqual(['jars-1']);
  });
});
