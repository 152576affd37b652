import * as vscode from 'vscode';
import type { Endpoints } from '../../core/lab/endpoints';

/** Whether the student has allowed changes on a cluster that others use, too. Counts for this window only. */
export class Changes {
  private readonly allowed = new Set<string>();

  /** The endpoints as they may be used now. */
  apply(endpoints: Endpoints | null): Endpoints | null {
    const sharing = endpoints?.sharing;
    if (!endpoints || !sharing || !this.allowed.has(sharing.cluster)) return endpoints;
    return { ...endpoints, sharing: { ...sharing, writable: true } };
  }

  /** Asks for the cluster's name: a click is made too easily. */
  async ask(endpoints: Endpoints | null): Promise<void> {
    const sharing = endpoints?.sharing;
    if (!sharing || sharing.writable || this.allowed.has(sharing.cluster)) {
      void vscode.window.showInformationMessage(vscode.l10n.t('Changes are allowed: there is nothing to confirm.'));
      return;
    }
    const { cluster } = sharing;
    const typed = await vscode.window.showInputBox({
      title: vscode.l10n.t('Allow changes on “{0}” until this window is closed', cluster),
      prompt: vscode.l10n.t('Others use this cluster, too. Type its name to let snippets and commands change it.'),
      placeHolder: cluster,
      ignoreFocusOut: true,
      validateInput: (text) => (text.trim() === cluster ? null : vscode.l10n.t('Type “{0}”.', cluster)),
    });
    if (typed?.trim() === cluster) this.allowed.add(cluster);
  }
}
