import { connect } from 'node:net';
import { LOOPBACK } from './ports';

export interface ExchangeOptions {
  readonly port: number;
  readonly request: Uint8Array;
  /** How many bytes of the answer are needed at least. */
  readonly atLeast: number;
  readonly timeoutMs: number;
}

/** Sends bytes to a loopback port and gives the first bytes of the answer; null when none came in time. */
export function tcpExchange({ port, request, atLeast, timeoutMs }: ExchangeOptions): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const socket = connect({ host: LOOPBACK, port });
    let answer = Buffer.alloc(0);
    const end = (result: Buffer | null): void => {
      socket.destroy();
      resolve(result);
    };
    socket.setTimeout(timeoutMs);
    socket.on('connect', () => socket.write(request));
    socket.on('data', (chunk) => {
      answer = Buffer.concat([answer, chunk]);
      if (answer.length >= atLeast) end(answer);
    });
    for (const event of ['error', 'timeout', 'close'] as const) {
      socket.on(event, () => {
        end(null);
      });
    }
  });
}
