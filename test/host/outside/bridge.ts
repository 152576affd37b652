import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Action, Answer, Request } from '../protocol';

export type Handlers = { readonly [A in Action]: (request: Request<A>) => Promise<Answer<A>> };

export interface Bridge {
  /** Address with its secret: whoever has it may act on the window. */
  readonly url: string;
  close(): void;
}

function isAction(name: unknown, handlers: Handlers): name is Action {
  return typeof name === 'string' && Object.hasOwn(handlers, name);
}

async function answer<A extends Action>(handlers: Handlers, action: A, request: Request<A>): Promise<Answer<A>> {
  return handlers[action](request);
}

async function serve(message: IncomingMessage, handlers: Handlers): Promise<unknown> {
  const { action, request } = JSON.parse(await text(message)) as { action: unknown; request: Request<Action> };
  if (!isAction(action, handlers)) throw new Error(`There is no action ${String(action)}`);
  return answer(handlers, action, request);
}

/** Lets the extension host, a process of VS Code's, act on the window: one POST on the loopback address per action. */
export async function openBridge(handlers: Handlers): Promise<Bridge> {
  const secret = Buffer.from(`/${randomBytes(24).toString('hex')}`);
  const server = createServer((message, response) => {
    const given = Buffer.from(message.url ?? '');
    if (given.length !== secret.length || !timingSafeEqual(given, secret)) {
      response.writeHead(404).end();
      return;
    }
    serve(message, handlers).then(
      (value) => response.end(JSON.stringify(value)),
      (error: unknown) => response.writeHead(500).end(error instanceof Error ? error.message : String(error)),
    );
  });
  // A click may wait for minutes on a busy machine.
  server.requestTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}${secret.toString()}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
