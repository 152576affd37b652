import type { Check, Saw, Verdict } from './check';
import type { Connector } from './probes';

type ConnectorCheck = Check & { kind: 'connector' };

function tasksMeet(check: ConnectorCheck, connector: Connector): boolean {
  if (check.tasks === undefined) return true;
  return connector.tasks.length > 0 && connector.tasks.every((task) => task.state === check.tasks);
}

function configMeets(check: ConnectorCheck, connector: Connector): boolean {
  return Object.entries(check.config).every(([name, value]) => connector.config[name] === String(value));
}

function describe(check: ConnectorCheck, connector: Connector): Saw {
  const names = Object.keys(check.config);
  return {
    state: connector.state,
    tasks: connector.tasks.map((task) => task.state),
    ...(names.length > 0 ? { config: Object.fromEntries(names.map((name) => [name, connector.config[name] ?? null])) } : {}),
  };
}

/** @param connector null when Connect has none of that name */
export function evaluateConnector(check: ConnectorCheck, connector: Connector | null): Verdict {
  if (connector === null) return { met: check.state === 'absent', saw: 'absent', obstacle: null };
  const met = connector.state === check.state && tasksMeet(check, connector) && configMeets(check, connector);
  return { met, saw: describe(check, connector), obstacle: null };
}
