import { once } from 'node:events';
import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Address, KafkaEndpoint, Tls } from '../../core/lab/endpoints';
import { tlsOptions } from '../tls/tlsOptions';
import { tlsProblem } from '../tls/tlsProblem';
import { unreachable } from '../unreachable';

const REACH_TIMEOUT_MS = 10_000;
const DEFAULT_PORT = 9092;

/** The brokers of `host:port, host:port`. */
export function brokersOf(bootstrap: string): readonly Address[] {
  return bootstrap.split(',').map((broker) => {
    const [, host, port] = /^(.*):(\d+)$/u.exec(broker.trim()) ?? [];
    return { host: host ?? broker.trim(), port: Number(port ?? DEFAULT_PORT) };
  });
}

/**
 * Resolves when one of the brokers accepts a connection and, with TLS, shows a certificate that is trusted. kafkajs tries
 * a dead address for seconds and does not say what is wrong with a certificate; a plain connection tells at once.
 *
 * @throws UserError when none does; the signal's reason when aborted
 */
export async function reachBroker({ bootstrap, tls }: KafkaEndpoint, signal: AbortSignal): Promise<void> {
  try {
    await Promise.any(brokersOf(bootstrap).map((broker) => reach(broker, tls, signal)));
  } catch (error) {
    signal.throwIfAborted();
    const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
    throw tlsProblem('Kafka', bootstrap, first) ?? unreachable('Kafka', bootstrap, first);
  }
}

async function reach({ host, port }: Address, tls: Tls | undefined, signal: AbortSignal): Promise<void> {
  const socket: Socket = tls
    ? connectTls({ host, port, ...(isIP(host) === 0 && { servername: host }), ...tlsOptions(tls) })
    : connect({ host, port });
  try {
    const ready = tls ? 'secureConnect' : 'connect';
    await once(socket, ready, { signal: AbortSignal.any([signal, AbortSignal.timeout(REACH_TIMEOUT_MS)]) });
  } finally {
    socket.on('error', () => undefined).destroy();
  }
}
