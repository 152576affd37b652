import type { RowContext, RowRef } from '../ids';

/** A codicon, with a theme colour where the state has one. */
export interface NodeIcon {
  readonly id: string;
  readonly color?: string;
}

/**
 * A row of a tree as plain data. Models make these from core's data without VS Code, so that a test can compare a whole
 * tree as text; `ModelTree` shows them.
 */
export interface TreeNode {
  /** Stable over refreshes, so that rows keep their expansion and selection. */
  readonly id: string;
  readonly label: string;
  readonly description: string;
  /** Markdown. */
  readonly tooltip: string;
  readonly icon: NodeIcon | null;
  /** What the row's menus depend on. */
  readonly context: RowContext | null;
  readonly ref: RowRef;
  /** The state in words for a screen reader, where the icon says more than label and description. */
  readonly spoken: string | null;
  /** Null for a leaf; a function where the children cost a request, called when the row is opened. */
  readonly children: readonly TreeNode[] | (() => Promise<readonly TreeNode[]>) | null;
  readonly expanded: boolean;
}

const PLAIN = {
  description: '',
  tooltip: '',
  icon: null,
  context: null,
  ref: { kind: 'other' },
  spoken: null,
  children: null,
  expanded: false,
} as const;

/** A row in which only what matters has to be said. */
export function treeNode(node: Pick<TreeNode, 'id' | 'label'> & Partial<TreeNode>): TreeNode {
  return { ...PLAIN, ...node };
}

/** Text in which Markdown has no meaning, for tooltips made of other people's words. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>~&$]/gu, '\\$&');
}

/** A Markdown code block that no content can close. */
export function codeBlock(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/gu)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}
