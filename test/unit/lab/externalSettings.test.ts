import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Endpoints } from '../../../src/core/lab/endpoints';
import type { SecretRef } from '../../../src/core/lab/secret';
import { externalEndpoints } from '../../../src/lab/external/externalEndpoints';
import { hostAndPort } from '../../../src/lab/external/externalLab';
import { readExternalSettings } from '../../../src/lab/external/externalSettings';

const PEM = '-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n';
const KEY = '-----BEGIN ENCRYPTED PRIVATE KEY-----\nx\n-----END ENCRYPTED PRIVATE KEY-----\n';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'external-settings-'));
  await Promise.all([
    writeFile(path.join(folder, 'ca.pem'), PEM),
    writeFile(path.join(folder, 'key.pem'), KEY),
    writeFile(path.join(folder, 'ca.der'), Buffer.from([0x30, 0x82])),
  ]);
});
afterAll(() => rm(folder, { recursive: true }));

const LEAST = { kafka: { bootstrap: 'kafka.example.com:9093' }, connect: { url: 'https://connect.example.com' } };

async function endpoints(raw: Record<string, unknown>, asked: SecretRef[] = []): Promise<Endpoints> {
  const secret = (ref: SecretRef): Promise<string> => {
    asked.push(ref);
    return Promise.resolve(`secret-${asked.length.toString()}`);
  };
  return externalEndpoints(readExternalSettings(raw), { secret, signal: new AbortController().signal });
}

describe('the settings of an external lab', () => {
  it.each(['https://gw.example/connect?x=1', 'https://gw.example/connect#x'])(
    'refuse the address %s, behind which no path fits',
    async (url) => {
      await expect(endpoints({ ...LEAST, connect: { url } })).rejects.toThrow('must not have a “?” or a “#”');
    },
  );

  it('need Kafka and Connect only; read-only is the default, and the cluster is called after its host', async () => {
    const asked: SecretRef[] = [];
    expect(await endpoints(LEAST, asked)).toEqual({
      kafka: { bootstrap: 'kafka.example.com:9093', internalBootstrap: 'kafka.example.com:9093' },
      connect: { url: 'https://connect.example.com' },
      sharing: { cluster: 'connect.example.com', writable: false, prefix: '' },
    });
    expect(asked).toEqual([]);
  });

  it('name what is asked for: each secret with the address and the user it belongs to', async () => {
    const asked: SecretRef[] = [];
    const files = {
      tls: true,
      ca: path.join(folder, 'ca.pem'),
      certificate: path.join(folder, 'ca.pem'),
      key: path.join(folder, 'key.pem'),
    };
    const found = await endpoints(
      {
        name: 'class-7',
        readOnly: false,
        prefix: 'anna',
        kafka: { bootstrap: 'k:9093', internalBootstrap: 'kafka:9092', ...files, sasl: 'SCRAM-SHA-512', user: 'anna' },
        connect: { url: 'https://c', user: 'anna' },
        postgres: { address: 'p', internalAddress: 'postgres:5432', database: 'anna', user: 'anna', tls: true },
        mysql: { address: 'm:3307', database: 'anna', user: 'anna' },
      },
      asked,
    );
    expect(asked.map(({ kind, product, address, user }) => [kind, product, address, user].join(' '))).toEqual([
      'passphrase Kafka k:9093 ',
      'password Kafka k:9093 anna',
      'password Kafka Connect https://c anna',
      'password PostgreSQL p anna',
      'password MySQL m:3307 anna',
    ]);
    expect(found.kafka).toMatchObject({
      internalBootstrap: 'kafka:9092',
      tls: { ca: PEM, key: KEY, passphrase: 'secret-1' },
      sasl: { mechanism: 'SCRAM-SHA-512', user: 'anna', password: 'secret-2' },
    });
    expect(found.postgres).toMatchObject({ host: 'p', port: 5432, internal: { host: 'postgres', port: 5432 }, tls: {} });
    expect(found.mysql).toMatchObject({ host: 'm', port: 3307, tls: undefined });
    expect(found.sharing).toEqual({ cluster: 'class-7', writable: true, prefix: 'anna' });
  });

  it.each([
    ['no Kafka', { connect: LEAST.connect }, 'debeziumLab.external.kafka is not complete. It has no “bootstrap”.'],
    ['no Connect', { kafka: LEAST.kafka }, 'debeziumLab.external.connect is not complete. It has no “url”.'],
    ['no address', { ...LEAST, connect: { url: 'connect:8083' } }, '“url” is no address that begins with http:// or https://.'],
    ['SASL without a user', { ...LEAST, kafka: { ...LEAST.kafka, sasl: 'PLAIN' } }, 'It has no “user”.'],
    ['a database without a name', { ...LEAST, mysql: { address: 'm', user: 'u' } }, 'It has no “database”.'],
    ['a prefix that no slot can have', { ...LEAST, prefix: 'Anna-1' }, 'up to 16 lower-case letters and digits'],
  ])('say what is wrong: %s', async (_name, raw, expected) => {
    await expect(endpoints(raw)).rejects.toThrow(expected);
  });

  it('refuse a password in an address, and do not repeat it', async () => {
    const url = 'https://anna:hush-hush@connect.example.com';
    const error: unknown = await endpoints({ ...LEAST, connect: { url } }).catch((reason: unknown) => reason);
    expect(String(error)).toContain('holds a user or a password');
    expect(String(error)).not.toContain('hush-hush');
  });

  it('name a file that is not there, or is no PEM', async () => {
    const kafka = { ...LEAST.kafka, tls: true };
    await expect(endpoints({ ...LEAST, kafka: { ...kafka, ca: path.join(folder, 'none.pem') } })).rejects.toThrow('cannot be read');
    await expect(endpoints({ ...LEAST, kafka: { ...kafka, ca: path.join(folder, 'ca.der') } })).rejects.toThrow('is not in PEM');
  });
});

describe('the host and port of an address', () => {
  it.each([
    ['https://gw.example/connect', 'gw.example', 443],
    ['http://gw.example', 'gw.example', 80],
    ['https://gw.example:8443/', 'gw.example', 8443],
    ['a.example:9093, b.example:9094', 'a.example', 9093],
    ['db.example:5432', 'db.example', 5432],
  ])('%s', (address, host, port) => {
    expect(hostAndPort(address)).toEqual({ host, port });
  });
});
