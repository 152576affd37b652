import type { Connector, ConnectorState, ConnectorTask } from '../../core/check/probes';
import { masked } from '../secrets';

/** A connector's configuration as Connect keeps it: every value is text. */
export type ConnectorConfig = Readonly<Record<string, string>>;

const STATES: readonly ConnectorState[] = ['RUNNING', 'PAUSED', 'STOPPED', 'FAILED', 'UNASSIGNED', 'RESTARTING', 'DESTROYED'];

/**
 * A connector from its configuration and its status. The status is missing for a moment after a connector was made:
 * then nothing is assigned yet.
 */
export function readConnector(name: string, config: unknown, status: unknown): Connector {
  const { connector, tasks, type } = asRecord(status);
  const entries = Object.entries(configOf(config));
  return {
    name,
    state: readState(asRecord(connector)['state']),
    type: type === 'source' || type === 'sink' ? type : 'unknown',
    config: Object.fromEntries(entries.map(([key, value]) => [key, masked(key, value)])),
    tasks: Array.isArray(tasks) ? tasks.map(readTask) : [],
    trace: readText(asRecord(connector)['trace']),
  };
}

export function configOf(value: unknown): ConnectorConfig {
  return Object.fromEntries(Object.entries(asRecord(value)).map(([key, entry]) => [key, readText(entry) ?? '']));
}

/** The value as an object; an empty one when it is anything else. */
export function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

export function readText(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

function readTask(value: unknown): ConnectorTask {
  const task = asRecord(value);
  return {
    id: Number(task['id']),
    state: readState(task['state']),
    workerId: readText(task['worker_id']) ?? '',
    trace: readText(task['trace']),
  };
}

function readState(value: unknown): ConnectorState {
  return STATES.find((state) => state === value) ?? 'UNASSIGNED';
}
