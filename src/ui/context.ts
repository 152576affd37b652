import * as vscode from 'vscode';
import type { ContextKey, ContextKeyValue } from './ids';

/** Sets what `when` clauses of the manifest ask for. */
export function setContext<Key extends ContextKey>(key: Key, value: ContextKeyValue<Key>): void {
  void vscode.commands.executeCommand('setContext', key, value);
}
