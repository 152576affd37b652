/** Shown in place of a secret. */
export const MASK = '••••••';

/** Names of Kafka, Connect and Debezium properties that hold a secret. `key.converter` and `message.key.columns` do not. */
const SECRET =
  /passw(or)?d|passphrase|secret|credential|\btoken\b|sasl\.jaas\.config|(private|access|api|account|encryption|keystore)[._-]?key\b/iu;

/** A reference to a config provider, such as `${file:/secrets.properties:password}`, names a secret without being one. */
const REFERENCE = /^\$\{[^}]+\}$/u;

export function isSecretName(name: string): boolean {
  return SECRET.test(name);
}

/** The value as it may be shown. */
export function masked(name: string, value: string): string {
  return isSecretName(name) && value !== '' && !REFERENCE.test(value) ? MASK : value;
}

/** The same JSON with every secret masked, at any depth, also where Connect writes `{"name": …, "value": …}`. */
export function maskedJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskedJson);
  if (typeof value !== 'object' || value === null) return value;
  const named = 'name' in value && typeof value.name === 'string' ? value.name : '';
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]: [string, unknown]) => {
      if (typeof inner !== 'string') return [key, maskedJson(inner)];
      return [key, masked(key === 'value' ? named : key, inner)];
    }),
  );
}
