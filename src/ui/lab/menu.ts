import * as vscode from 'vscode';
import type { LabView } from '../../core/protocol/protocol';
import { callCommand } from '../commands/callCommand';
import type { CommandId } from '../ids';

interface MenuItem extends vscode.QuickPickItem {
  readonly command: Extract<
    CommandId,
    | 'debeziumLab.startLab'
    | 'debeziumLab.stopLab'
    | 'debeziumLab.openLesson'
    | 'debeziumLab.runSnippet'
    | 'debeziumLab.chooseProfile'
    | 'debeziumLab.openLabTerminal'
    | 'debeziumLab.checkRequirements'
    | 'debeziumLab.showLog'
  >;
}

/** What the status-bar item offers: the next useful things in this state of the lab. */
export async function showMenu(state: LabView['state'] | null): Promise<void> {
  const start: MenuItem = { label: `$(play) ${vscode.l10n.t('Start Lab')}`, command: 'debeziumLab.startLab' };
  const stop: MenuItem = { label: `$(debug-stop) ${vscode.l10n.t('Stop Lab')}`, command: 'debeziumLab.stopLab' };
  const items: readonly MenuItem[] = [
    ...(state === 'ready' || state === 'starting' ? [] : [start]),
    ...(state === 'down' || state === null ? [] : [stop]),
    { label: `$(book) ${vscode.l10n.t('Open Lesson')}`, command: 'debeziumLab.openLesson' },
    { label: `$(run) ${vscode.l10n.t('Run Snippet of Lesson…')}`, command: 'debeziumLab.runSnippet' },
    { label: `$(layers) ${vscode.l10n.t('Choose Profile')}`, command: 'debeziumLab.chooseProfile' },
    { label: `$(terminal) ${vscode.l10n.t('Open Lab Terminal')}`, command: 'debeziumLab.openLabTerminal' },
    { label: `$(checklist) ${vscode.l10n.t('Check Requirements')}`, command: 'debeziumLab.checkRequirements' },
    { label: `$(output) ${vscode.l10n.t('Show Log')}`, command: 'debeziumLab.showLog' },
  ];
  const chosen = await vscode.window.showQuickPick(items, { title: 'Debezium Lab' });
  if (chosen) await callCommand(chosen.command);
}
