import * as vscode from 'vscode';
import type { LabView } from '../../core/protocol/protocol';
import type { CommandId } from '../ids';
import { commandLink } from '../commands/callCommand';
import { hostWords } from '../hostWords';
import { labStateText } from '../views/labView';
import { joinParts } from '../views/words';

const ICONS: Readonly<Record<LabView['state'], string>> = {
  down: 'circle-outline',
  starting: 'loading~spin',
  ready: 'circle-filled',
  failed: 'error',
};

/** Where the student is in the lesson last looked at. */
export interface LessonPosition {
  readonly title: string;
  /** One-based; null when every step is behind. */
  readonly step: number | null;
  readonly steps: number;
}

function positionText({ step, steps }: LessonPosition): string {
  return step === null ? vscode.l10n.t('lesson done') : vscode.l10n.t('step {0} of {1}', step, steps);
}

/** The lab's state and the student's place, in the status bar once there is something to say. */
export class StatusBar implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('debeziumLab.status', vscode.StatusBarAlignment.Left, 10);

  constructor() {
    const menu: CommandId = 'debeziumLab.showMenu';
    this.item.name = 'Debezium Lab';
    this.item.command = commandLink(vscode.l10n.t('Show Menu'), menu);
  }

  show(state: LabView['state'] | null, position: LessonPosition | null): void {
    if (state === null && position === null) return;
    const words = hostWords();
    const icon = state === null ? 'beaker' : ICONS[state];
    const place = position ? positionText(position) : null;
    this.item.text = `$(${icon}) ${joinParts(['Debezium Lab', place])}`;
    const lab = state === null ? null : labStateText(state, words);
    this.item.tooltip = [lab, position ? joinParts([position.title, place]) : null].filter((line) => line !== null).join('\n');
    this.item.accessibilityInformation = { label: joinParts(['Debezium Lab', lab, place]), role: 'button' };
    this.item.backgroundColor = state === 'failed' ? new vscode.ThemeColor('statusBarItem.errorBackground') : undefined;
    this.item.show();
  }

  dispose(): void {
    this.item.dispose();
  }
}
