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

/**
 * Keeps each of the asked ports that is free and takes another for the rest. Ports not asked for (of services that run)
 * stay as they are.
 */
export async function planPorts(current: Ports, asked: readonly PortName[], home: string): Promise<PortPlan> {
  const notes: Message[] = [];
  const ports: Record<PortName, number> = { ...current };
  for (const name of PORT_NAMES) {
    if (!asked.includes(name) || (await isFree(current[name]))) continue;
    const [holder, free] = await Promise.all([portHolder(current[name]), findFreePort(seedOf(home), new Set(Object.values(ports)))]);
    ports[name] = free;
    notes.push(
      holder
        ? msg('Port {0} is taken by {1} (pid {2}); port {3} is used instead.', current[name], holder.name, holder.pid, free)
        : msg('Port {0} is taken by another program; port {1} is used instead.', current[name], free),
    );
  }
  return { ports, notes };
}

function seedOf(home: string): number {
  return Number.parseInt(homeHash(home), 16) % 10_000;
}
