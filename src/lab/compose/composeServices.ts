import type { Profile, ServiceName } from '../../core/lab/lab';
import { allServices, profileDefinition } from '../services/profiles';
import type { PortName } from '../services/service';

/** A service as `docker compose` knows it; its name there is the same. */
export interface ComposeService {
  readonly name: ServiceName;
  readonly label: string;
  /** The port that is published on this machine. */
  readonly port: PortName;
}

/** In containers only: few systems have a package of it. */
const GRAFANA: ComposeService = { name: 'grafana', label: 'Grafana', port: 'grafana' };

/** The profile's services, or those of all profiles. */
export function composeServices(profile?: Profile): readonly ComposeService[] {
  const local = profile === undefined ? allServices() : (profileDefinition(profile)?.services ?? []);
  const dashboards = profile === undefined || profile === 'monitoring' ? [GRAFANA] : [];
  return [...new Map([...local, ...dashboards].map(({ name, label, port }) => [name, { name, label, port }])).values()];
}

/** The product's name of a service, the same in every language. */
export function serviceLabel(name: string): string {
  return composeServices().find((service) => service.name === name)?.label ?? name;
}
