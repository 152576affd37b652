import { isUserError } from '../../core/errors';
import type { Endpoints, KafkaEndpoint } from '../../core/lab/endpoints';
import type { Log } from '../../core/log';
import { abortable, delay } from '../abort';
import { unreachable } from '../unreachable';
import { KafkaConnection } from './kafkaConnection';
import { errorType } from './kafkaError';
import { kafkaProblem } from './kafkaProblem';
import { reachBroker } from './reachBroker';

/** A topic that was just made has no leader for a moment. */
const UNSETTLED = new Set(['LEADER_NOT_AVAILABLE', 'NOT_LEADER_FOR_PARTITION', 'REPLICA_NOT_AVAILABLE']);
const SETTLE_ATTEMPTS = 30;
const SETTLE_PAUSE_MS = 100;

interface Kept {
  /** The endpoint it was made for. */
  readonly key: string;
  readonly connection: Promise<KafkaConnection>;
  /** Ends the opening. Not a caller's signal: others may wait for the same connection. */
  readonly opening: AbortController;
}

/** Keeps the connection to the lab's Kafka, and makes a new one when the lab moved or the old one broke. */
export class KafkaClient {
  private kept: Kept | null = null;

  constructor(
    private readonly endpoints: () => Promise<Endpoints | null>,
    private readonly log: Log,
  ) {}

  /**
   * Lends the connection. A reading that failed for the connection's sake is tried once more on a new one: the kept one
   * may have died with a broker that has been started again since.
   *
   * @throws UserError when Kafka does not answer or refuses; the signal's reason when aborted
   */
  async read<T>(use: (connection: KafkaConnection) => Promise<T>, signal: AbortSignal): Promise<T> {
    const reused = this.kept !== null;
    try {
      return await this.settled(use, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (!reused || isUserError(error) || errorType(error) !== null) throw await this.problem(error, signal);
    }
    return this.write(use, signal);
  }

  /** Lends the connection for something that must not be done twice. */
  async write<T>(use: (connection: KafkaConnection) => Promise<T>, signal: AbortSignal): Promise<T> {
    try {
      return await this.settled(use, signal);
    } catch (error) {
      signal.throwIfAborted();
      throw await this.problem(error, signal);
    }
  }

  async dispose(): Promise<void> {
    const { kept } = this;
    this.kept = null;
    kept?.opening.abort();
    await closeQuietly(kept?.connection);
  }

  private async settled<T>(use: (connection: KafkaConnection) => Promise<T>, signal: AbortSignal): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      const connection = await abortable(this.connection(), signal);
      try {
        return await abortable(use(connection), signal);
      } catch (error) {
        if (signal.aborted) throw error;
        const type = errorType(error);
        if (type === null) this.drop();
        if (type === null || !UNSETTLED.has(type) || attempt === SETTLE_ATTEMPTS) throw error;
      }
      await delay(SETTLE_PAUSE_MS, signal);
    }
  }

  private async connection(): Promise<KafkaConnection> {
    const endpoint = (await this.endpoints())?.kafka;
    if (endpoint === undefined) throw unreachable('Kafka', '–', null);
    const key = JSON.stringify(endpoint);
    if (this.kept?.key === key) return this.kept.connection;
    this.drop();
    const opening = new AbortController();
    const connection = openConnection(endpoint, this.log, opening.signal);
    const kept = { key, connection, opening };
    this.kept = kept;
    connection.catch(() => {
      if (this.kept === kept) this.kept = null;
    });
    return connection;
  }

  private drop(): void {
    void closeQuietly(this.kept?.connection);
    this.kept = null;
  }

  private async problem(error: unknown, signal: AbortSignal): Promise<unknown> {
    if (isUserError(error)) return error;
    const endpoint = (await this.endpoints())?.kafka;
    return endpoint ? kafkaProblem(error, endpoint, signal) : unreachable('Kafka', '–', error);
  }
}

async function openConnection(endpoint: KafkaEndpoint, log: Log, signal: AbortSignal): Promise<KafkaConnection> {
  await reachBroker(endpoint, signal);
  return KafkaConnection.open(endpoint, log);
}

async function closeQuietly(connection: Promise<KafkaConnection> | undefined): Promise<void> {
  await connection?.then(
    (open) => open.close(),
    () => undefined,
  );
}
