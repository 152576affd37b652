import * as vscode from 'vscode';
import { SETTINGS_SECTION } from './ids';

/** Settings that are read once. */
const KEPT = ['runtime', 'home', 'runtimeArchive', 'runtimeArchiveSha256', 'local'] as const;

/** The lab reads its settings when it is first used; a change counts after a reload, so say so. */
export function noticeSettings(): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration(async (event) => {
    // What stands below `external` is read at each start.
    if (!KEPT.some((part) => event.affectsConfiguration(`${SETTINGS_SECTION}.${part}`))) return;
    const reload = vscode.l10n.t('Reload Window');
    const text = vscode.l10n.t('Debezium Lab uses the new settings once the window is reloaded.');
    const chosen = await vscode.window.showInformationMessage(text, reload);
    if (chosen === reload) await vscode.commands.executeCommand('workbench.action.reloadWindow');
  });
}
