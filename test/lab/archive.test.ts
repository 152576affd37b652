import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, open, readFile, rm, stat, truncate, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isReady } from '../../src/core/lab/lab';
import { makeArchive, type MadeArchive } from '../../src/lab/index';
import { labPaths } from '../../src/lab/labPaths';
import { findMaven } from '../../src/lab/toolchain/findMaven';
import { findJava } from '../../src/lab/toolchain/findJava';
import { jarFolder } from '../../src/lab/toolchain/jarCache';
import { prepareJars } from '../../src/lab/toolchain/prepareJars';
import { openLab, type TestLab } from '../support/testLab';

/** The archive is made of the jars that all suites share; one lab starts (40 s in all on a machine at rest). */
const assets = path.resolve(import.meta.dirname, '../../labs');
const signal = AbortSignal.timeout(300_000);
let folder: string;
let jars: string;
let archive: MadeArchive;
let lab: TestLab;
const shared = process.env['DEBEZIUM_LAB_CACHE'];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'debezium-lab-archive-'));
  const target = path.join(folder, 'runtime.tar.gz');
  archive = await makeArchive({ home: path.join(folder, 'maker'), settings: {}, assets, target }, { signal });
  process.env['DEBEZIUM_LAB_CACHE'] = path.join(folder, 'cache');
  const java = (await findJava({}, signal))?.path ?? '';
  lab = await openLab({ runtimeArchive: archive.path, javaHome: path.dirname(path.dirname(java)) });
  jars = jarFolder(lab.paths.cache, assets);
});

afterAll(async () => {
  await lab.dispose();
  if (shared === undefined) delete process.env['DEBEZIUM_LAB_CACHE'];
  else process.env['DEBEZIUM_LAB_CACHE'] = shared;
  await rm(folder, { recursive: true });
});

it('a runtime archive carries its checksum beside it, and the licences of its jars', async () => {
  expect(await readFile(`${archive.path}.sha256`, 'utf8')).toBe(`${archive.sha256}  runtime.tar.gz\n`);
  expect(archive.files).toBeGreaterThan(200);
});

it('a runtime archive fills an empty cache where there is no Maven', async () => {
  const { PATH } = process.env;
  process.env['PATH'] = folder;
  try {
    expect(findMaven(undefined)).toBeNull();
    const settings = { runtimeArchive: archive.path, javaHome: path.dirname(path.dirname((await findJava({}, signal))?.path ?? '')) };
    await prepareJars({ paths: labPaths(lab.home), settings, assets, signal, onProgress: () => undefined });
  } finally {
    process.env['PATH'] = PATH;
  }
  expect(readdirSync(jars).sort()).toEqual(['agent', 'files.json', 'kafka-seed', 'libs', 'licences', 'plugins']);
  expect(readdirSync(path.dirname(jars)).filter((name) => name.startsWith('jars-'))).toEqual([path.basename(jars)]);
  const licences = await readFile(path.join(jars, 'licences', 'LICENCES.txt'), 'utf8');
  expect(licences).toMatch(/libs\/kafka-clients-.+\.jar\n {2}\S/u);
});

async function kafkaJar(): Promise<string> {
  const name = readdirSync(path.join(jars, 'libs')).find((file) => /^kafka_2\.13-[\d.]+\.jar$/u.test(file));
  expect(name).toBeDefined();
  const jar = path.join(jars, 'libs', name ?? '');
  expect((await stat(jar)).size).toBeGreaterThan(100_000);
  return jar;
}

it('a jar that was cut off is noticed before a start, and the cache is filled anew', async () => {
  const jar = await kafkaJar();
  const { size } = await stat(jar);
  await truncate(jar, size - 1);
  await lab.lab.prepare('postgres', lab.call());
  expect(lab.progress.join('\n')).toMatch(/A downloaded file is damaged \(libs\/kafka_2\.13-.*\.jar\)/u);
  expect((await stat(jar)).size).toBe(size);
  expect(existsSync(`${jars}.damaged`)).toBe(false);
});

it('a jar that rotted behind its date fails the start; it is found, the cache is filled anew, and the lab starts', async () => {
  const jar = await kafkaJar();
  const { size, atime, mtime } = await stat(jar);
  const file = await open(jar, 'r+');
  await file.write(Buffer.alloc(size), 0, size, 0);
  await file.close();
  await utimes(jar, atime, mtime);
  const told = lab.progress.length;
  const status = await lab.lab.up('postgres', lab.call());
  expect(isReady(status)).toBe(true);
  expect(lab.progress.slice(told).join('\n')).toContain('A downloaded file is damaged (libs/kafka_2.13-');
});
