import type { Profile, ServiceName } from '../core/lab/lab';
import type { SnippetRef } from '../core/snippet/snippet';

/**
 * Everything the manifest names, as types: a misspelt id or a wrong argument does not compile, and a unit test proves
 * that `package.json` and this file say the same.
 */

/** What a row of a tree stands for; a command from a context menu gets it from the row. */
export interface LessonRef {
  readonly kind: 'lesson';
  readonly lesson: string;
}
export interface StepRef {
  readonly kind: 'step';
  readonly lesson: string;
  readonly step: string;
}
export interface ServiceRef {
  readonly kind: 'service';
  readonly service: ServiceName;
}
export interface ConnectorRef {
  readonly kind: 'connector';
  readonly connector: string;
}
export interface TaskRef {
  readonly kind: 'task';
  readonly connector: string;
  readonly task: number;
}
export interface FileRef {
  readonly kind: 'file';
  readonly path: string;
  readonly line: number;
}
/** A line of a failed service's log. */
export interface LogLineRef {
  readonly kind: 'logLine';
  readonly service: ServiceName;
}
/** What the lab runs, or where: a click chooses another. */
export interface ChoiceRef {
  readonly kind: 'choice';
  readonly of: 'profile' | 'runtime';
}
export interface GlossaryRef {
  readonly kind: 'glossary';
}
/** A row that nothing can be done with. */
export interface OtherRef {
  readonly kind: 'other';
}
export type RowRef = LessonRef | StepRef | ServiceRef | ConnectorRef | TaskRef | FileRef | LogLineRef | ChoiceRef | GlossaryRef | OtherRef;

/** The argument VS Code passes to a command of a tree row. */
export interface Row<Ref extends RowRef> {
  readonly ref: Ref;
}

/** A snippet in an open document: its text is what the editor shows. */
export interface DocumentSnippetRef {
  readonly uri: string;
  /** The snippet's id in a lesson source; null where the whole document is the snippet. */
  readonly snippet: string | null;
}

/** A command's id → its arguments. Those that may be left out are asked for. */
export interface CommandArguments {
  readonly 'debeziumLab.startLab': [profile?: Profile];
  readonly 'debeziumLab.stopLab': [];
  readonly 'debeziumLab.resetLab': [];
  readonly 'debeziumLab.deleteLabData': [];
  readonly 'debeziumLab.checkRequirements': [];
  readonly 'debeziumLab.testConnection': [];
  readonly 'debeziumLab.allowChanges': [];
  readonly 'debeziumLab.forgetPasswords': [];
  readonly 'debeziumLab.restartService': [row?: Row<ServiceRef>];
  readonly 'debeziumLab.killService': [row?: Row<ServiceRef>];
  readonly 'debeziumLab.showServiceLog': [row?: Row<ServiceRef>];
  readonly 'debeziumLab.copyServiceAddress': [row?: Row<ServiceRef>];
  readonly 'debeziumLab.openLabTerminal': [];
  readonly 'debeziumLab.chooseProfile': [];
  readonly 'debeziumLab.chooseRuntime': [];
  readonly 'debeziumLab.openLesson': [lesson?: string | Row<LessonRef>];
  readonly 'debeziumLab.openStep': [row: Row<StepRef>];
  readonly 'debeziumLab.openLessonSource': [row: Row<FileRef>];
  readonly 'debeziumLab.resetLesson': [row?: Row<LessonRef>];
  /** `true` when the user was asked already; a tree passes its selection there. */
  readonly 'debeziumLab.rewindLesson': [row: Row<StepRef>, confirmed?: unknown];
  /** The id of a term to show. */
  readonly 'debeziumLab.openGlossary': [term?: string];
  readonly 'debeziumLab.openTroubleshooting': [];
  readonly 'debeziumLab.refreshCourse': [];
  readonly 'debeziumLab.runSnippet': [ref?: SnippetRef | DocumentSnippetRef];
  readonly 'debeziumLab.runSnippetAtCursor': [];
  readonly 'debeziumLab.stopSnippet': [];
  readonly 'debeziumLab.openSnippet': [ref?: SnippetRef];
  readonly 'debeziumLab.resetSnippet': [ref?: SnippetRef];
  readonly 'debeziumLab.compareSnippet': [ref?: SnippetRef];
  readonly 'debeziumLab.refreshConnectors': [];
  readonly 'debeziumLab.pauseConnector': [row?: Row<ConnectorRef>];
  readonly 'debeziumLab.resumeConnector': [row?: Row<ConnectorRef>];
  readonly 'debeziumLab.stopConnector': [row?: Row<ConnectorRef>];
  readonly 'debeziumLab.restartConnector': [row?: Row<ConnectorRef>];
  readonly 'debeziumLab.deleteConnector': [row?: Row<ConnectorRef>];
  readonly 'debeziumLab.showConnectorConfig': [row?: Row<ConnectorRef>];
  readonly 'debeziumLab.showConnectorOffsets': [row?: Row<ConnectorRef>];
  readonly 'debeziumLab.showTaskTrace': [row: Row<TaskRef>];
  readonly 'debeziumLab.showMenu': [];
  readonly 'debeziumLab.showLog': [];
  readonly 'debeziumLab.openSettings': [];
}
export type CommandId = keyof CommandArguments;

/** Where a command can be called from: anywhere, or only from the row that is its argument. */
export const COMMANDS: Readonly<Record<CommandId, 'palette' | 'row'>> = {
  'debeziumLab.startLab': 'palette',
  'debeziumLab.stopLab': 'palette',
  'debeziumLab.resetLab': 'palette',
  'debeziumLab.deleteLabData': 'palette',
  'debeziumLab.checkRequirements': 'palette',
  'debeziumLab.testConnection': 'palette',
  'debeziumLab.allowChanges': 'palette',
  'debeziumLab.forgetPasswords': 'palette',
  'debeziumLab.restartService': 'palette',
  'debeziumLab.killService': 'palette',
  'debeziumLab.showServiceLog': 'palette',
  'debeziumLab.copyServiceAddress': 'palette',
  'debeziumLab.openLabTerminal': 'palette',
  'debeziumLab.chooseProfile': 'palette',
  'debeziumLab.chooseRuntime': 'palette',
  'debeziumLab.openLesson': 'palette',
  'debeziumLab.openStep': 'row',
  'debeziumLab.openLessonSource': 'row',
  'debeziumLab.resetLesson': 'palette',
  'debeziumLab.rewindLesson': 'row',
  'debeziumLab.openGlossary': 'palette',
  'debeziumLab.openTroubleshooting': 'palette',
  'debeziumLab.refreshCourse': 'palette',
  'debeziumLab.runSnippet': 'palette',
  'debeziumLab.runSnippetAtCursor': 'palette',
  'debeziumLab.stopSnippet': 'palette',
  'debeziumLab.openSnippet': 'palette',
  'debeziumLab.resetSnippet': 'palette',
  'debeziumLab.compareSnippet': 'palette',
  'debeziumLab.refreshConnectors': 'palette',
  'debeziumLab.pauseConnector': 'palette',
  'debeziumLab.resumeConnector': 'palette',
  'debeziumLab.stopConnector': 'palette',
  'debeziumLab.restartConnector': 'palette',
  'debeziumLab.deleteConnector': 'palette',
  'debeziumLab.showConnectorConfig': 'palette',
  'debeziumLab.showConnectorOffsets': 'palette',
  'debeziumLab.showTaskTrace': 'row',
  'debeziumLab.showMenu': 'palette',
  'debeziumLab.showLog': 'palette',
  'debeziumLab.openSettings': 'palette',
};

export const VIEWS = {
  course: 'debeziumLab.course',
  lab: 'debeziumLab.lab',
  connectors: 'debeziumLab.connectors',
  results: 'debeziumLab.results',
} as const;

/** The type of the lesson panels, named in the activation event that restores them. */
export const LESSON_PANEL = 'debeziumLab.lesson';

/** The type of the page of requirements. */
export const PREFLIGHT_PANEL = 'debeziumLab.preflight';

/** The type of the glossary's panel, named likewise. */
export const GLOSSARY_PANEL = 'debeziumLab.glossary';

export const SETTINGS_SECTION = 'debeziumLab';

/** The settings below `debeziumLab.`, by type. An empty path means: look for it. */
export interface Settings {
  readonly runtime: 'auto' | 'local' | 'compose' | 'external';
  readonly home: string;
  readonly runtimeArchive: string;
  readonly runtimeArchiveSha256: string;
  readonly 'local.javaHome': string;
  readonly 'local.postgresBin': string;
  readonly 'local.mysqlBin': string;
  readonly 'local.mavenPath': string;
  readonly 'local.prometheusPath': string;
  readonly 'local.pythonPath': string;
  readonly 'external.name': string;
  readonly 'external.readOnly': boolean;
  readonly 'external.prefix': string;
  /** The systems: see `src/lab/external/externalSettings.ts`. */
  readonly 'external.kafka': SettingObject;
  readonly 'external.connect': SettingObject;
  readonly 'external.postgres': SettingObject;
  readonly 'external.mysql': SettingObject;
  readonly 'external.mysqlReplica': SettingObject;
}

type SettingObject = Readonly<Record<string, unknown>>;

export const SETTING_DEFAULTS: Settings = {
  runtime: 'auto',
  home: '',
  runtimeArchive: '',
  runtimeArchiveSha256: '',
  'local.javaHome': '',
  'local.postgresBin': '',
  'local.mysqlBin': '',
  'local.mavenPath': '',
  'local.prometheusPath': '',
  'local.pythonPath': '',
  'external.name': '',
  'external.readOnly': true,
  'external.prefix': '',
  'external.kafka': {},
  'external.connect': {},
  'external.postgres': {},
  'external.mysql': {},
  'external.mysqlReplica': {},
};

/** Context keys → the values they take, for `when` clauses. */
export const CONTEXT_KEYS = {
  /** Whether the course was read and holds nothing: until then its view shows that it loads. */
  'debeziumLab.courseEmpty': [true, false],
  /** Unset until the lab is looked at for the first time. */
  'debeziumLab.labState': ['down', 'starting', 'ready', 'failed'],
  /** Whether the lab's systems are others' too: they are reached, not restarted or reset. */
  'debeziumLab.labShared': [true, false],
  /** Whether the active editor holds something to run. */
  'debeziumLab.snippetEditor': [true, false],
  /** Whether the active editor shows a workbook file. */
  'debeziumLab.workbookEditor': [true, false],
  'debeziumLab.snippetRunning': [true, false],
} as const;
export type ContextKey = keyof typeof CONTEXT_KEYS;
export type ContextKeyValue<Key extends ContextKey> = (typeof CONTEXT_KEYS)[Key][number];

/** `contextValue`s of tree rows, for the `when` clauses of menus. */
export const ROW_CONTEXTS = [
  'lesson',
  'step',
  'brokenLesson',
  'service.running',
  'service.failed',
  'service.starting',
  'service.stopped',
  'connector.running',
  'connector.paused',
  'connector.stopped',
  'connector.failed',
  'task',
  'task.failed',
] as const;
export type RowContext = (typeof ROW_CONTEXTS)[number];
