export interface Address {
  readonly host: string;
  readonly port: number;
}

export interface DatabaseEndpoint extends Address {
  /** How Kafka Connect reaches the server: a container's name in compose, the same address locally. */
  readonly internal: Address;
  readonly user: string;
  readonly password: string;
  readonly database: string;
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
