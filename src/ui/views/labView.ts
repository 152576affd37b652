import { isReady, type LabStatus, type Profile, type ServiceName, type ServiceState, type ServiceStatus } from '../../core/lab/lab';
import { msg, type Message } from '../../core/message';
import type { LabView, ServiceView } from '../../core/protocol/protocol';
import type { Words } from './words';

/** Proper names: the same in every language. */
export const SERVICE_NAMES: Readonly<Record<ServiceName, string>> = {
  postgres: 'PostgreSQL',
  kafka: 'Kafka',
  connect: 'Kafka Connect',
  mysql: 'MySQL',
  'mysql-replica': 'MySQL replica',
  prometheus: 'Prometheus',
  grafana: 'Grafana',
};

/** What each profile runs. */
export const PROFILE_TEXTS: Readonly<Record<Profile, Message>> = {
  postgres: msg('PostgreSQL, Kafka and Kafka Connect'),
  mysql: msg('MySQL, Kafka and Kafka Connect'),
  'mysql-replica': msg('MySQL with a replica, Kafka and Kafka Connect'),
  monitoring: msg('PostgreSQL, Kafka, Kafka Connect with metrics, and Prometheus'),
};

/** Services that a browser or `curl` is pointed at. */
const SPEAK_HTTP: ReadonlySet<ServiceName> = new Set<ServiceName>(['connect', 'prometheus', 'grafana']);

/** As it is typed into a tool: `127.0.0.1:9092`, `http://127.0.0.1:8083`. */
export function serviceAddress({ name, host, port, address }: ServiceStatus): string {
  return address ?? `${SPEAK_HTTP.has(name) ? 'http://' : ''}${host}:${String(port)}`;
}

const SERVICE_STATES: Readonly<Record<ServiceState, Message>> = {
  stopped: msg('stopped'),
  starting: msg('starting'),
  running: msg('running'),
  failed: msg('failed'),
};

const LAB_STATES: Readonly<Record<LabView['state'], Message>> = {
  down: msg('The lab is stopped'),
  starting: msg('The lab is starting'),
  ready: msg('The lab is running'),
  failed: msg('A service of the lab failed'),
};

export function serviceStateLabel(state: ServiceState, words: Words): string {
  return words.text(SERVICE_STATES[state]);
}

/** The lab in one word. A lab of which only a part is up counts as starting: `up` is the way on. */
export function labState(status: LabStatus): LabView['state'] {
  if (status.services.some((service) => service.state === 'failed')) return 'failed';
  if (isReady(status)) return 'ready';
  const anyUp = status.services.some((service) => service.state === 'starting' || service.state === 'running');
  return anyUp ? 'starting' : 'down';
}

export function labStateText(state: LabView['state'], words: Words): string {
  return words.text(LAB_STATES[state]);
}

function serviceView(service: ServiceStatus, words: Words): ServiceView {
  return {
    name: service.name,
    label: SERVICE_NAMES[service.name],
    state: service.state,
    stateLabel: serviceStateLabel(service.state, words),
    port: service.port,
  };
}

export function labView(status: LabStatus, words: Words): LabView {
  const state = labState(status);
  return {
    state,
    text: labStateText(state, words),
    services: status.services.filter((service) => service.state !== 'stopped').map((service) => serviceView(service, words)),
  };
}
