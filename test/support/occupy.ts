import { createServer, type Server } from 'node:net';

/** Holds a port of the loopback interface, unless somebody else does already: either way it is taken. */
export async function occupy(port: number): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.once('error', () => {
      resolve();
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}
