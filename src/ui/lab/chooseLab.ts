import * as vscode from 'vscode';
import { PROFILES, type Profile } from '../../core/lab/lab';
import { hostWords } from '../hostWords';
import { SETTINGS_SECTION } from '../ids';
import { Setting } from '../settings';
import { PROFILE_TEXTS } from '../views/labView';
import type { LabControl } from './labControl';
import { runtimeChoices } from './runtimeChoices';

const CHOSEN = '$(check) ';

/** Asks which services to run, and starts them; those of another profile are stopped, all data stays. */
export async function chooseProfile(lab: LabControl): Promise<void> {
  lab.watch();
  const words = hostWords();
  const items = PROFILES.map((profile: Profile) => ({
    label: profile === lab.now.status?.profile ? CHOSEN + profile : profile,
    detail: words.text(PROFILE_TEXTS[profile]),
    profile,
  }));
  const placeHolder = vscode.l10n.t('Which services to run; what is not needed is stopped, and every service keeps its data');
  const chosen = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Profile of the lab'), placeHolder, matchOnDetail: true });
  if (chosen) await lab.start(chosen.profile);
}

/** Asks where the lab is to run. A lab that runs elsewhere is stopped first, or nobody would. */
export async function chooseRuntime(lab: LabControl, manifest: unknown): Promise<void> {
  const present = new Setting('runtime').value;
  const items = runtimeChoices(manifest).map(({ value, text }) => ({
    label: value === present ? CHOSEN + value : value,
    detail: text,
    value,
  }));
  const chosen = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Where the lab runs'), matchOnDetail: true });
  if (!chosen || chosen.value === present || !(await stopped(lab))) return;
  await vscode.workspace.getConfiguration(SETTINGS_SECTION).update('runtime', chosen.value, vscode.ConfigurationTarget.Global);
}

/** True once the lab is down; false when the user would rather keep it. */
async function stopped(lab: LabControl): Promise<boolean> {
  if (lab.now.state === null || lab.now.state === 'down') return true;
  const stop = vscode.l10n.t('Stop Lab');
  const detail = vscode.l10n.t('Its data is kept, and is there again when you come back to this runtime.');
  const question = vscode.l10n.t('Stop the lab to run it elsewhere?');
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, stop)) !== stop) return false;
  await lab.stop();
  return true;
}
