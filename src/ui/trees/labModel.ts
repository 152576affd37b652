import type { LabStatus, ServiceState, ServiceStatus } from '../../core/lab/lab';
import { msg } from '../../core/message';
import { SERVICE_NAMES, serviceStateLabel } from '../views/labView';
import { formatNumber, joinParts, type Words } from '../views/words';
import { codeBlock, escapeMarkdown, treeNode, type NodeIcon, type TreeNode } from './treeNode';

const ICONS: Readonly<Record<ServiceState, NodeIcon>> = {
  running: { id: 'circle-filled', color: 'testing.iconPassed' },
  starting: { id: 'loading~spin' },
  stopped: { id: 'circle-outline' },
  failed: { id: 'error', color: 'testing.iconFailed' },
};

/** Rounded, so that the row does not change with every breath of a JVM. */
function memoryText(memoryMb: number, words: Words): string {
  return formatNumber(Math.max(10, Math.round(memoryMb / 10) * 10), words.locale);
}

function tooltip(service: ServiceStatus, words: Words): string {
  const facts = [
    `${service.host}:${String(service.port)}`,
    service.pid === null ? null : words.text(msg('process {0}', String(service.pid))),
    service.memoryMb === null ? null : words.text(msg('{0} MB of memory', memoryText(service.memoryMb, words))),
  ];
  const tail = service.logTail ?? [];
  return [
    `**${escapeMarkdown(SERVICE_NAMES[service.name])}**: ${escapeMarkdown(serviceStateLabel(service.state, words))}`,
    escapeMarkdown(joinParts(facts)),
    service.reason ? escapeMarkdown(words.text(service.reason)) : '',
    tail.length === 0 ? '' : codeBlock(tail.join('\n')),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function serviceNode(service: ServiceStatus, words: Words): TreeNode {
  const name = joinParts([[SERVICE_NAMES[service.name], service.version].filter((part) => part !== null).join(' ')]);
  const up = service.state === 'running' || service.state === 'starting';
  return treeNode({
    id: service.name,
    label: name,
    description: joinParts([
      serviceStateLabel(service.state, words),
      up ? `:${String(service.port)}` : null,
      up && service.memoryMb !== null ? words.text(msg('{0} MB', memoryText(service.memoryMb, words))) : null,
      service.state === 'failed' && service.reason ? words.text(service.reason) : null,
    ]),
    tooltip: tooltip(service, words),
    icon: ICONS[service.state],
    context: `service.${service.state}`,
    ref: { kind: 'service', service: service.name },
  });
}

/** The services of the profile; none while the lab is down, so that the view says how to start it. */
export function labNodes(status: LabStatus | null, words: Words): readonly TreeNode[] {
  if (!status?.profile) return [];
  return status.services.map((service) => serviceNode(service, words));
}

/** What stands beside the view's title: `local · postgres`. */
export function labViewDescription(status: LabStatus | null): string {
  return status ? joinParts([status.runtime, status.profile]) : '';
}
