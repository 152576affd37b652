import { connect, createServer } from 'node:net';

export const LOOPBACK = '127.0.0.1';

/** True when nothing listens on the port of the loopback interface and a server could. */
export async function isFree(port: number): Promise<boolean> {
  // macOS lets a server take 127.0.0.1:port while another holds *:port, so a successful listen alone proves nothing.
  return !(await answers(port)) && (await canListen(port));
}

/** True when a TCP connection to the loopback port is accepted. */
export function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: LOOPBACK, port });
    socket.setTimeout(1_000);
    const end = (answer: boolean) => (): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', end(true)).once('error', end(false)).once('timeout', end(false));
  });
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen({ host: LOOPBACK, port, exclusive: true }, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}

/** First port of the range searched when a preferred one is taken: below every platform's ephemeral ports. */
const RANGE_START = 20_000;
const RANGE_SIZE = 10_000;

/**
 * A usable port, never one of `avoid`. The search begins at a place that depends on `seed`, so that two labs seldom look
 * at the same ones.
 */
export async function findFreePort(
  seed: number,
  avoid: ReadonlySet<number>,
  isUsable: (port: number) => Promise<boolean>,
): Promise<number> {
  for (let step = 0; step < RANGE_SIZE; step++) {
    const port = RANGE_START + ((seed + step) % RANGE_SIZE);
    if (!avoid.has(port) && (await isUsable(port))) return port;
  }
  throw new Error(`no free port between ${String(RANGE_START)} and ${String(RANGE_START + RANGE_SIZE)}`);
}
