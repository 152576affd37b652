import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { PROFILES, type LabStatus, type ServiceStatus } from '../../../src/core/lab/lab';
import { msg } from '../../../src/core/message';
import { labNodes, labViewDescription } from '../../../src/ui/trees/labModel';
import { profileDefinition } from '../../../src/lab/services/profiles';
import { runtimeChoices } from '../../../src/ui/lab/runtimeChoices';
import type { TreeNode } from '../../../src/ui/trees/treeNode';
import { labView, PROFILE_TEXTS, SERVICE_NAMES, serviceAddress } from '../../../src/ui/views/labView';
import { root } from './messages';
import { childrenOf, treeText, words } from './treeText';

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
[error] Kafka Connect 4.3.0  (failed · It ended with code 137.)
  java.lang.OutOfMemoryError
  \`\`\`
[layers] Profile  (postgres)
[server-environment] Runtime  (local)`.slice(1),
  );
  expect(labViewDescription(lab)).toBe('local · postgres');
});

it('gives an address as the settings have it, where host and port do not say it all', () => {
  expect(serviceAddress(service('connect', { port: 8083 }))).toBe('http://127.0.0.1:8083');
  expect(serviceAddress(service('connect', { port: 443, address: 'https://gw.example/connect' }))).toBe('https://gw.example/connect');
});

it('says in the tooltip why a service failed, with the end of its log as plain text', () => {
  const tooltip = labNodes(lab, words)[2]?.tooltip ?? '';
  expect(tooltip).toContain('It ended with code 137');
  // The log's own fence must not end the code block.
  expect(tooltip).toContain('````text\njava.lang.OutOfMemoryError\n```\n````');
});

it('shows the end of a failed service’s log below it, and of no other; a line leads to the log', async () => {
  const tail = Array.from({ length: 40 }, (_, index) => `line ${String(index)}`);
  const nodes = labNodes(
    { ...lab, services: [service('kafka', { logTail: tail }), service('connect', { state: 'failed', logTail: tail })] },
    words,
  );
  expect(nodes[0]?.children).toBeNull();
  const lines: readonly TreeNode[] = nodes[1] ? await childrenOf(nodes[1]) : [];
  expect(lines.map(({ label }) => label)).toEqual(tail.slice(-8));
  expect(lines.map(({ ref }) => ref)).toEqual(lines.map(() => ({ kind: 'logLine', service: 'connect' })));
});

it('gives addresses as tools take them', () => {
  expect(serviceAddress(service('kafka', {}))).toBe('127.0.0.1:9092');
  expect(serviceAddress(service('connect', { port: 8083 }))).toBe('http://127.0.0.1:8083');
});

it('names every profile by the services that the local lab runs for it', () => {
  for (const profile of PROFILES) {
    const text = PROFILE_TEXTS[profile].template.replace('with a replica', 'MySQL replica');
    for (const { name } of profileDefinition(profile)?.services ?? []) expect(text, profile).toContain(SERVICE_NAMES[name]);
  }
});

it('offers the runtimes that the manifest declares, and survives a manifest without any', () => {
  const manifest: unknown = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const choices = runtimeChoices(manifest);
  expect(choices.map(({ value }) => value)).toEqual(expect.arrayContaining(['auto', 'local']));
  expect(choices.filter(({ text }) => text === '')).toEqual([]);
  expect(runtimeChoices({ contributes: { configuration: null } })).toEqual([]);
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
