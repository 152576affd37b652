import * as vscode from 'vscode';
import { UserError } from '../../core/errors';
import type { Endpoints } from '../../core/lab/endpoints';
import { msg } from '../../core/message';
import type { Runner } from '../../core/run/runner';

/** The variables with which programs in a terminal find the lab; without a lab that runs, only its commands. */
export type LabEnvironment = (endpoints: Endpoints | null) => Promise<Readonly<Record<string, string>>>;

/** Asks once per window whether commands of lessons may go to a terminal; shows the first of them. */
async function confirm(code: string): Promise<boolean> {
  const run = vscode.l10n.t('Run in Terminal');
  const detail = vscode.l10n.t('{0}\n\nYou are asked once per window.', code);
  const question = vscode.l10n.t('Run this command of the lesson in a terminal?');
  return (await vscode.window.showInformationMessage(question, { modal: true, detail }, run)) === run;
}

/** Sends `bash` snippets to one terminal that knows the lab's addresses. What happens there is the terminal's. */
export class TerminalRunner implements Runner, vscode.Disposable {
  private allowed = false;
  private terminal: { readonly terminal: vscode.Terminal; readonly environment: string } | null = null;

  constructor(private readonly environment: LabEnvironment) {}

  run: Runner['run'] = async (snippet, { endpoints, signal }) => {
    this.allowed ||= await confirm(snippet.code);
    if (!this.allowed) {
      throw new UserError({
        what: msg('The command was not run.'),
        why: msg('You chose not to run commands in a terminal.'),
        action: 'retry',
      });
    }
    signal.throwIfAborted();
    const terminal = this.open(await this.environment(endpoints));
    terminal.show(true);
    terminal.sendText(snippet.code, true);
    return { kind: 'terminal' };
  };

  /** The terminal for the student's own hand, with the focus. */
  async show(endpoints: Endpoints | null): Promise<void> {
    this.open(await this.environment(endpoints)).show();
  }

  dispose(): void {
    this.terminal?.terminal.dispose();
  }

  /** The terminal there is, unless it was closed or the lab's addresses have changed since. */
  private open(env: Readonly<Record<string, string>>): vscode.Terminal {
    const environment = JSON.stringify(env);
    if (this.terminal?.environment === environment && this.terminal.terminal.exitStatus === undefined) return this.terminal.terminal;
    this.terminal?.terminal.dispose();
    const terminal = vscode.window.createTerminal({
      name: 'Debezium Lab',
      env: { ...env },
      iconPath: new vscode.ThemeIcon('beaker'),
      // Otherwise VS Code writes it down for the next start of the window, with its environment, which has passwords.
      isTransient: true,
    });
    this.terminal = { terminal, environment };
    return terminal;
  }
}
