import * as vscode from 'vscode';
import type { PreflightFinding, Profile } from '../../core/lab/lab';
import { hostWords } from '../hostWords';
import type { LabControl } from '../lab/labControl';
import type { Changes } from './changes';
import type { Passwords } from './passwords';

const LEVEL_ICONS: Readonly<Record<PreflightFinding['level'], string>> = { ok: 'pass', warning: 'warning', missing: 'error' };

/** One line for each system of the lab. Choosing a line copies what to do. */
export async function testConnection(lab: LabControl, profile: Profile): Promise<void> {
  const words = hostWords();
  const findings = await lab.preflight(profile);
  const items = findings.map(({ level, text, why, fix }) => ({
    label: `$(${LEVEL_ICONS[level]}) ${words.text(text)}`,
    detail: [why, fix].flatMap((part) => (part ? [words.text(part)] : [])).join(' '),
    fix: fix ? words.text(fix) : null,
  }));
  const problems = findings.filter(({ level }) => level === 'missing').length;
  const placeHolder =
    problems === 0 ? vscode.l10n.t('Every system answers') : vscode.l10n.t('Problems: {0}. Choose a line to copy what to do', problems);
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Connections of the lab'),
    placeHolder,
    matchOnDetail: true,
  });
  if (chosen?.fix) await vscode.env.clipboard.writeText(chosen.fix);
}

export async function allowChanges(lab: LabControl, changes: Changes): Promise<void> {
  await changes.ask(await lab.endpoints());
}

export async function forgetPasswords(passwords: Passwords): Promise<void> {
  await passwords.forget();
  void vscode.window.showInformationMessage(vscode.l10n.t('The passwords of the lab are forgotten. The next start asks for them.'));
}
