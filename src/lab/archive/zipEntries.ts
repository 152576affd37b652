import { inflateRawSync } from 'node:zlib';

export interface ZipEntry {
  readonly path: string;
  read(): Buffer;
}

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const STORED = 0;

/** The entries of a zip file, a jar for example, by the directory at its end. What is no zip file has none. */
export function zipEntries(file: Buffer): readonly ZipEntry[] {
  const end = file.lastIndexOf(uint32(END_SIGNATURE));
  if (end < 0 || end + END_BYTES > file.length) return [];
  const entries: ZipEntry[] = [];
  let at = file.readUInt32LE(end + 16);
  for (let left = file.readUInt16LE(end + 10); left > 0; left--) {
    if (at + ENTRY_BYTES > file.length || file.readUInt32LE(at) !== ENTRY_SIGNATURE) return entries;
    const method = file.readUInt16LE(at + 10);
    const size = file.readUInt32LE(at + 20);
    const nameBytes = file.readUInt16LE(at + 28);
    const local = file.readUInt32LE(at + 42);
    const path = file.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes);
    entries.push({ path, read: () => content(file, local, size, method) });
    at += ENTRY_BYTES + nameBytes + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return entries;
}

function content(file: Buffer, local: number, size: number, method: number): Buffer {
  const from = local + LOCAL_BYTES + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
  const stored = file.subarray(from, from + size);
  return method === STORED ? stored : inflateRawSync(stored);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
