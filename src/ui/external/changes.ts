import * as vscode from 'vscode';
import { UserError } from '../../core/errors';
import type { Endpoints } from '../../core/lab/endpoints';
import { msg } from '../../core/message';
import { permissionKey } from '../../core/sharing/permission';
import { Setting } from '../settings';

/** Whether the student has allowed changes on a cluster that others use, too. Counts for this window only. */
export class Changes implements vscode.Disposable {
  private readonly setting = new Setting('external.readOnly');
  private readonly allowed = new Set<string>();
  /** Whoever turns the switch on takes back what was allowed. */
  private readonly switched = this.setting.onDidChange((readOnly) => {
    if (readOnly) this.allowed.clear();
  });

  /** The endpoints as they may be used now: the switch counts at once, not at the lab's next start. */
  apply(endpoints: Endpoints | null): Endpoints | null {
    const sharing = endpoints?.sharing;
    if (!endpoints || !sharing) return endpoints;
    return { ...endpoints, sharing: { ...sharing, writable: this.mayChange(endpoints) } };
  }

  /**
   * Asks for the cluster's name: a click is made too easily.
   *
   * @throws UserError while there is no cluster to change
   */
  async ask(endpoints: Endpoints | null): Promise<void> {
    if (!endpoints) throw notStarted();
    const key = permissionKey(endpoints);
    const { sharing } = endpoints;
    if (key === null || !sharing || this.mayChange(endpoints)) {
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
    if (typed?.trim() === cluster) this.allowed.add(key);
  }

  dispose(): void {
    this.switched.dispose();
  }

  private mayChange(endpoints: Endpoints): boolean {
    const key = permissionKey(endpoints);
    return key === null || !this.setting.value || this.allowed.has(key);
  }
}

function notStarted(): UserError {
  return new UserError({
    what: msg('The lab is not running.'),
    fix: msg('Start the lab, then allow changes.'),
    action: 'startLab',
  });
}
