import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { isUserError, UserError } from '../../core/errors';
import type { Endpoints } from '../../core/lab/endpoints';
import type { Log } from '../../core/log';
import { msg } from '../../core/message';
import { abortable, delay } from '../abort';
import { unreachable } from '../unreachable';
import { errorType, KafkaConnection } from './kafkaConnection';

const REACH_TIMEOUT_MS = 3000;

/** A topic that was just made has no leader for a moment. */
const UNSETTLED = new Set(['LEADER_NOT_AVAILABLE', 'NOT_LEADER_FOR_PARTITION', 'REPLICA_NOT_AVAILABLE']);
const SETTLE_ATTEMPTS = 30;
const SETTLE_PAUSE_MS = 100;

/** Keeps the connection to the lab's Kafka, and makes a new one when the lab moved or the old one broke. */
export class KafkaClient {
  private kept: { readonly bootstrap: string; readonly connection: Promise<KafkaConnection> } | null = null;

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
      if (!reused || isUserError(error) || errorType(error) !== null) throw await this.problem(error);
    }
    return this.write(use, signal);
  }

  /** Lends the connection for something that must not be done twice. */
  async write<T>(use: (connection: KafkaConnection) => Promise<T>, signal: AbortSignal): Promise<T> {
    try {
      return await this.settled(use, signal);
    } catch (error) {
      signal.throwIfAborted();
      throw await this.problem(error);
    }
  }

  async dispose(): Promise<void> {
    const { kept } = this;
    this.kept = null;
    await closeQuietly(kept?.connection);
  }

  private async settled<T>(use: (connection: KafkaConnection) => Promise<T>, signal: AbortSignal): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      const connection = await abortable(this.connection(signal), signal);
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

  private async connection(signal: AbortSignal): Promise<KafkaConnection> {
    const bootstrap = (await this.endpoints())?.kafka.bootstrap;
    if (bootstrap === undefined) throw unreachable('Kafka', '–', null);
    if (this.kept?.bootstrap === bootstrap) return this.kept.connection;
    this.drop();
    const opening = openConnection(bootstrap, this.log, signal);
    const kept = { bootstrap, connection: opening };
    this.kept = kept;
    opening.catch(() => {
      if (this.kept === kept) this.kept = null;
    });
    return opening;
  }

  private drop(): void {
    void closeQuietly(this.kept?.connection);
    this.kept = null;
  }

  private async problem(error: unknown): Promise<unknown> {
    if (isUserError(error)) return error;
    const type = errorType(error);
    if (type !== null) {
      const why = error instanceof Error ? msg('{0}', error.message) : undefined;
      return new UserError({ what: msg('Kafka refused the request: {0}.', type), why }, { cause: error });
    }
    if (isUnsupportedCompression(error)) {
      return new UserError({
        what: msg('The topic holds records in a compression that cannot be read here.'),
        fix: msg('Write it without compression or with gzip (compression.type).'),
      });
    }
    return unreachable('Kafka', (await this.endpoints())?.kafka.bootstrap ?? '–', error);
  }
}

/** kafkajs tries a dead address for seconds; a plain connection tells at once. */
async function openConnection(bootstrap: string, log: Log, signal: AbortSignal): Promise<KafkaConnection> {
  const brokers = bootstrap.split(',').map((broker) => broker.trim());
  try {
    await Promise.any(brokers.map((broker) => reach(broker, signal)));
  } catch (error) {
    signal.throwIfAborted();
    throw unreachable('Kafka', bootstrap, error instanceof AggregateError ? error.errors[0] : error);
  }
  return KafkaConnection.open(brokers, log);
}

async function reach(broker: string, signal: AbortSignal): Promise<void> {
  const [, host, port] = /^(.*):(\d+)$/u.exec(broker) ?? [];
  const socket: Socket = connect({ host: host ?? broker, port: Number(port ?? 9092) });
  try {
    await once(socket, 'connect', { signal: AbortSignal.any([signal, AbortSignal.timeout(REACH_TIMEOUT_MS)]) });
  } finally {
    socket.destroy();
  }
}

function isUnsupportedCompression(error: unknown): boolean {
  return error instanceof Error && error.name === 'KafkaJSNotImplemented' && /compression/iu.test(error.message);
}

async function closeQuietly(connection: Promise<KafkaConnection> | undefined): Promise<void> {
  await connection?.then(
    (open) => open.close(),
    () => undefined,
  );
}
