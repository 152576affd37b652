/** A block of a tar file; everything is padded to whole ones. */
const BLOCK = 512;
const NAME_BYTES = 100;
const PREFIX_BYTES = 155;
/** 8 GiB: what eleven octal digits hold. */
const MAX_SIZE = 0o77777777777;

export interface TarEntry {
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** To be read before the next entry is asked for; what is left of it is passed over. */
  readonly content: AsyncIterable<Buffer>;
}

/** The file is not a tar file, holds something other than files and folders, or ends in the middle. */
export class TarFault extends Error {}

/**
 * The header of a file (POSIX.1-1988, `ustar`), the same on every machine: no owner, no date. A path is split at a slash
 * where it is longer than the field for it.
 */
export function tarHeader(path: string, size: number): Buffer {
  const [prefix, name] = splitPath(path);
  if (size > MAX_SIZE) throw new TarFault(`${path} is too large for a tar file`);
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0, NAME_BYTES);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${octal(size, 11)}\0`, 124);
  header.write(`${octal(0, 11)}\0`, 136);
  header.write('0', 156);
  header.write('ustar\x0000', 257);
  header.write(prefix, 345, PREFIX_BYTES);
  header.write(`${octal(checksum(header), 6)}\0 `, 148);
  return header;
}

/** What follows a file's content, so that the next header begins with a block. */
export function tarPadding(size: number): Buffer {
  return Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
}

export const TAR_END = Buffer.alloc(2 * BLOCK);

/** The files of a tar file, as they come. @throws TarFault */
export async function* tarEntries(source: AsyncIterable<Buffer>): AsyncGenerator<TarEntry> {
  const bytes = new Bytes(source);
  for (;;) {
    const header = await bytes.take(BLOCK);
    if (header.every((byte) => byte === 0)) return;
    const { path, size, type } = readHeader(header);
    if (type === '5') continue;
    if (type !== '0') throw new TarFault(`${path} is neither a file nor a folder`);
    const content = bytes.some(size);
    yield { path, size, content };
    while ((await content[Symbol.asyncIterator]().next()).done !== true);
    await bytes.take(tarPadding(size).length);
  }
}

/** Takes counted bytes from chunks of any size. */
class Bytes {
  private readonly chunks: AsyncIterator<Buffer, unknown>;
  private rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.chunks = source[Symbol.asyncIterator]();
  }

  async take(count: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for await (const part of this.some(count)) parts.push(part);
    return Buffer.concat(parts);
  }

  /** The next bytes. One generator: who asks for the rest of it later goes on where the first reader stopped. */
  some(count: number): AsyncIterable<Buffer> {
    let left = count;
    const next = async (): Promise<IteratorResult<Buffer, undefined>> => {
      if (left === 0) return { done: true, value: undefined };
      if (this.rest.length === 0) this.rest = await this.more();
      const part = this.rest.subarray(0, left);
      this.rest = this.rest.subarray(part.length);
      left -= part.length;
      return { done: false, value: part };
    };
    return { [Symbol.asyncIterator]: () => ({ next }) };
  }

  private async more(): Promise<Buffer> {
    for (;;) {
      const chunk = await this.chunks.next();
      if (chunk.done === true) throw new TarFault('it ends in the middle');
      if (chunk.value.length > 0) return chunk.value;
    }
  }
}

function readHeader(header: Buffer): { readonly path: string; readonly size: number; readonly type: string } {
  const declared = Number.parseInt(text(header, 148, 8), 8);
  if (declared !== checksum(header)) throw new TarFault('it is not a tar file');
  const prefix = text(header, 345, PREFIX_BYTES);
  const name = text(header, 0, NAME_BYTES);
  const size = Number.parseInt(text(header, 124, 12), 8);
  if (!Number.isSafeInteger(size) || size < 0) throw new TarFault(`the size of ${name} cannot be read`);
  const type = text(header, 156, 1);
  return { path: prefix === '' ? name : `${prefix}/${name}`, size, type: type === '' ? '0' : type };
}

function text(header: Buffer, from: number, length: number): string {
  const field = header.subarray(from, from + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end < 0 ? length : end).trim();
}

function splitPath(path: string): readonly [prefix: string, name: string] {
  if (Buffer.byteLength(path) <= NAME_BYTES) return ['', path];
  for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
    const [prefix, name] = [path.slice(0, slash), path.slice(slash + 1)];
    if (Buffer.byteLength(prefix) <= PREFIX_BYTES && Buffer.byteLength(name) <= NAME_BYTES) return [prefix, name];
  }
  throw new TarFault(`the path ${path} is too long for a tar file`);
}

/** The sum of the header's bytes, in which its own field counts as blanks. */
function checksum(header: Buffer): number {
  return Buffer.from(header)
    .fill(' ', 148, 156)
    .reduce((sum, byte) => sum + byte, 0);
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0');
}
