import { constants, createHash, publicEncrypt } from 'node:crypto';

/** The first thing a server says: protocol version 10 of its Handshake packet. */
export interface Greeting {
  /** Such as `8.4.3`, without what a distribution adds to it (`-0ubuntu0.24.04.1`). */
  readonly version: string;
  /** 20 random bytes that the password is mixed with. */
  readonly nonce: Buffer;
}

/** What a server answers instead of what was asked for. */
export class MysqlServerError extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

const PROTOCOL_VERSION = 10;
const ERROR = 0xff;
const NULL = 0xfb;
/** Long password, protocol 4.1, secure connection, authentication plugins. */
const CAPABILITIES = 0x1 | 0x200 | 0x8000 | 0x80000;
const UTF8MB4 = 45;
const NONCE_BYTES = 20;

/** Wraps a payload: three bytes of length, one of its number in the exchange. */
export function packet(sequence: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUIntLE(payload.length, 0, 3);
  head.writeUInt8(sequence & 0xff, 3);
  return Buffer.concat([head, payload]);
}

/** The first packet of a buffer and its rest; null when it is not all there yet. */
export function splitPacket(buffer: Buffer): { readonly sequence: number; readonly payload: Buffer; readonly rest: Buffer } | null {
  if (buffer.length < 4) return null;
  const end = 4 + buffer.readUIntLE(0, 3);
  if (buffer.length < end) return null;
  return { sequence: buffer.readUInt8(3), payload: buffer.subarray(4, end), rest: buffer.subarray(end) };
}

/** Null when these bytes are not the greeting of a MySQL server. Throws when they are its refusal. */
export function parseGreeting(payload: Buffer): Greeting | null {
  throwIfError(payload);
  const versionEnd = payload.indexOf(0, 1);
  // Version, thread id, 8 bytes of the nonce, filler, capabilities, character set, status, lengths, reserved; the rest.
  const second = versionEnd + 1 + 4 + 8 + 1 + 2 + 1 + 2 + 2 + 1 + 10;
  if (payload[0] !== PROTOCOL_VERSION || versionEnd < 2 || payload.length < second + NONCE_BYTES - 8) return null;
  const first = payload.subarray(versionEnd + 5, versionEnd + 13);
  return {
    version: payload.toString('latin1', 1, versionEnd).replace(/-.*$/u, ''),
    nonce: Buffer.concat([first, payload.subarray(second, second + NONCE_BYTES - 8)]),
  };
}

export function loginRequest(user: string, password: string, nonce: Buffer): Buffer {
  const head = Buffer.alloc(32);
  head.writeUInt32LE(CAPABILITIES, 0);
  head.writeUInt32LE(0xffffff, 4);
  head.writeUInt8(UTF8MB4, 8);
  const proof = passwordProof(password, nonce);
  return Buffer.concat([head, Buffer.from(`${user}\0`), Buffer.from([proof.length]), proof, Buffer.from('caching_sha2_password\0')]);
}

/** `caching_sha2_password`: SHA256(password) XOR SHA256(SHA256(SHA256(password)) + nonce). */
export function passwordProof(password: string, nonce: Buffer): Buffer {
  const once = sha256(Buffer.from(password));
  return xor(once, sha256(Buffer.concat([sha256(once), nonce])));
}

/** The password for a server that does not remember it yet: without TLS it travels under the server's public key. */
export function encryptedPassword(password: string, nonce: Buffer, publicKey: string): Buffer {
  const mixed = xor(Buffer.from(`${password}\0`), nonce);
  return publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING }, mixed);
}

/** The values of a text row, or column definition, as the server wrote them. */
export function lengthEncoded(payload: Buffer): readonly (string | null)[] {
  const values: (string | null)[] = [];
  let at = 0;
  while (at < payload.length) {
    const lead = payload.readUInt8(at++);
    if (lead === NULL) {
      values.push(null);
      continue;
    }
    const width = lead === 0xfc ? 2 : lead === 0xfd ? 3 : 0;
    const length = width === 0 ? lead : payload.readUIntLE(at, width);
    at += width;
    values.push(payload.toString('utf8', at, at + length));
    at += length;
  }
  return values;
}

export function throwIfError(payload: Buffer): void {
  if (payload[0] !== ERROR) return;
  const text = payload.toString('utf8', 3);
  // `#` and five characters of SQLSTATE come first, except while the connection is being set up.
  throw new MysqlServerError(payload.readUInt16LE(1), text.startsWith('#') ? text.slice(6) : text);
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}

function xor(bytes: Buffer, key: Buffer): Buffer {
  return Buffer.from(bytes.map((byte, index) => byte ^ (key[index % key.length] ?? 0)));
}
