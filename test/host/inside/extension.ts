import * as vscode from 'vscode';
import type { Run, RunState } from '../../../src/core/run/result';
import type { ExtensionApi } from '../../../src/ui/api';
import type { CommandArguments, CommandId } from '../../../src/ui/ids';
import type { TreeNode } from '../../../src/ui/trees/treeNode';
import { until } from './until';

export function extension(): vscode.Extension<ExtensionApi> {
  const found = vscode.extensions.getExtension<ExtensionApi>('debezium-lab.debezium-lab');
  if (!found) throw new Error('VS Code did not find the extension');
  return found;
}

export async function call<Id extends CommandId>(id: Id, ...args: CommandArguments[Id]): Promise<void> {
  await vscode.commands.executeCommand(id, ...args);
}

/** Does something that runs a snippet, and waits for that run's end. */
export async function endOfRun(name: string, start: () => PromiseLike<unknown>): Promise<Run> {
  const ends = new Promise<Run>((resolve) => {
    const following = extension().exports.onRun((run) => {
      if (run.name !== name || run.state === 'running') return;
      following.dispose();
      resolve(run);
    });
  });
  await start();
  return ends;
}

/** Waits until a run of that name has reached that state. */
export function nextRun(name: string, state: RunState): Promise<Run> {
  return new Promise((resolve) => {
    const following = extension().exports.onRun((run) => {
      if (run.name !== name || run.state !== state) return;
      following.dispose();
      resolve(run);
    });
  });
}

async function childrenOf({ children }: TreeNode): Promise<readonly TreeNode[]> {
  if (children === null) return [];
  return typeof children === 'function' ? children() : children;
}

async function findRow(rows: readonly TreeNode[], id: string): Promise<TreeNode | null> {
  for (const row of rows) {
    const found = row.id === id ? row : await findRow(await childrenOf(row), id);
    if (found) return found;
  }
  return null;
}

/** Waits until the tree has a row of that id that is as wanted. */
export async function row(
  tree: keyof ExtensionApi['trees'],
  id: string,
  wanted: (node: TreeNode) => boolean = () => true,
): Promise<TreeNode> {
  let last: TreeNode | null = null;
  try {
    return await until('', async () => {
      last = await findRow(await extension().exports.trees[tree](), id);
      return last && wanted(last) ? last : null;
    });
  } catch {
    throw new Error(`The row ${id} of the tree ${tree} never was as wanted; it is ${JSON.stringify(last)}`);
  }
}

/** Waits for the text editor to show a file whose path ends so. */
export function activeEditor(ending: string): Promise<vscode.TextEditor> {
  return until(`an active editor with …${ending}`, () => {
    const editor = vscode.window.activeTextEditor;
    return editor?.document.uri.path.endsWith(ending) ? editor : null;
  });
}

/** The first lens with that word in its title, as VS Code itself got it from the provider. */
export async function lens(document: vscode.TextDocument, word: string): Promise<vscode.Command> {
  return until(`a CodeLens “${word}” in ${document.uri.path}`, async () => {
    const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 20);
    return found.map(({ command }) => command).find((command) => command?.title.includes(word));
  });
}

export async function lensTitles(document: vscode.TextDocument): Promise<readonly string[]> {
  const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 20);
  return found.map(({ command }) => command?.title ?? '');
}
