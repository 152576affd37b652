import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { english } from '../../src/core/message';
import { PortClaims } from '../../src/lab/guard/portClaims';
import { planPorts, type Claim } from '../../src/lab/guard/portPlan';
import { isInNetstat, listensOn, portHolder } from '../../src/lab/net/portHolder';
import { isFree } from '../../src/lab/net/ports';
import { identityOf } from '../../src/lab/process/processIdentity';
import type { Ports } from '../../src/lab/services/service';
import { startSleeper } from './processes';

const NOBODY_ELSE: Claim = () => Promise.resolve(true);

/** Every service at ports that are not looked at, except for the named ones. */
function wishes(named: Partial<Ports>): Ports {
  return { postgres: 1, mysql: 2, mysqlReplica: 3, kafka: 4, kafkaController: 5, connect: 6, jmx: 7, prometheus: 8, grafana: 9, ...named };
}

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
    const wish = wishes({ postgres: taken, kafka: taken, kafkaController: free, connect: taken });
    const { ports, notes } = await planPorts(wish, ['postgres', 'kafka', 'kafkaController'], '/some/home', NOBODY_ELSE);
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
    const wish = wishes({ postgres: taken });
    const [a, b] = await Promise.all(['/home/a', '/home/b'].map((home) => planPorts(wish, ['postgres'], home, NOBODY_ELSE)));
    expect(a?.ports.postgres).not.toBe(b?.ports.postgres);
  });

  it('belong to the process that listens, and to no other that runs', async () => {
    const port = await listen('127.0.0.1');
    const other = await startSleeper();
    try {
      expect(await listensOn(process.pid, port)).toBe(true);
      expect(await listensOn(other.identity.pid, port)).toBe(false);
    } finally {
      await other.end();
    }
    expect(await listensOn(other.identity.pid, port)).not.toBe(true);
  });

  it('are read from Windows’ table in any language', () => {
    const table =
      '  TCP    127.0.0.1:3307         0.0.0.0:0              ABHÖREN         4711\r\n  TCP    127.0.0.1:3307   127.0.0.1:50123   HERGESTELLT  815\r\n';
    expect([4711, 815].map((pid) => isInNetstat(table, pid, 3307))).toEqual([true, false]);
    expect(isInNetstat(table, 4711, 3308)).toBeNull();
  });

  it('are never chosen by two labs that start at the same moment', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'debezium-lab-claims-'));
    const sleepers = await Promise.all([startSleeper(), startSleeper()]);
    try {
      // Nobody listens on it yet: both find it free.
      const port = await listen('127.0.0.1');
      servers.splice(0).forEach((server) => server.close());
      const labs = sleepers.map(({ identity }) => new PortClaims(folder, identity));
      const plans = await Promise.all(
        labs.map((claims) => planPorts(wishes({ mysql: port }), ['mysql'], '/same/home', (wanted) => claims.claim(wanted))),
      );
      expect(plans.map(({ ports }) => ports.mysql === port).sort()).toEqual([false, true]);
      expect(plans.flatMap(({ notes }) => notes.map(english))).toEqual([
        expect.stringMatching(new RegExp(`^Port ${String(port)} is reserved by another lab; port \\d+ is used instead\\.$`, 'u')),
      ]);
      // A lab that died keeps nothing.
      await Promise.all(sleepers.map((sleeper) => sleeper.end()));
      const me = await identityOf(process.pid);
      expect(me && (await new PortClaims(folder, me).claim(port))).toBe(true);
    } finally {
      await Promise.all(sleepers.map((sleeper) => sleeper.end()));
      await rm(folder, { recursive: true });
    }
  });
});
