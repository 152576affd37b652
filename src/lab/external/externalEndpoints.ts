import { readFile } from 'node:fs/promises';
import { UserError } from '../../core/errors';
import type { Address, ConnectEndpoint, DatabaseEndpoint, Endpoints, KafkaEndpoint, Tls } from '../../core/lab/endpoints';
import type { SecretSource } from '../../core/lab/secret';
import { msg } from '../../core/message';
import { PREFIX_PATTERN } from '../../core/sharing/prefix';
import type { DatabaseSettings, ExternalSettings, KafkaSettings, TlsFiles } from './externalSettings';

interface Reading {
  readonly secret: SecretSource;
  readonly signal: AbortSignal;
}

/**
 * The systems that the settings name, with their certificates read and their secrets asked for.
 *
 * @throws UserError when a setting is missing or wrong, a file cannot be read, or a secret is not given
 */
export async function externalEndpoints(settings: ExternalSettings, reading: Reading): Promise<Endpoints> {
  const { prefix, readOnly } = settings;
  if (prefix !== '' && !PREFIX_PATTERN.test(prefix)) {
    throw wrongSetting('external.prefix', msg('“{0}” has to be up to 16 lower-case letters and digits, a letter first.', prefix));
  }
  // One after the other: each may ask the user for a password.
  const kafka = await kafkaEndpoint(settings.kafka, reading);
  const connect = await connectEndpoint(settings, reading);
  const postgres = await databaseEndpoint('PostgreSQL', 'external.postgres', 5432, settings.postgres, reading);
  const mysql = await databaseEndpoint('MySQL', 'external.mysql', 3306, settings.mysql, reading);
  const mysqlReplica = await databaseEndpoint('MySQL replica', 'external.mysqlReplica', 3306, settings.mysqlReplica, reading);
  const cluster = settings.name === '' ? new URL(connect.url).hostname : settings.name;
  return { kafka, connect, postgres, mysql, mysqlReplica, sharing: { cluster, writable: !readOnly, prefix } };
}

async function kafkaEndpoint(settings: KafkaSettings, reading: Reading): Promise<KafkaEndpoint> {
  const { bootstrap, internalBootstrap, sasl, user } = settings;
  if (bootstrap === '') throw wrongSetting('external.kafka', msg('It has no “{0}”.', 'bootstrap'));
  if (sasl && user === '') throw wrongSetting('external.kafka', msg('It has no “{0}”.', 'user'));
  const base = { bootstrap, internalBootstrap: internalBootstrap === '' ? bootstrap : internalBootstrap };
  const tls = settings.tls ? await readTls('Kafka', bootstrap, settings, reading) : undefined;
  if (!sasl) return { ...base, tls };
  const password = await reading.secret({ kind: 'password', product: 'Kafka', address: bootstrap, user }, reading.signal);
  return { ...base, tls, sasl: { mechanism: sasl, user, password } };
}

async function connectEndpoint({ connect }: ExternalSettings, reading: Reading): Promise<ConnectEndpoint> {
  const { url, user, ca } = connect;
  if (url === '') throw wrongSetting('external.connect', msg('It has no “{0}”.', 'url'));
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed || !/^https?:$/u.test(parsed.protocol)) {
    throw wrongSetting('external.connect', msg('“{0}” is no address that begins with http:// or https://.', 'url'));
  }
  // What is written there would be shown wherever the address is.
  if (parsed.username !== '' || parsed.password !== '') {
    throw wrongSetting(
      'external.connect',
      msg('The address holds a user or a password: write the user as “user”, the password is asked for.'),
    );
  }
  // Paths are put behind it.
  if (/[?#]/u.test(url)) throw wrongSetting('external.connect', msg('“{0}” must not have a “?” or a “#”.', 'url'));
  const tls = parsed.protocol === 'https:' && ca !== '' ? { ca: await readPem(ca) } : undefined;
  if (user === '') return { url, tls };
  const password = await reading.secret({ kind: 'password', product: 'Kafka Connect', address: url, user }, reading.signal);
  return { url, tls, login: { user, password } };
}

async function databaseEndpoint(
  product: string,
  setting: string,
  port: number,
  settings: DatabaseSettings,
  reading: Reading,
): Promise<DatabaseEndpoint | undefined> {
  const { address, internalAddress, user, database } = settings;
  if (address === '') return undefined;
  for (const [name, value] of [
    ['user', user],
    ['database', database],
  ] as const) {
    if (value === '') throw wrongSetting(setting, msg('It has no “{0}”.', name));
  }
  const outside = addressOf(address, port);
  const tls = settings.tls ? await readTls(product, address, settings, reading) : undefined;
  const password = await reading.secret({ kind: 'password', product, address, user }, reading.signal);
  return { ...outside, internal: internalAddress === '' ? outside : addressOf(internalAddress, port), user, password, database, tls };
}

function addressOf(text: string, defaultPort: number): Address {
  const [, host, port] = /^(.*):(\d+)$/u.exec(text) ?? [];
  return { host: host ?? text, port: Number(port ?? defaultPort) };
}

async function readTls(product: string, address: string, files: TlsFiles, { secret, signal }: Reading): Promise<Tls> {
  const [ca, certificate, key] = await Promise.all([files.ca, files.certificate, files.key].map(readNamed));
  const isLocked = key?.includes('ENCRYPTED') === true;
  const passphrase = isLocked ? await secret({ kind: 'passphrase', product, address, user: '' }, signal) : undefined;
  return { ca, certificate, key, passphrase };
}

async function readNamed(file: string): Promise<string | undefined> {
  return file === '' ? undefined : readPem(file);
}

async function readPem(file: string): Promise<string> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new UserError(
      {
        what: msg('The file “{0}”, which the settings name, cannot be read.', file),
        why: error instanceof Error ? msg('{0}', error.message) : undefined,
        action: 'openSettings',
      },
      { cause: error },
    );
  }
  if (text.includes('-----BEGIN ')) return text;
  throw new UserError({
    what: msg('The file “{0}”, which the settings name, is not in PEM.', file),
    fix: msg('It has to begin with “{0}”; openssl turns other forms into it.', '-----BEGIN …-----'),
    action: 'openSettings',
  });
}

function wrongSetting(setting: string, why: ReturnType<typeof msg>): UserError {
  return new UserError({ what: msg('The setting {0} is not complete.', `debeziumLab.${setting}`), why, action: 'openSettings' });
}
