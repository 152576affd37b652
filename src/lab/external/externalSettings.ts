import { SASL_MECHANISMS, type SaslMechanism } from '../../core/lab/endpoints';

/** Which files TLS is spoken with. Paths; empty for none. */
export interface TlsFiles {
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
}

export interface KafkaSettings extends TlsFiles {
  /** `host:port`, comma-separated. */
  readonly bootstrap: string;
  /** As Kafka Connect reaches it; empty: the same. */
  readonly internalBootstrap: string;
  readonly tls: boolean;
  /** Null: nobody logs in. */
  readonly sasl: SaslMechanism | null;
  readonly user: string;
}

export interface ConnectSettings {
  readonly url: string;
  readonly user: string;
  readonly ca: string;
}

export interface DatabaseSettings extends TlsFiles {
  /** `host:port`; empty: there is none. */
  readonly address: string;
  /** As Kafka Connect reaches it; empty: the same. */
  readonly internalAddress: string;
  readonly database: string;
  readonly user: string;
  readonly tls: boolean;
}

/** The settings below `debeziumLab.external`, none of them secret. */
export interface ExternalSettings {
  readonly name: string;
  readonly readOnly: boolean;
  readonly prefix: string;
  readonly kafka: KafkaSettings;
  readonly connect: ConnectSettings;
  readonly postgres: DatabaseSettings;
  readonly mysql: DatabaseSettings;
  readonly mysqlReplica: DatabaseSettings;
}

type Fields = Readonly<Record<string, unknown>>;

/** Reads what the user wrote; what is missing or of another type counts as not written. */
export function readExternalSettings(raw: Fields): ExternalSettings {
  const kafka = fieldsOf(raw['kafka']);
  const connect = fieldsOf(raw['connect']);
  return {
    name: text(raw, 'name'),
    readOnly: raw['readOnly'] !== false,
    prefix: text(raw, 'prefix'),
    kafka: {
      bootstrap: text(kafka, 'bootstrap'),
      internalBootstrap: text(kafka, 'internalBootstrap'),
      sasl: SASL_MECHANISMS.find((mechanism) => mechanism === kafka['sasl']) ?? null,
      user: text(kafka, 'user'),
      ...tls(kafka),
    },
    connect: { url: text(connect, 'url'), user: text(connect, 'user'), ca: text(connect, 'ca') },
    postgres: database(fieldsOf(raw['postgres'])),
    mysql: database(fieldsOf(raw['mysql'])),
    mysqlReplica: database(fieldsOf(raw['mysqlReplica'])),
  };
}

function database(fields: Fields): DatabaseSettings {
  return {
    address: text(fields, 'address'),
    internalAddress: text(fields, 'internalAddress'),
    database: text(fields, 'database'),
    user: text(fields, 'user'),
    ...tls(fields),
  };
}

function tls(fields: Fields): TlsFiles & { readonly tls: boolean } {
  return { tls: fields['tls'] === true, ca: text(fields, 'ca'), certificate: text(fields, 'certificate'), key: text(fields, 'key') };
}

function text(fields: Fields, name: string): string {
  const value = fields[name];
  return typeof value === 'string' ? value.trim() : '';
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
