import { once } from 'node:events';
import { isIP } from 'node:net';
import { connect } from 'node:tls';
import type { Address } from '../../core/lab/endpoints';

const HANDSHAKE_TIMEOUT_MS = 10_000;

/**
 * True when the server begins TLS, whatever its certificate: asked after a client in plain text got no sense out of it.
 * Nothing is sent over the connection.
 */
export async function speaksTls({ host, port }: Address, signal: AbortSignal): Promise<boolean> {
  const socket = connect({ host, port, rejectUnauthorized: false, ...(isIP(host) === 0 && { servername: host }) });
  try {
    await once(socket, 'secureConnect', { signal: AbortSignal.any([signal, AbortSignal.timeout(HANDSHAKE_TIMEOUT_MS)]) });
    return true;
  } catch {
    signal.throwIfAborted();
    return false;
  } finally {
    socket.on('error', () => undefined).destroy();
  }
}
