import * as vscode from 'vscode';
import { UserError } from '../../core/errors';
import type { SecretRef } from '../../core/lab/secret';
import { msg } from '../../core/message';
import { Questions } from './questions';

/** Names of stored secrets, so that they can be forgotten: VS Code does not list them. */
const NAMES = 'debeziumLab.passwordNames';

/**
 * Passwords of an external lab, in the secret storage of VS Code and nowhere else. Each is asked for once, under the
 * address and the user that it belongs to.
 */
export class Passwords {
  private readonly questions = new Questions<string>();

  constructor(
    private readonly secrets: vscode.SecretStorage,
    private readonly names: vscode.Memento,
  ) {}

  /** @throws UserError when the user gives none; the signal's reason when aborted */
  async ask(ref: SecretRef, signal: AbortSignal): Promise<string> {
    const name = nameOf(ref);
    const stored = await this.secrets.get(name);
    if (stored !== undefined) return stored;
    return this.questions.ask(name, (unasked) => this.show(ref, name, unasked), signal);
  }

  private async show(ref: SecretRef, name: string, signal: AbortSignal): Promise<string> {
    // Whoever was asked before may have given it.
    const stored = await this.secrets.get(name);
    if (stored !== undefined) return stored;
    const given = await showBox(promptFor(ref), signal);
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

/** Undefined when the user gives none, or when the signal is aborted: the box closes with it. */
async function showBox(prompt: string, signal: AbortSignal): Promise<string | undefined> {
  const closing = new vscode.CancellationTokenSource();
  const close = (): void => closing.cancel();
  signal.addEventListener('abort', close, { once: true });
  if (signal.aborted) close();
  try {
    const options = { title: 'Debezium Lab', prompt, password: true, ignoreFocusOut: true };
    return await vscode.window.showInputBox(options, closing.token);
  } finally {
    signal.removeEventListener('abort', close);
    closing.dispose();
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

function notGiven({ kind, product, address }: SecretRef): UserError {
  return new UserError({
    what:
      kind === 'passphrase'
        ? msg('{0} at {1} was not tried: the passphrase of its key was not entered.', product, address)
        : msg('{0} at {1} was not tried: its password was not entered.', product, address),
    action: 'startLab',
  });
}
