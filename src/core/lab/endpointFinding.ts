import type { Problem } from '../errors';
import type { Message } from '../message';
import type { Endpoints } from './endpoints';
import type { ServiceName } from './lab';

/** What came of speaking to one system once. */
export interface EndpointFinding {
  readonly service: ServiceName;
  /** The product's name, the same in every language. */
  readonly product: string;
  /** `host:port`, or a URL; never with a secret. */
  readonly address: string;
  /** The server's own version; null where it tells none, or where there is a problem. */
  readonly version: string | null;
  /** What else is worth telling when all is well. */
  readonly note?: Message | undefined;
  readonly problem: Problem | null;
}

/** Speaks to every system there is. Rejects only with the signal's reason. */
export type CheckEndpoints = (endpoints: Endpoints, signal: AbortSignal) => Promise<readonly EndpointFinding[]>;
