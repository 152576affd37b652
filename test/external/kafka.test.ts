import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KafkaEndpoint } from '../../src/core/lab/endpoints';
import { problemOf, text } from '../drivers/support/problems';
import { openDrivers, soon, type TestDrivers } from '../drivers/support/testDrivers';
import { PASSPHRASE } from './support/certificates';
import { kafkaAt, pem, saslKafka, secureEndpoints, trust } from './support/secureEndpoints';
import { KAFKA_USER, PRIVATE_TOPIC, PUBLIC_TOPIC } from './support/secureKafka';

let drivers: TestDrivers;
beforeAll(async () => {
  drivers = await openDrivers(secureEndpoints());
});
afterAll(() => drivers.dispose());

function use(kafka: KafkaEndpoint): void {
  drivers.endpoints = { ...secureEndpoints(), kafka };
}

async function refusal(kafka: KafkaEndpoint): Promise<string> {
  use(kafka);
  const { what, why, fix } = await problemOf(drivers.topics.topics(soon()));
  expect(text(fix)).not.toBe('');
  return `${text(what)} ${text(why)}`;
}

describe('logging in', () => {
  test.each(['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'] as const)('with %s writes and reads', async (mechanism) => {
    use(saslKafka(mechanism));
    const topic = `by-${mechanism.toLowerCase()}`;
    const { records } = await drivers.run('produce', 'kafka', '{"n": 1}', { attributes: { topic } });
    expect(records).toEqual([{ partition: 0, offset: '0' }]);
    const { rowSet } = await drivers.run('records', 'consume', '', { attributes: { topic, limit: '1' } });
    expect(rowSet.rows[0]).toContain('{"n":1}');
  });

  test.each(['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'] as const)('with %s and a wrong password names the user', async (mechanism) => {
    const wrong = 'wrong-password-123';
    const seen = await refusal(saslKafka(mechanism, wrong));
    expect(seen).toMatch(/^Kafka at 127\.0\.0\.1:\d+ does not let the user “alice” in\. /u);
    expect([seen, ...drivers.logged].join('\n')).not.toContain(wrong);
    expect(drivers.logged.join('\n')).not.toContain(KAFKA_USER.password);
  });

  test('without one, where the broker asks for it', async () => {
    expect(await refusal(kafkaAt('sasl', { tls: trust() }))).toContain('It may ask for a login, and none was given.');
  });
});

describe('TLS', () => {
  test('with a certificate of the client', async () => {
    const client = { ...trust(), certificate: pem('client.crt') };
    use(kafkaAt('mutual', { tls: { ...client, key: pem('client.key') } }));
    expect((await drivers.topics.topics(soon())).has(PUBLIC_TOPIC)).toBe(true);
    use(kafkaAt('mutual', { tls: { ...client, key: pem('client-encrypted.key'), passphrase: PASSPHRASE } }));
    expect((await drivers.topics.topics(soon())).has(PUBLIC_TOPIC)).toBe(true);
  });

  test('without a certificate of the client, where the broker asks for it', async () => {
    expect(await refusal(kafkaAt('mutual', { tls: trust() }))).toMatch(/did not accept the certificate of this client/u);
  });

  test('with a wrong passphrase', async () => {
    const tls = { ...trust(), certificate: pem('client.crt'), key: pem('client-encrypted.key'), passphrase: 'guess-work' };
    const seen = await refusal(kafkaAt('mutual', { tls }));
    expect(seen).toContain('The key of the client’s certificate cannot be read');
    expect(seen).not.toContain('guess-work');
  });

  test('with a certificate that has expired', async () => {
    expect(await refusal(kafkaAt('expired', { tls: trust() }))).toMatch(/^The certificate of Kafka at 127\.0\.0\.1:\d+ has expired\./u);
  });

  test('with an authority that is not known', async () => {
    expect(await refusal({ ...saslKafka(), tls: { ca: pem('other-ca.crt') } })).toContain('an authority that is not trusted here');
    expect(await refusal({ ...saslKafka(), tls: {} })).toContain('an authority that is not trusted here');
  });

  test('with a certificate made out to another name', async () => {
    const kafka = saslKafka();
    const bootstrap = kafka.bootstrap.replace('127.0.0.1', 'localhost');
    expect(await refusal({ ...kafka, bootstrap })).toContain('was made out to another name');
  });

  test('spoken to in plain text', async () => {
    expect(await refusal(kafkaAt('sasl'))).toContain('speaks TLS only');
  });

  test('asked of a listener in plain text', async () => {
    expect(await refusal(kafkaAt('plain', { tls: trust() }))).toContain('does not speak TLS');
  });
});

test('a broker that is not there', async () => {
  const bootstrap = '127.0.0.1:1';
  expect(await refusal({ ...saslKafka(), bootstrap })).toContain('Kafka does not answer at 127.0.0.1:1.');
});

describe('permissions', () => {
  beforeAll(() => use(saslKafka()));

  test('a topic that may not be read', async () => {
    const { what, fix } = await problemOf(drivers.topics.endOffsets(PRIVATE_TOPIC, soon()));
    expect(text(what)).toBe('Kafka does not allow the user “alice” this with the topic “private”.');
    expect(text(fix)).toContain('ACL');
  });

  test('a topic that may be read, not written', async () => {
    expect(await drivers.topics.endOffsets(PUBLIC_TOPIC, soon())).toEqual({ 0: '0' });
    const { what } = await problemOf(drivers.run('produce', 'kafka', '{}', { attributes: { topic: PUBLIC_TOPIC } }));
    expect(text(what)).toBe('Kafka does not allow the user “alice” this with the topic “public”.');
  });
});
