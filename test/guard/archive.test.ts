import { createHash } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fetchArchive } from '../../src/lab/archive/fetchArchive';
import type { ArchiveManifest } from '../../src/lab/archive/manifest';
import { TAR_END, tarHeader, tarPadding } from '../../src/lab/archive/tar';
import { unpackArchive } from '../../src/lab/archive/unpackArchive';
import { writeArchive } from '../../src/lab/archive/writeArchive';
import { assemble } from '../../src/lab/toolchain/assembled';

const signal = AbortSignal.timeout(60_000);
const VERSIONS = { kafka: '4.3.0', debezium: '3.6.1.Final' };
const sha256 = (data: Buffer): string => createHash('sha256').update(data).digest('hex');
const quiet = (): void => undefined;

/** Files as they are in a tar file, one after the other. */
function tar(...files: readonly (readonly [path: string, text: string])[]): Buffer {
  const parts = files.flatMap(([name, text]) => [tarHeader(name, text.length), Buffer.from(text), tarPadding(text.length)]);
  return Buffer.concat([...parts, TAR_END]);
}

function manifest(files: readonly (readonly [path: string, text: string])[], change: Partial<ArchiveManifest> = {}): string {
  const records = files.map(([name, text]) => ({ path: name, size: text.length, sha256: sha256(Buffer.from(text)) }));
  return JSON.stringify({ format: 1, jars: 'jars-1', ...VERSIONS, files: records, ...change });
}

describe('a runtime archive', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'debezium-lab-archive-'));
    file = path.join(folder, 'archive.tar.gz');
  });

  afterEach(() => rm(folder, { recursive: true }));

  /** Unpacks as the lab does: into a folder that is there whole or not at all. */
  const unpack = (): Promise<void> =>
    assemble(path.join(folder, 'cache', 'jars-1'), (beside) => unpackArchive(file, beside, 'jars-1', signal));

  async function refused(content: Buffer): Promise<string> {
    await writeFile(file, content);
    const error: unknown = await unpack().then(
      () => new Error('it was unpacked'),
      (thrown: unknown) => thrown,
    );
    expect(await readdir(path.join(folder, 'cache'))).toEqual([]);
    return error instanceof Error ? error.message : '';
  }

  it('is the same whenever it is made, and holds what it was made of, with a list of licences', async () => {
    const jars = path.join(folder, 'jars-1');
    const deep = `plugins/${'a-long-name/'.repeat(12)}connector.jar`;
    for (const [name, text] of [
      ['libs/a.jar', 'a'],
      [deep, 'b'.repeat(70_000)],
      ['kafka-seed/meta.properties', 'not for others'],
    ] as const) {
      await mkdir(path.dirname(path.join(jars, name)), { recursive: true });
      await writeFile(path.join(jars, name), text);
    }
    await writeArchive(file, jars, VERSIONS, signal);
    const first = await readFile(file);
    await writeArchive(file, jars, VERSIONS, signal);
    expect((await readFile(file)).equals(first)).toBe(true);

    await unpack();
    const unpacked = path.join(folder, 'cache', 'jars-1');
    expect((await readdir(unpacked)).sort()).toEqual(['libs', 'licences', 'plugins']);
    expect(await readFile(path.join(unpacked, deep), 'utf8')).toBe('b'.repeat(70_000));
    expect(await readFile(path.join(unpacked, 'licences', 'LICENCES.txt'), 'utf8')).toContain('libs/a.jar');
  });

  const good = [['libs/a.jar', 'a']] as const;
  const packed = (...files: readonly (readonly [string, string])[]): Buffer => gzipSync(tar(...files));

  it.each([
    ['cut off', packed(['manifest.json', manifest(good)], ...good).subarray(0, 120), 'is damaged or cut off'],
    ['not compressed', tar(['manifest.json', manifest(good)]), 'is damaged or cut off'],
    ['something else', gzipSync(Buffer.alloc(2048, 'x')), 'is damaged or cut off'],
    ['without an end', gzipSync(tar(['manifest.json', manifest(good)], ...good).subarray(0, -1024)), 'is damaged or cut off'],
    ['empty', gzipSync(TAR_END), 'It is empty'],
    ['without its list', packed(...good), 'does not begin with a list'],
    ['of another version', packed(['manifest.json', manifest(good, { jars: 'jars-2' })]), 'another version of the lab (Kafka 4.3.0'],
    ['with another content', packed(['manifest.json', manifest([['libs/a.jar', 'b']])], ...good), 'the checksums differ'],
    ['with another size', packed(['manifest.json', manifest([['libs/a.jar', 'ab']])], ...good), 'the checksums differ'],
    ['with a file too many', packed(['manifest.json', manifest([])], ...good), 'its list does not name: libs/a.jar'],
    ['with a file too few', packed(['manifest.json', manifest(good)]), 'lacks a file that its list names: libs/a.jar'],
    ['that climbs out', packed(['manifest.json', manifest([['libs/../../../evil', 'x']])], ['libs/../../../evil', 'x']), 'a list'],
    ['with an absolute path', packed(['manifest.json', manifest([['/tmp/evil', 'x']])], ['/tmp/evil', 'x']), 'a list'],
    ['that climbs out unlisted', packed(['manifest.json', manifest([])], ['../evil', 'x']), 'its list does not name'],
    ['with a path of Windows', packed(['manifest.json', manifest([['libs/..\\..\\evil', 'x']])], ['x', 'x']), 'a list'],
  ])('%s is refused, and nothing of it stays', async (_, content, message) => {
    expect(await refused(content)).toContain(message);
    expect(await readdir(tmpdir())).not.toContain('evil');
  });

  it('that is a link is refused', async () => {
    const link = tarHeader('libs/a.jar', 0);
    link.write('2', 156);
    link.write('        ', 148);
    const sum = link.reduce((total, byte) => total + byte, 0);
    link.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    const list = manifest([['libs/a.jar', '']]);
    const head = Buffer.concat([tarHeader('manifest.json', list.length), Buffer.from(list), tarPadding(list.length)]);
    expect(await refused(gzipSync(Buffer.concat([head, link, TAR_END])))).toContain('is damaged');
  });

  describe('by its checksum and address', () => {
    let server: Server;
    let origin: string;
    let answer: RequestListener;
    const content = Buffer.from('an archive');

    beforeEach(async () => {
      answer = (request, response) => {
        if (request.url === '/archive') response.end(content);
        else response.writeHead(404).end();
      };
      server = createServer((request, response) => answer(request, response));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    });

    afterEach(() => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    });

    const fetchIt = (place: string, sum?: string, abort = signal): Promise<string> =>
      fetchArchive({ place, sha256: sum }, folder, quiet, abort);

    it('is downloaded, with a word on how far it is', async () => {
      const told: string[] = [];
      const got = await fetchArchive(
        { place: `${origin}/archive`, sha256: sha256(content) },
        folder,
        ({ message }) => void told.push(message.template),
        signal,
      );
      expect(await readFile(got)).toEqual(content);
      expect(told).toEqual(['Downloading the runtime archive ({0} of {1} MB)…']);
    });

    it('is refused when its checksum is not that of the settings, of the file beside it, or of the server', async () => {
      await writeFile(file, content);
      expect(await fetchIt(file)).toBe(file);
      expect(await fetchIt(file, ` ${sha256(content).toUpperCase()} `)).toBe(file);
      const other = sha256(Buffer.from('another'));
      await expect(fetchIt(file, other)).rejects.toThrow('not the one that is expected');
      await expect(fetchIt(file, 'abc')).rejects.toThrow('not 64 hexadecimal digits');
      await writeFile(`${file}.sha256`, `${other}  archive.tar.gz\n`);
      await expect(fetchIt(file)).rejects.toThrow('not the one that is expected');
      // What the user says goes before what lies beside the file.
      expect(await fetchIt(file, sha256(content))).toBe(file);
      answer = (request, response) => response.end(request.url === '/archive' ? content : `${other}\n`);
      await expect(fetchIt(`${origin}/archive`)).rejects.toThrow('not the one that is expected');
    });

    it('is refused with the status that the server answers, the secret part of the address left out', async () => {
      await expect(fetchIt(`${origin}/other?token=secret`)).rejects.toThrow(`${origin}/other answered with status 404.`);
    });

    it('is refused when the server goes away in the middle', async () => {
      answer = (_, response) => {
        response.writeHead(200, { 'content-length': '1000' });
        response.write('a part', () => response.destroy());
      };
      await expect(fetchIt(`${origin}/archive`)).rejects.toThrow('could not be downloaded');
    });

    it('is left at once when the user cancels', async () => {
      const abort = new AbortController();
      answer = (_, response) => {
        response.writeHead(200, { 'content-length': '1000' });
        response.write('a part', () => abort.abort(new Error('enough')));
      };
      const filling = assemble(path.join(folder, 'cache', 'jars-1'), async (beside) => {
        await fetchArchive({ place: `${origin}/archive`, sha256: undefined }, beside, quiet, abort.signal);
      });
      await expect(filling).rejects.toThrow('enough');
      expect(await readdir(path.join(folder, 'cache'))).toEqual([]);
    });

    it.each(['http://example.com/a.tar.gz', 'https://user:secret@example.com/a.tar.gz', 'https://'])(
      'is not asked for at %s',
      async (place) => {
        const refusal: unknown = await fetchIt(place).catch((error: unknown) => error);
        expect(String(refusal)).toContain('is not an address that may be used');
        expect(String(refusal)).not.toContain('secret');
      },
    );

    it('is missed by its path', async () => {
      await expect(fetchIt(path.join(folder, 'none'))).rejects.toThrow('There is no file');
    });
  });
});
