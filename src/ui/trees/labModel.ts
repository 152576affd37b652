import type { LabStatus, ServiceState, ServiceStatus } from '../../core/lab/lab';
import { msg } from '../../core/message';
import { PROFILE_TEXTS, SERVICE_NAMES, serviceAddress, serviceStateLabel } from '../views/labView';
import { formatNumber, joinParts, type Words } from '../views/words';
import { codeBlock, escapeMarkdown, treeNode, type NodeIcon, type TreeNode } from './treeNode';

const ICONS: Readonly<Record<ServiceState, NodeIcon>> = {
  running: { id: 'circle-filled', color: 'testing.iconPassed' },
  starting: { id: 'loading~spin' },
  stopped: { id: 'circle-outline' },
  failed: { id: 'error', color: 'testing.iconFailed' },
};

/** Lines of a failed service's log that stand below it, and characters of each. */
const SHOWN_LINES = 8;
const LONGEST_LINE = 300;

/** Rounded, so that the row does not change with every breath of a JVM. */
function memoryText(memoryMb: number, words: Words): string {
  return formatNumber(Math.max(10, Math.round(memoryMb / 10) * 10), words.locale);
}

function tooltip(service: ServiceStatus, words: Words): string {
  const facts = [
    serviceAddress(service),
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

/** The log's last lines below a failed service: what it died of is seen without another click. */
function logLines({ name, state, logTail }: ServiceStatus): readonly TreeNode[] | null {
  if (state !== 'failed' || !logTail || logTail.length === 0) return null;
  return logTail
    .slice(-SHOWN_LINES)
    .map((line, index) =>
      treeNode({ id: `${name}#log${String(index)}`, label: line.trim().slice(0, LONGEST_LINE), ref: { kind: 'logLine', service: name } }),
    );
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
    children: logLines(service),
    expanded: true,
  });
}

function choiceNode(of: 'profile' | 'runtime', label: string, chosen: string, tooltip: string): TreeNode {
  const icon = of === 'profile' ? 'layers' : 'server-environment';
  return treeNode({ id: `choice.${of}`, label, description: chosen, tooltip, icon: { id: icon }, ref: { kind: 'choice', of } });
}

/** The services of the profile, then what can be chosen; nothing while the lab is down, so that the view says how to start it. */
export function labNodes(status: LabStatus | null, words: Words): readonly TreeNode[] {
  if (!status?.profile) return [];
  const { profile, runtime, services } = status;
  const profileTip = joinParts([words.text(PROFILE_TEXTS[profile]), words.text(msg('Click to choose another profile'))]);
  return [
    ...services.map((service) => serviceNode(service, words)),
    choiceNode('profile', words.text(msg('Profile')), profile, profileTip),
    choiceNode('runtime', words.text(msg('Runtime')), runtime, words.text(msg('Click to choose where the lab runs'))),
  ];
}

/** What stands beside the view's title: `local · postgres`. */
export function labViewDescription(status: LabStatus | null): string {
  return status ? joinParts([status.runtime, status.profile]) : '';
}
