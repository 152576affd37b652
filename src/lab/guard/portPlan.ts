import { msg, type Message } from '../../core/message';
import { findFreePort, isFree } from '../net/ports';
import { portHolder } from '../net/portHolder';
import { homeHash } from '../labPaths';
import { PORT_NAMES, type PortName, type Ports } from '../services/service';

export interface PortPlan {
  readonly ports: Ports;
  /** One sentence for each port that had to change. */
  readonly notes: readonly Message[];
}

/** Reserves a port; false when another lab has it. */
export type Claim = (port: number) => Promise<boolean>;

/**
 * Keeps each of the asked ports that is free and takes another for the rest. Ports not asked for (of services that run)
 * stay as they are.
 */
export async function planPorts(current: Ports, asked: readonly PortName[], home: string, claim: Claim): Promise<PortPlan> {
  const notes: Message[] = [];
  const ports: Record<PortName, number> = { ...current };
  for (const name of PORT_NAMES) {
    if (!asked.includes(name)) continue;
    const wasFree = await isFree(current[name]);
    if (wasFree && (await claim(current[name]))) continue;
    const avoid = new Set(Object.values(ports));
    ports[name] = await findFreePort(seedOf(home), avoid, async (port) => (await isFree(port)) && claim(port));
    notes.push(
      wasFree
        ? msg('Port {0} is reserved by another lab; port {1} is used instead.', current[name], ports[name])
        : await takenNote(current[name], ports[name]),
    );
  }
  return { ports, notes };
}

async function takenNote(taken: number, instead: number): Promise<Message> {
  const holder = await portHolder(taken);
  return holder
    ? msg('Port {0} is taken by {1} (pid {2}); port {3} is used instead.', taken, holder.name, holder.pid, instead)
    : msg('Port {0} is taken by another program; port {1} is used instead.', taken, instead);
}

function seedOf(home: string): number {
  return Number.parseInt(homeHash(home), 16) % 10_000;
}
