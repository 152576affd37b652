import type { Connector, ConnectorState, ConnectorTask } from '../../core/check/probes';
import { msg } from '../../core/message';
import type { RowContext } from '../ids';
import { formatNumber, joinParts, type Words } from '../views/words';
import { codeBlock, escapeMarkdown, treeNode, type NodeIcon, type TreeNode } from './treeNode';

const RUNNING: NodeIcon = { id: 'circle-filled', color: 'testing.iconPassed' };
const WAITING: NodeIcon = { id: 'loading~spin' };

const ICONS: Readonly<Record<ConnectorState, NodeIcon>> = {
  RUNNING,
  PAUSED: { id: 'debug-pause', color: 'charts.yellow' },
  STOPPED: { id: 'debug-stop' },
  FAILED: { id: 'error', color: 'testing.iconFailed' },
  UNASSIGNED: WAITING,
  RESTARTING: WAITING,
  DESTROYED: { id: 'trash' },
};

interface Row {
  readonly words: Words;
  /** More than one worker runs what is shown. */
  readonly several: boolean;
}

/** Asks Connect which topics a connector has written to. */
export type TopicsOf = (connector: string) => Promise<readonly string[]>;

/** A trace's first line without the exception's class: `Access denied for user …`. */
export function traceReason(trace: string): string {
  const causes = trace.split('\n').filter((line) => line.startsWith('Caused by: '));
  const last = causes.at(-1) ?? trace.split('\n')[0] ?? '';
  return last.replace(/^Caused by: /u, '').replace(/^[\w$.]+(?:Exception|Error): /u, '');
}

function traceTooltip(trace: string | null): string {
  return trace === null ? '' : codeBlock(trace);
}

function taskNode(connector: string, task: ConnectorTask, { words, several }: Row): TreeNode {
  const worker = escapeMarkdown(words.text(msg('Worker: {0}', task.workerId)));
  return treeNode({
    id: `${connector}#${String(task.id)}`,
    label: words.text(msg('task {0}', task.id)),
    description: joinParts([task.state, several ? task.workerId : null, task.trace === null ? null : traceReason(task.trace)]),
    tooltip: joinParagraphs([traceTooltip(task.trace), worker]),
    icon: ICONS[task.state],
    context: task.trace === null ? 'task' : 'task.failed',
    ref: { kind: 'task', connector, task: task.id },
  });
}

function topicsNode(connector: string, topicsOf: TopicsOf, words: Words): TreeNode {
  return treeNode({
    id: `${connector}/topics`,
    label: words.text(msg('topics')),
    icon: { id: 'layers' },
    children: async () => {
      const topics = await topicsOf(connector);
      if (topics.length === 0) return [treeNode({ id: `${connector}/topics/none`, label: words.text(msg('nothing written yet')) })];
      return [...topics].sort().map((topic) => treeNode({ id: `${connector}/topics/${topic}`, label: topic, icon: { id: 'list-flat' } }));
    },
  });
}

/** The state that decides what can be done: a connector with a failed task needs the same care as a failed one. */
function contextOf(connector: Connector): RowContext {
  if (connector.state === 'FAILED' || connector.tasks.some((task) => task.state === 'FAILED')) return 'connector.failed';
  if (connector.state === 'PAUSED') return 'connector.paused';
  if (connector.state === 'STOPPED') return 'connector.stopped';
  return 'connector.running';
}

function joinParagraphs(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}

function connectorNode(connector: Connector, topicsOf: TopicsOf, row: Row): TreeNode {
  const { words } = row;
  const failedTasks = connector.tasks.filter((task) => task.state === 'FAILED').length;
  const shown = failedTasks > 0 ? 'FAILED' : connector.state;
  return treeNode({
    id: connector.name,
    label: connector.name,
    description: joinParts([
      connector.state,
      failedTasks > 0 ? words.text(msg('failed tasks: {0}', formatNumber(failedTasks, words.locale))) : null,
    ]),
    tooltip: joinParagraphs([
      `**${escapeMarkdown(connector.name)}** ${escapeMarkdown(connector.state)}`,
      escapeMarkdown(connector.config['connector.class'] ?? ''),
      traceTooltip(connector.trace),
    ]),
    icon: ICONS[shown],
    context: contextOf(connector),
    ref: { kind: 'connector', connector: connector.name },
    children: [...connector.tasks.map((task) => taskNode(connector.name, task, row)), topicsNode(connector.name, topicsOf, words)],
    expanded: true,
  });
}

/** Connector → its tasks, and the topics it wrote to. In a cluster a task's row names the worker that runs it. */
export function connectorNodes(connectors: readonly Connector[], topicsOf: TopicsOf, words: Words): readonly TreeNode[] {
  const workers = new Set(connectors.flatMap(({ tasks }) => tasks.map(({ workerId }) => workerId)));
  const row = { words, several: workers.size > 1 };
  return [...connectors].sort((a, b) => a.name.localeCompare(b.name)).map((connector) => connectorNode(connector, topicsOf, row));
}
