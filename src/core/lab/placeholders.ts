import type { DatabaseEndpoint, Endpoints } from './endpoints';

const DATABASES = ['postgres', 'mysql', 'mysqlReplica'] as const;

/** Placeholders whose value is a secret: resolved when a snippet runs, never on a page or in a workbook file. */
export const SECRET_PLACEHOLDERS: ReadonlySet<string> = new Set(
  DATABASES.flatMap((database) => [`${database}.password`, `${database}.debezium.password`]),
);

const DATABASE_FIELDS = [
  'host',
  'port',
  'internal.host',
  'internal.port',
  'user',
  'password',
  'database',
  'debezium.user',
  'debezium.password',
] as const;

/** Every name a lesson may write as `{{name}}`. */
export const PLACEHOLDERS: ReadonlySet<string> = new Set([
  'kafka.bootstrap',
  'kafka.internal.bootstrap',
  'connect.url',
  'prometheus.url',
  ...DATABASES.flatMap((database) => DATABASE_FIELDS.map((field) => `${database}.${field}`)),
]);

const PATTERN = /\{\{\s*([\w.]+)\s*\}\}/gu;

function databaseValues(name: string, endpoint: DatabaseEndpoint | undefined): readonly (readonly [string, string])[] {
  if (!endpoint) return [];
  return [
    [`${name}.host`, endpoint.host],
    [`${name}.port`, String(endpoint.port)],
    [`${name}.internal.host`, endpoint.internal.host],
    [`${name}.internal.port`, String(endpoint.internal.port)],
    [`${name}.user`, endpoint.user],
    [`${name}.password`, endpoint.password],
    [`${name}.database`, endpoint.database],
    [`${name}.debezium.user`, (endpoint.debezium ?? endpoint).user],
    [`${name}.debezium.password`, (endpoint.debezium ?? endpoint).password],
  ];
}

/** What each placeholder stands for on this lab. */
export function placeholderValues(endpoints: Endpoints): ReadonlyMap<string, string> {
  return new Map([
    ['kafka.bootstrap', endpoints.kafka.bootstrap],
    ['kafka.internal.bootstrap', endpoints.kafka.internalBootstrap],
    ['connect.url', endpoints.connect.url],
    ...(endpoints.prometheus ? [['prometheus.url', endpoints.prometheus.url] as const] : []),
    ...DATABASES.flatMap((name) => databaseValues(name, endpoints[name])),
  ]);
}

/** Replaces every known placeholder; one without a value stays as it is, so that it shows. */
export function fillPlaceholders(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(PATTERN, (placeholder, name: string) => values.get(name) ?? placeholder);
}

export interface PlaceholderUse {
  readonly name: string;
  /** Zero-based offset of `{{`. */
  readonly offset: number;
}

/** Every placeholder in the text, known or not. */
export function findPlaceholders(text: string): readonly PlaceholderUse[] {
  return [...text.matchAll(PATTERN)].map((match) => ({ name: match[1] ?? '', offset: match.index }));
}
