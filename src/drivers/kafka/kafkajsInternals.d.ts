/** Parts of kafkajs 2.2.4 that its type definitions leave out. The package has had no release since, and is pinned. */
declare module 'kafkajs/src/cluster' {
  import type { Broker } from 'kafkajs';

  interface OffsetAnswer {
    readonly partition: number;
    readonly offset: string;
  }

  export interface LowLevelBroker extends Omit<Broker, 'fetch'> {
    fetch(request: Parameters<Broker['fetch']>[0]): Promise<{ readonly responses: readonly { readonly partitions: readonly unknown[] }[] }>;
    listOffsets(request: {
      readonly isolationLevel: number;
      readonly topics: readonly {
        readonly topic: string;
        readonly partitions: readonly { readonly partition: number; readonly timestamp: number }[];
      }[];
    }): Promise<{ readonly responses: readonly { readonly topic: string; readonly partitions: readonly OffsetAnswer[] }[] }>;
  }

  export default class Cluster {
    constructor(options: {
      readonly logger: unknown;
      readonly socketFactory: unknown;
      readonly brokers: readonly string[];
      readonly ssl?: object;
      readonly sasl?: object;
      readonly clientId: string;
      readonly connectionTimeout: number;
      readonly requestTimeout: number;
      readonly enforceRequestTimeout: boolean;
      readonly metadataMaxAge: number;
      readonly allowAutoTopicCreation: boolean;
      readonly isolationLevel: number;
      readonly retry: { readonly retries: number; readonly initialRetryTime: number; readonly maxRetryTime: number };
    });
    connect(): Promise<void>;
    disconnect(): Promise<void>;
    refreshMetadata(): Promise<void>;
    getNodeIds(): readonly string[];
    findBroker(broker: { readonly nodeId: string }): Promise<LowLevelBroker>;
  }
}

declare module 'kafkajs/src/loggers' {
  import type { logCreator, logLevel } from 'kafkajs';

  export function createLogger(options: { readonly level: logLevel; readonly logCreator: logCreator }): unknown;
}

declare module 'kafkajs/src/network/socketFactory' {
  export default function socketFactory(): unknown;
}

declare module 'kafkajs/src/consumer/batch' {
  import type { IHeaders } from 'kafkajs';

  interface RawMessage {
    readonly offset: string;
    readonly timestamp: string;
    readonly key: Buffer | null;
    readonly value: Buffer | null;
    readonly headers?: IHeaders;
  }

  /** What a fetch answered for one partition, without control records and aborted transactions. */
  export default class Batch {
    constructor(topic: string, fetchedOffset: string, partitionData: unknown);
    readonly messages: readonly RawMessage[];
    readonly rawMessages: readonly RawMessage[];
    /** The offset to read on behind. */
    lastOffset(): string;
  }
}

declare module 'kafkajs/src/network/requestQueue' {
  export default class RequestQueue {
    readonly pending: readonly unknown[];
    scheduleCheckPendingRequests: (this: RequestQueue) => void;
  }
}
