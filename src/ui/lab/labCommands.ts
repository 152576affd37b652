import * as vscode from 'vscode';
import type { ServiceName } from '../../core/lab/lab';
import { hostWords } from '../hostWords';
import type { Row, ServiceRef } from '../ids';
import { SERVICE_NAMES, serviceAddress, serviceStateLabel } from '../views/labView';
import type { LabControl } from './labControl';
import type { ServiceLogs } from './serviceLogs';

/** Asks before all data is thrown away. */
export async function resetLab(lab: LabControl): Promise<void> {
  const reset = vscode.l10n.t('Reset');
  const detail = vscode.l10n.t('Tables, slots, topics, connectors and offsets of the lab are deleted, and it starts empty.');
  const chosen = await vscode.window.showWarningMessage(vscode.l10n.t('Reset the lab?'), { modal: true, detail }, reset);
  if (chosen === reset) await lab.reset();
}

/** Asks before the lab is stopped and its data thrown away; says what stays, so that nothing is left behind unnoticed. */
export async function deleteLabData(lab: LabControl): Promise<void> {
  const remove = vscode.l10n.t('Delete');
  const detail = vscode.l10n.t(
    'The lab is stopped; its tables, slots, topics, connectors and offsets are deleted, with Docker their volumes, too. Your progress and your snippets are kept. Downloads stay: the folder of the lab, the images of Docker.',
  );
  const chosen = await vscode.window.showWarningMessage(vscode.l10n.t('Delete the data of the lab?'), { modal: true, detail }, remove);
  if (chosen === remove) await lab.deleteData();
}

/** The row's service, or the one chosen from a list; undefined when the user chose none. */
async function askService(lab: LabControl, row: Row<ServiceRef> | undefined): Promise<ServiceName | undefined> {
  if (row) return row.ref.service;
  lab.watch();
  const words = hostWords();
  const items = (lab.now.status?.services ?? []).map(({ name, state }) => ({
    label: SERVICE_NAMES[name],
    description: serviceStateLabel(state, words),
    name,
  }));
  const chosen = await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Choose a service') });
  return chosen?.name;
}

export async function restartService(lab: LabControl, row: Row<ServiceRef> | undefined): Promise<void> {
  const service = await askService(lab, row);
  if (service) await lab.restart(service);
}

/** Without a question: the data survives, and a lesson asks for exactly this. */
export async function killService(lab: LabControl, row: Row<ServiceRef> | undefined): Promise<void> {
  const service = await askService(lab, row);
  if (service) await lab.kill(service);
}

export async function showServiceLog(lab: LabControl, logs: ServiceLogs, row: Row<ServiceRef> | undefined): Promise<void> {
  const service = await askService(lab, row);
  if (service) logs.show(service);
}

/** How long the status bar says so, in milliseconds. */
const SHOWN_MS = 10_000;

export async function copyServiceAddress(lab: LabControl, row: Row<ServiceRef> | undefined): Promise<void> {
  const name = await askService(lab, row);
  const service = lab.now.status?.services.find((known) => known.name === name);
  if (!service) return;
  const address = serviceAddress(service);
  await vscode.env.clipboard.writeText(address);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied: {0}', address), SHOWN_MS);
}
