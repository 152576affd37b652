import { english } from '../../../src/core/message';
import type { TreeNode } from '../../../src/ui/trees/treeNode';
import type { Words } from '../../../src/ui/views/words';

/** English words for tests: the templates themselves. */
export const words: Words = { locale: 'en', text: english };

/** The rows below a row, asked for where they have to be. */
export async function childrenOf({ children }: TreeNode): Promise<readonly TreeNode[]> {
  if (children === null) return [];
  return typeof children === 'function' ? children() : children;
}

/** A tree as text: `[icon] label  (description)`, children two blanks further in. */
export async function treeText(nodes: readonly TreeNode[], indent = ''): Promise<string> {
  const lines: string[] = [];
  for (const node of nodes) {
    const icon = node.icon ? `[${node.icon.id}] ` : '';
    lines.push(`${indent}${icon}${node.label}${node.description === '' ? '' : `  (${node.description})`}`);
    const below = await treeText(await childrenOf(node), `${indent}  `);
    if (below !== '') lines.push(below);
  }
  return lines.join('\n');
}
