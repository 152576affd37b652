export interface Address {
  readonly host: string;
  readonly port: number;
}

export interface Login {
  readonly user: string;
  readonly password: string;
}

/** How to speak TLS with a server. All texts are PEM; they and the passphrase stay in memory. */
export interface Tls {
  /** Whom to trust in place of the well-known authorities. */
  readonly ca?: string | undefined;
  /** The client's own certificate and its key, for a server that asks for one. */
  readonly certificate?: string | undefined;
  readonly key?: string | undefined;
  readonly passphrase?: string | undefined;
}

export const SASL_MECHANISMS = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'] as const;
export type SaslMechanism = (typeof SASL_MECHANISMS)[number];

export interface Sasl extends Login {
  readonly mechanism: SaslMechanism;
}

export interface DatabaseEndpoint extends Address, Login {
  /** How Kafka Connect reaches the server: a container's name in compose, the same address locally. */
  readonly internal: Address;
  readonly database: string;
  /** What a connector logs in with, where it is not the student's own login. */
  readonly debezium?: Login | undefined;
  /** Absent: plain text. */
  readonly tls?: Tls | undefined;
  /** The server itself is to refuse changes in sessions that are opened there. */
  readonly readOnly?: boolean | undefined;
}

export interface KafkaEndpoint {
  /** `host:port`, comma-separated. */
  readonly bootstrap: string;
  readonly internalBootstrap: string;
  /** Absent: plain text. */
  readonly tls?: Tls | undefined;
  /** Absent: nobody logs in. */
  readonly sasl?: Sasl | undefined;
}

export interface ConnectEndpoint {
  /** `http://…` or `https://…`, without a user. */
  readonly url: string;
  /** For basic authentication. */
  readonly login?: Login | undefined;
  /** For `https`: whom to trust. */
  readonly tls?: Tls | undefined;
}

/** Where others use the same systems. */
export interface Sharing {
  /** What the cluster is called: typed by the student to allow changes. */
  readonly cluster: string;
  /** False: nothing may be changed. */
  readonly writable: boolean;
  /** Stands before the names of what is the student's own; empty for none. See `core/sharing/prefix.ts`. */
  readonly prefix: string;
}

export interface Endpoints {
  readonly kafka: KafkaEndpoint;
  readonly connect: ConnectEndpoint;
  readonly postgres?: DatabaseEndpoint | undefined;
  readonly mysql?: DatabaseEndpoint | undefined;
  readonly mysqlReplica?: DatabaseEndpoint | undefined;
  readonly prometheus?: { readonly url: string } | undefined;
  /** Absent: the systems are the student's alone. */
  readonly sharing?: Sharing | undefined;
}
