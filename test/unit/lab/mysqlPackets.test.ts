import { constants, createHash, generateKeyPairSync, privateDecrypt } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  encryptedPassword,
  lengthEncoded,
  loginRequest,
  MysqlServerError,
  packet,
  parseGreeting,
  passwordProof,
  splitPacket,
} from '../../../src/lab/net/mysqlPackets';

const NONCE = Buffer.from('abcdefghijklmnopqrst');

/** Protocol 10 as a server writes it, with its nonce in two parts. */
function greeting(version: string, nonce = NONCE): Buffer {
  return Buffer.concat([
    Buffer.from([10]),
    Buffer.from(`${version}\0`),
    Buffer.from([7, 0, 0, 0]),
    nonce.subarray(0, 8),
    Buffer.from([0, 0xff, 0xff, 45, 2, 0, 0xff, 0xdf, 21]),
    Buffer.alloc(10),
    nonce.subarray(8),
    Buffer.from('\0caching_sha2_password\0'),
  ]);
}

describe('what MySQL says first', () => {
  it.each([
    ['8.4.3', '8.4.3'],
    ['8.0.36-0ubuntu0.22.04.1', '8.0.36'],
    ['9.7.4-2', '9.7.4'],
  ])('%s: version %s and the whole nonce', (sent, version) => {
    expect(parseGreeting(greeting(sent))).toEqual({ version, nonce: NONCE });
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['an HTTP server', Buffer.from('HTTP/1.1 400 Bad Request\r\n')],
    ['another protocol', Buffer.concat([Buffer.from([9]), greeting('8.4.3').subarray(1)])],
    ['half of it', greeting('8.4.3').subarray(0, 30)],
  ])('is not in %s', (_, bytes) => {
    expect(parseGreeting(bytes)).toBeNull();
  });

  it('may be a refusal, with or without SQLSTATE', () => {
    const refusal = (text: string) => Buffer.concat([Buffer.from([0xff, 0x10, 0x04]), Buffer.from(text)]);
    for (const text of ['Too many connections', '#08004Too many connections']) {
      expect(() => parseGreeting(refusal(text))).toThrow(new MysqlServerError(1040, 'Too many connections'));
    }
  });
});

describe('a login to MySQL', () => {
  it('proves the password to a server that keeps only its double hash', () => {
    const sha = (...parts: readonly Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
    const kept = sha(sha(Buffer.from('secret')));
    const proof = passwordProof('secret', NONCE);
    // What the server does: with the nonce and what it keeps it gets the single hash back, and hashes that.
    const once = Buffer.from(proof.map((byte, index) => byte ^ (sha(kept, NONCE)[index] ?? 0)));
    expect(sha(once)).toEqual(kept);
    expect(loginRequest('student', 'secret', NONCE).includes(proof)).toBe(true);
  });

  it('sends the password itself only under the server’s key', () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const sent = privateDecrypt(
      { key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING },
      encryptedPassword('a longer secret password', NONCE, pem),
    );
    expect(Buffer.from(sent.map((byte, index) => byte ^ (NONCE[index % NONCE.length] ?? 0))).toString()).toBe('a longer secret password\0');
  });
});

describe('packets', () => {
  it('are found in a stream, wherever it was cut', () => {
    const stream = Buffer.concat([packet(3, Buffer.from('one')), packet(4, Buffer.from('two'))]);
    for (let cut = 0; cut < 7; cut++) expect(splitPacket(stream.subarray(0, cut))).toBeNull();
    const first = splitPacket(stream);
    expect(first).toMatchObject({ sequence: 3, payload: Buffer.from('one') });
    expect(splitPacket(first?.rest ?? stream)).toMatchObject({ sequence: 4, payload: Buffer.from('two'), rest: Buffer.alloc(0) });
  });

  it('hold values of any length, and NULL', () => {
    const long = 'x'.repeat(300);
    const row = Buffer.concat([Buffer.from([2]), Buffer.from('ab'), Buffer.from([0xfb, 0, 0xfc, 0x2c, 0x01]), Buffer.from(long)]);
    expect(lengthEncoded(row)).toEqual(['ab', null, '', long]);
  });
});
