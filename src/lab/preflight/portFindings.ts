import type { LabStatus, PreflightFinding, Profile, ServiceStatus } from '../../core/lab/lab';
import { msg } from '../../core/message';
import { portHolder } from '../net/portHolder';
import { isFree } from '../net/ports';
import { profileDefinition } from '../services/profiles';
import type { Ports } from '../services/service';

/** A taken port is no obstacle, since another will be used; but the student should know beforehand. */
export async function checkPorts(profile: Profile, ports: Ports, status: LabStatus): Promise<readonly PreflightFinding[]> {
  const services = profileDefinition(profile)?.services ?? [];
  const down = services.filter(({ name }) => !status.services.some((service) => service.name === name && isUp(service)));
  const findings = await Promise.all(down.map(({ label, port }) => portFinding(label, ports[port])));
  return findings.flat();
}

/** A container has no pid here. */
function isUp({ pid, state }: ServiceStatus): boolean {
  return pid !== null || state === 'running' || state === 'starting';
}

async function portFinding(label: string, port: number): Promise<readonly PreflightFinding[]> {
  if (await isFree(port)) return [{ id: 'port', level: 'ok', text: msg('Port {0} is free for {1}.', port, label) }];
  const holder = await portHolder(port);
  const text = holder
    ? msg('Port {0} is taken by {1} (pid {2}); {3} will use another.', port, holder.name, holder.pid, label)
    : msg('Port {0} is taken by another program; {1} will use another.', port, label);
  return [{ id: 'port', level: 'warning', text }];
}
