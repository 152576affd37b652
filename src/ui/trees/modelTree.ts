import * as vscode from 'vscode';
import type { RowRef } from '../ids';
import type { TreeNode } from './treeNode';

/** What a click on a row does. */
export type OpenRow = (ref: RowRef) => vscode.Command | undefined;

function treeItem(node: TreeNode, openRow: OpenRow): vscode.TreeItem {
  const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(node.label, node.children ? (node.expanded ? Expanded : Collapsed) : None);
  item.id = node.id;
  item.description = node.description;
  item.tooltip = node.tooltip === '' ? undefined : new vscode.MarkdownString(node.tooltip);
  if (node.icon) item.iconPath = new vscode.ThemeIcon(node.icon.id, node.icon.color ? new vscode.ThemeColor(node.icon.color) : undefined);
  if (node.context) item.contextValue = node.context;
  if (node.spoken) item.accessibilityInformation = { label: node.spoken };
  const command = openRow(node.ref);
  if (command) item.command = command;
  return item;
}

async function childrenOf({ children }: TreeNode): Promise<readonly TreeNode[]> {
  if (children === null) return [];
  return typeof children === 'function' ? children() : children;
}

/** Shows a model's rows as a tree view. The model is asked again at each `refresh`. */
export class ModelTree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  readonly view: vscode.TreeView<TreeNode>;
  private readonly changed = new vscode.EventEmitter<undefined>();
  /** The rows given out last, by id, with the rows above them. */
  private readonly known = new Map<string, { readonly node: TreeNode; readonly parent: TreeNode | undefined }>();
  readonly onDidChangeTreeData = this.changed.event;

  constructor(
    viewId: string,
    private readonly roots: () => Promise<readonly TreeNode[]>,
    private readonly openRow: OpenRow = () => undefined,
  ) {
    this.view = vscode.window.createTreeView(viewId, { treeDataProvider: this, showCollapseAll: true });
  }

  refresh(): void {
    this.changed.fire(undefined);
  }

  /** Opens the row of that id, where the view can be seen and has such a row; the focus stays where it is. */
  async expand(id: string): Promise<void> {
    if (!this.view.visible) return;
    const row = this.known.get(id);
    if (row) await this.view.reveal(row.node, { select: true, focus: false, expand: true });
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return this.known.get(node.id)?.parent;
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    return treeItem(node, this.openRow);
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    const children = node ? await childrenOf(node) : await this.roots();
    for (const child of children) this.known.set(child.id, { node: child, parent: node });
    return [...children];
  }

  dispose(): void {
    this.view.dispose();
    this.changed.dispose();
  }
}
