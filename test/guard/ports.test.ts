import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { english } from '../../src/core/message';
import { planPorts } from '../../src/lab/guard/portPlan';
import { portHolder } from '../../src/lab/net/portHolder';
import { isFree } from '../../src/lab/net/ports';

describe('ports', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  async function listen(host: string): Promise<number> {
    const server = createServer((socket) => socket.destroy());
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, host, resolve));
    return (server.address() as AddressInfo).port;
  }

  it.each(['127.0.0.1', '0.0.0.0', '::'])('one that a server holds on %s is taken', async (host) => {
    const port = await listen(host);
    expect(await isFree(port)).toBe(false);
    servers.splice(0).forEach((server) => server.close());
    expect(await isFree(port)).toBe(true);
  });

  it('name the process that holds them', async () => {
    expect(await portHolder(await listen('127.0.0.1'))).toMatchObject({ pid: process.pid });
  });

  it('are kept when free, and replaced by different free ones when taken, saying so', async () => {
    const taken = await listen('127.0.0.1');
    const free = await listen('127.0.0.1');
    servers.pop()?.close();
    const wish = { postgres: taken, kafka: taken, kafkaController: free, connect: taken };
    const { ports, notes } = await planPorts(wish, ['postgres', 'kafka', 'kafkaController'], '/some/home');
    expect(ports.kafkaController).toBe(free);
    expect(ports.connect).toBe(taken);
    expect(new Set([ports.postgres, ports.kafka, taken, free]).size).toBe(4);
    expect(await isFree(ports.postgres)).toBe(true);
    expect(notes.map(english)[0]).toMatch(
      new RegExp(
        `^Port ${String(taken)} is taken by .+ \\(pid ${String(process.pid)}\\); port ${String(ports.postgres)} is used instead\\.$`,
        'u',
      ),
    );
  });

  it('are searched from different places by different homes', async () => {
    const taken = await listen('127.0.0.1');
    const wish = { postgres: taken, kafka: 1, kafkaController: 2, connect: 3 };
    const [a, b] = await Promise.all(['/home/a', '/home/b'].map((home) => planPorts(wish, ['postgres'], home)));
    expect(a?.ports.postgres).not.toBe(b?.ports.postgres);
  });
});
