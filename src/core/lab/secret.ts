/**
 * A secret of an external lab. It is known by what it opens, so that another address in the settings never gets the
 * password of the one before.
 */
export interface SecretRef {
  readonly kind: 'password' | 'passphrase';
  /** The product, as the user is asked for it: `Kafka`. */
  readonly product: string;
  readonly address: string;
  /** Empty for the passphrase of a key. */
  readonly user: string;
}

/** Gives a secret, asking the user for one that is not stored yet. Rejects with a UserError when the user gives none. */
export type SecretSource = (ref: SecretRef, signal: AbortSignal) => Promise<string>;
