export interface Address {
  readonly host: string;
  readonly port: number;
}

export interface Login {
  readonly user: string;
  readonly password: string;
}

export interface DatabaseEndpoint extends Address, Login {
  /** How Kafka Connect reaches the server: a container's name in compose, the same address locally. */
  readonly internal: Address;
  readonly database: string;
  /** What a connector logs in with, where it is not the student's own login. */
  readonly debezium?: Login | undefined;
}

export interface KafkaEndpoint {
  /** `host:port`, comma-separated. */
  readonly bootstrap: string;
  readonly internalBootstrap: string;
}

export interface Endpoints {
  readonly kafka: KafkaEndpoint;
  readonly connect: { readonly url: string };
  readonly postgres?: DatabaseEndpoint | undefined;
  readonly mysql?: DatabaseEndpoint | undefined;
  readonly mysqlReplica?: DatabaseEndpoint | undefined;
  readonly prometheus?: { readonly url: string } | undefined;
}
