import { expect, it } from 'vitest';
import type { LabStatus, ServiceStatus } from '../../../src/core/lab/lab';
import { msg } from '../../../src/core/message';
import { labNodes, labViewDescription } from '../../../src/ui/trees/labModel';
import { labView } from '../../../src/ui/views/labView';
import { treeText, words } from './treeText';

function service(name: ServiceStatus['name'], change: Partial<ServiceStatus>): ServiceStatus {
  return { name, state: 'running', host: '127.0.0.1', port: 9092, pid: 812, version: '4.3.0', memoryMb: 383, ...change };
}

const lab: LabStatus = {
  runtime: 'local',
  profile: 'postgres',
  services: [
    service('postgres', { port: 54331, version: '15.18', memoryMb: 4 }),
    service('kafka', {}),
    service('connect', {
      state: 'failed',
      pid: null,
      reason: msg('It ended with code {0}.', 137),
      logTail: ['java.lang.OutOfMemoryError', '```'],
    }),
  ],
};

it('shows each service by icon and word, with its port', async () => {
  expect(await treeText(labNodes(lab, words))).toBe(
    `
[circle-filled] PostgreSQL 15.18  (running · :54331 · 10 MB)
[circle-filled] Kafka 4.3.0  (running · :9092 · 380 MB)
[error] Kafka Connect 4.3.0  (failed · It ended with code 137.)`.slice(1),
  );
  expect(labViewDescription(lab)).toBe('local · postgres');
});

it('says in the tooltip why a service failed, with the end of its log as plain text', () => {
  const tooltip = labNodes(lab, words)[2]?.tooltip ?? '';
  expect(tooltip).toContain('It ended with code 137');
  // The log's own fence must not end the code block.
  expect(tooltip).toContain('````text\njava.lang.OutOfMemoryError\n```\n````');
});

it('shows nothing while the lab is down, so that the view can say how to start it', () => {
  expect(labNodes(null, words)).toEqual([]);
  expect(labNodes({ runtime: 'local', profile: null, services: [] }, words)).toEqual([]);
});

it('calls a lab ready only when every service runs', () => {
  const states = (...given: readonly ServiceStatus['state'][]): string =>
    labView({ ...lab, services: given.map((state) => service('kafka', { state })) }, words).state;
  expect(states('running', 'running')).toBe('ready');
  expect(states('running', 'starting')).toBe('starting');
  expect(states('running', 'stopped')).toBe('starting');
  expect(states('running', 'failed')).toBe('failed');
  expect(states('stopped', 'stopped')).toBe('down');
  expect(labView({ runtime: 'local', profile: null, services: [] }, words).state).toBe('down');
});
