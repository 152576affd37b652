import * as vscode from 'vscode';
import { UserError } from '../../core/errors';
import type { SecretRef } from '../../core/lab/secret';
import { msg } from '../../core/message';

/** Names of stored secrets, so that they can be forgotten: VS Code does not list them. */
const NAMES = 'debeziumLab.passwordNames';

/**
 * Passwords of an external lab, in the secret storage of VS Code and nowhere else. Each is asked for once, under the
 * address and the user that it belongs to.
 */
export class Passwords {
  constructor(
    private readonly secrets: vscode.SecretStorage,
    private readonly names: vscode.Memento,
  ) {}

  /** @throws UserError when the user gives none; the signal's reason when aborted */
  async ask(ref: SecretRef, signal: AbortSignal): Promise<string> {
    const name = nameOf(ref);
    const stored = await this.secrets.get(name);
    if (stored !== undefined) return stored;
    signal.throwIfAborted();
    const given = await vscode.window.showInputBox({
      title: 'Debezium Lab',
      prompt: promptFor(ref),
      password: true,
      ignoreFocusOut: true,
    });
    signal.throwIfAborted();
    if (given === undefined) throw notGiven(ref);
    await this.secrets.store(name, given);
    await this.names.update(NAMES, [...new Set([...this.stored, name])]);
    return given;
  }

  /** Next time all of them are asked for. */
  async forget(): Promise<void> {
    for (const name of this.stored) await this.secrets.delete(name);
    await this.names.update(NAMES, undefined);
  }

  private get stored(): readonly string[] {
    return this.names.get<readonly string[]>(NAMES, []);
  }
}

function nameOf({ kind, product, address, user }: SecretRef): string {
  return `debeziumLab.external.${JSON.stringify([kind, product, address, user])}`;
}

function promptFor({ kind, product, address, user }: SecretRef): string {
  return kind === 'passphrase'
    ? vscode.l10n.t('Passphrase of the key for {0} at {1}', product, address)
    : vscode.l10n.t('Password of “{0}” for {1} at {2}', user, product, address);
}

function notGiven({ product, address }: SecretRef): UserError {
  return new UserError({
    what: msg('{0} at {1} was not tried: its password was not entered.', product, address),
    action: 'startLab',
  });
}
