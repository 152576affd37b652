import * as vscode from 'vscode';
import { PROFILES, type Profile } from '../../core/lab/lab';
import { actOnConnector, deleteConnector, showOfConnector, showTaskTrace, type ConnectorTools } from '../connectors/connectorCommands';
import { askLesson, confirmReset, confirmRewind, openLessonSource } from '../course/courseCommands';
import type { CourseStore } from '../course/courseStore';
import { troubleshootingPage } from '../course/troubleshooting';
import type { Engines } from '../engines';
import type { Changes } from '../external/changes';
import { allowChanges, forgetPasswords, testConnection } from '../external/externalCommands';
import type { Passwords } from '../external/passwords';
import { chooseProfile, chooseRuntime } from '../lab/chooseLab';
import { copyServiceAddress, deleteLabData, killService, resetLab, restartService, showServiceLog } from '../lab/labCommands';
import type { LabControl } from '../lab/labControl';
import { showMenu } from '../lab/menu';
import type { ServiceLogs } from '../lab/serviceLogs';
import type { LessonRef, Row, StepRef } from '../ids';
import { compareSnippet, openSnippet, resetSnippet, runAtCursor, runSnippet, type SnippetTools } from '../runs/snippetCommands';
import type { TerminalRunner } from '../runs/terminalRunner';
import type { GlossaryPanel } from '../webview/glossaryPanel';
import type { LessonPanels } from '../webview/lessonPanels';
import type { PreflightPanel } from '../webview/preflightPanel';
import type { CommandTable } from './registerCommands';

export interface CommandParts {
  readonly lab: LabControl;
  readonly logs: ServiceLogs;
  readonly terminal: TerminalRunner;
  readonly preflight: PreflightPanel;
  readonly store: CourseStore;
  readonly engines: Engines;
  readonly panels: LessonPanels;
  readonly glossary: GlossaryPanel;
  readonly snippets: SnippetTools;
  readonly connectors: ConnectorTools;
  readonly changes: Changes;
  readonly passwords: Passwords;
  readonly channel: vscode.LogOutputChannel;
  /** To find the extension's settings. */
  readonly extension: Pick<vscode.Extension<unknown>, 'id' | 'packageJSON'>;
}

/** The profile asked for; else what the open lesson needs; else what runs or ran. */
function profileFor({ panels, lab }: CommandParts, asked?: Profile): Profile {
  const known = PROFILES.find((profile) => profile === asked);
  return known ?? panels.active?.lesson.lab ?? lab.now.status?.profile ?? 'postgres';
}

async function openLesson({ store, panels }: CommandParts, given: string | Row<LessonRef> | undefined): Promise<void> {
  const address = await askLesson(store, given);
  if (address !== undefined) await panels.open(address);
}

async function resetLesson({ store, panels, engines }: CommandParts, row: Row<LessonRef> | undefined): Promise<void> {
  const id = await askLesson(store, row);
  if (id === undefined || !(await confirmReset(await store.lesson(id)))) return;
  if (!(await panels.resetProgress(id))) await (await engines.progress()).reset(id);
}

async function rewindLesson({ lab, store, panels }: CommandParts, { ref }: Row<StepRef>, confirmed: unknown): Promise<void> {
  const lesson = await store.lesson(ref.lesson);
  if (confirmed !== true && !(await confirmRewind(lesson, ref.step))) return;
  const panel = await panels.open(`${ref.lesson}#${ref.step}`);
  await lab.run(vscode.l10n.t('Rewinding “{0}”', lesson.title), (present, call) => panel.rewind(ref.step, present, call));
}

/** One line per command: its id → what it does. */
export function commandTable(parts: CommandParts): CommandTable {
  const { lab, logs, terminal, preflight, store, panels, snippets, connectors, changes, passwords, channel, extension } = parts;
  return {
    'debeziumLab.startLab': (profile) => lab.start(profileFor(parts, profile)),
    'debeziumLab.stopLab': () => lab.stop(),
    'debeziumLab.resetLab': () => resetLab(lab),
    'debeziumLab.deleteLabData': () => deleteLabData(lab),
    'debeziumLab.checkRequirements': () => preflight.open(profileFor(parts)),
    'debeziumLab.testConnection': () => testConnection(lab, profileFor(parts)),
    'debeziumLab.allowChanges': () => allowChanges(lab, changes),
    'debeziumLab.forgetPasswords': () => forgetPasswords(passwords),
    'debeziumLab.restartService': (row) => restartService(lab, row),
    'debeziumLab.killService': (row) => killService(lab, row),
    'debeziumLab.showServiceLog': (row) => showServiceLog(lab, logs, row),
    'debeziumLab.copyServiceAddress': (row) => copyServiceAddress(lab, row),
    'debeziumLab.openLabTerminal': async () => terminal.show(await lab.endpoints()),
    'debeziumLab.chooseProfile': () => chooseProfile(lab),
    'debeziumLab.chooseRuntime': () => chooseRuntime(lab, extension.packageJSON),
    'debeziumLab.openLesson': (lesson) => openLesson(parts, lesson),
    'debeziumLab.openStep': async ({ ref }) => {
      await panels.open(`${ref.lesson}#${ref.step}`);
    },
    'debeziumLab.openLessonSource': (row) => openLessonSource(store, row),
    'debeziumLab.resetLesson': (row) => resetLesson(parts, row),
    'debeziumLab.rewindLesson': (row, confirmed) => rewindLesson(parts, row, confirmed),
    'debeziumLab.openGlossary': (term) => parts.glossary.open(typeof term === 'string' ? term : null),
    'debeziumLab.openTroubleshooting': async () => {
      await panels.open(troubleshootingPage(panels.active?.lesson.lab ?? lab.now.status?.profile ?? null));
    },
    'debeziumLab.refreshCourse': () => store.refresh(),
    'debeziumLab.runSnippet': (ref) => runSnippet(snippets, ref),
    'debeziumLab.runSnippetAtCursor': () => runAtCursor(snippets),
    'debeziumLab.stopSnippet': () => snippets.runs.stopLatest(),
    'debeziumLab.openSnippet': (ref) => openSnippet(snippets, ref),
    'debeziumLab.resetSnippet': (ref) => resetSnippet(snippets, ref),
    'debeziumLab.compareSnippet': (ref) => compareSnippet(snippets, ref),
    'debeziumLab.refreshConnectors': () => connectors.watch.refresh(),
    'debeziumLab.pauseConnector': (row) => actOnConnector(connectors, row, (client, name, signal) => client.pause(name, signal)),
    'debeziumLab.resumeConnector': (row) => actOnConnector(connectors, row, (client, name, signal) => client.resume(name, signal)),
    'debeziumLab.stopConnector': (row) => actOnConnector(connectors, row, (client, name, signal) => client.stop(name, signal)),
    'debeziumLab.restartConnector': (row) =>
      actOnConnector(connectors, row, (client, name, signal) => client.restart(name, { tasks: true }, signal)),
    'debeziumLab.deleteConnector': (row) => deleteConnector(connectors, row),
    'debeziumLab.showConnectorConfig': (row) =>
      showOfConnector(connectors, row, 'config', async (client, name, signal) => (await client.connector(name, signal))?.config),
    'debeziumLab.showConnectorOffsets': (row) =>
      showOfConnector(connectors, row, 'offsets', (client, name, signal) => client.offsets(name, signal)),
    'debeziumLab.showTaskTrace': (row) => showTaskTrace(connectors, row),
    'debeziumLab.showMenu': () => showMenu(lab.now.state),
    'debeziumLab.showLog': () => channel.show(true),
    'debeziumLab.openSettings': async () => {
      await vscode.commands.executeCommand('workbench.action.openSettings', `@ext:${extension.id}`);
    },
  };
}
