import * as vscode from 'vscode';
import type { Endpoints } from './core/lab/endpoints';
import { RunService } from './core/run/runService';
import type { ExtensionApi } from './ui/api';
import { commandTable } from './ui/commands/commandTable';
import { registerCommands } from './ui/commands/registerCommands';
import { ConnectorWatch } from './ui/connectors/connectorWatch';
import { CourseStore } from './ui/course/courseStore';
import { LessonProblems } from './ui/course/findings';
import { LessonSources } from './ui/course/lessonSources';
import type { Engines } from './ui/engines';
import { Changes } from './ui/external/changes';
import { Passwords } from './ui/external/passwords';
import { GLOSSARY_PANEL, LESSON_PANEL, VIEWS } from './ui/ids';
import { bundledJavas, javaVariables } from './ui/lab/bundledJavas';
import { LabControl } from './ui/lab/labControl';
import { followStatus } from './ui/lab/followStatus';
import { ServiceLogs } from './ui/lab/serviceLogs';
import { lazy } from './ui/lazy';
import { lazyProbes } from './ui/lazyProbes';
import { SnippetLenses } from './ui/lenses/snippetLenses';
import { channelLog } from './ui/log';
import { mementoStore } from './ui/mementoStore';
import { DocumentSnippets } from './ui/runs/documentSnippets';
import { followActiveEditor } from './ui/runs/editorContext';
import { SnippetRuns } from './ui/runs/snippetRuns';
import { TerminalRunner } from './ui/runs/terminalRunner';
import { externalSettings, pathSetting, Setting } from './ui/settings';
import { noticeSettings } from './ui/settingsNotice';
import { createConnectorsTree, createCourseTree, createLabTree } from './ui/trees/createTrees';
import { VirtualDocuments } from './ui/virtualDocuments';
import { GlossaryPanel } from './ui/webview/glossaryPanel';
import { LessonPanels } from './ui/webview/lessonPanels';
import { PreflightPanel } from './ui/webview/preflightPanel';
import { PageTools } from './ui/webview/pageTools';
import { ResultsView } from './ui/webview/resultsView';
import { Workbook } from './ui/workbook/workbook';

/**
 * Wires the parts together. Nothing heavy is imported above: the lesson engine, the lab and the drivers are bundles of
 * their own, loaded when first needed.
 */
export function activate(context: vscode.ExtensionContext): ExtensionApi {
  const extension = context.extensionUri;
  const channel = vscode.window.createOutputChannel('Debezium Lab', { log: true });
  const log = channelLog(channel);
  const fileIn = (...path: readonly string[]): string => vscode.Uri.joinPath(extension, ...path).fsPath;

  const lessons = lazy(() => import('./core/lesson/index'));
  const parser = lazy(() => import('./core/lesson/parser'));
  const home = lazy(async () => pathSetting('home') ?? (await import('./lab/index')).labHome(process.env));
  const passwords = new Passwords(context.secrets, context.globalState);
  const changes = new Changes();
  const lab = lazy(async () => {
    const { chosenRuntime, createLab, ExternalLab } = await import('./lab/index');
    if (new Setting('runtime').value === 'external') {
      return new ExternalLab({
        settings: externalSettings,
        secret: (...args) => passwords.ask(...args),
        check: async (...args) => (await import('./drivers/index')).createCheck(log)(...args),
      });
    }
    const settings = {
      runtime: chosenRuntime(process.env, new Setting('runtime').value),
      javaHome: pathSetting('local.javaHome'),
      bundledJavas: await bundledJavas(),
      postgresBin: pathSetting('local.postgresBin'),
      mysqlBin: pathSetting('local.mysqlBin'),
      mavenPath: pathSetting('local.mavenPath'),
      runtimeArchive: pathSetting('runtimeArchive'),
      runtimeArchiveSha256: pathSetting('runtimeArchiveSha256'),
      prometheusPath: pathSetting('local.prometheusPath'),
      pythonPath: pathSetting('local.pythonPath'),
    };
    return createLab({ home: await home(), log, settings, guardPath: fileIn('dist', 'guard.js'), assets: fileIn('labs') });
  });
  const labControl = new LabControl(lab, log);
  const endpoints = async (): Promise<Endpoints | null> => changes.apply(await labControl.endpoints());
  const terminal = new TerminalRunner(async (present) => {
    const [{ labEnvironment }, { chosenRuntime, writeShims }] = await Promise.all([import('./drivers/index'), import('./lab/index')]);
    const runtime = chosenRuntime(process.env, new Setting('runtime').value);
    // The commands know labs of this machine only: beside a lab that runs elsewhere they would act on another one.
    const shims = new Setting('runtime').value === 'external' ? null : await home();
    if (shims !== null) writeShims({ home: shims, cliPath: fileIn('dist', 'cli', 'lab.js'), node: process.execPath, runtime });
    return { ...labEnvironment(present, shims, process.env), ...(await javaVariables()) };
  });
  const drivers = lazy(async () => {
    const { createDrivers } = await import('./drivers/index');
    const created = createDrivers({ home: await home(), log, endpoints, terminal, pythonPath: pathSetting('local.pythonPath') });
    context.subscriptions.push({ dispose: () => void created.dispose() });
    return created;
  });
  const progress = lazy(async () => {
    const { ProgressStore } = await lessons();
    const store = new ProgressStore(mementoStore(context.globalState), log);
    context.subscriptions.push(store);
    return store;
  });
  const engines: Engines = { lessons, drivers, progress };

  const runs = new RunService({ runners: async () => (await drivers()).runners, endpoints, log });
  const store = new CourseStore({
    folder: vscode.Uri.joinPath(extension, 'lessons'),
    // Whoever works on lessons sees what stands in their files.
    built: context.extensionMode === vscode.ExtensionMode.Production ? vscode.Uri.joinPath(extension, 'dist', 'course.json') : null,
    parser,
    log,
  });
  const problems = new LessonProblems();
  const documents = new VirtualDocuments();
  const workbook = new Workbook(vscode.Uri.joinPath(context.globalStorageUri, 'workbook'), store, documents);
  const snippetsOf = new DocumentSnippets(store, workbook, parser);
  const snippetRuns = new SnippetRuns(runs, store, snippetsOf);
  const tools = new PageTools(runs, snippetRuns, workbook, engines, log);
  const probes = lazyProbes(drivers);
  const panels = new LessonPanels({ extension, engines, store, probes, lab: labControl, workbook, tools, log });
  const glossary = new GlossaryPanel({ extension, engines, store, tools, log });
  const results = new ResultsView(extension, tools, log);
  const preflight = new PreflightPanel({ extension, lab: labControl, tools, log });
  const connectorWatch = new ConnectorWatch(async (signal) => (await drivers()).connect.list(signal), log);
  const courseTree = createCourseTree(store, engines, problems);
  const labTree = createLabTree(labControl);
  const connectorsTree = createConnectorsTree(connectorWatch, labControl, engines);
  const logs = new ServiceLogs(async (service, lines, signal) => {
    const [present, { followLog }] = await Promise.all([lab(), import('./lab/index')]);
    await followLog(present, service, lines, signal);
  }, log);
  const commands = commandTable({
    lab: labControl,
    logs,
    terminal,
    preflight,
    store,
    engines,
    panels,
    glossary,
    snippets: { store, workbook, runs: snippetRuns, results, activeLesson: () => panels.active?.lesson.id },
    connectors: { client: async () => (await drivers()).connect, watch: connectorWatch, documents },
    changes,
    passwords,
    channel,
    extension: context.extension,
  });
  const lenses = new SnippetLenses({ documents: snippetsOf, runs, store });

  context.subscriptions.push(
    channel,
    registerCommands(commands, log),
    courseTree,
    labTree,
    connectorsTree,
    connectorWatch,
    runs.onChange(({ state }) => {
      if (state !== 'running') connectorWatch.refresh();
    }),
    vscode.window.registerWebviewPanelSerializer(LESSON_PANEL, panels),
    vscode.window.registerWebviewPanelSerializer(GLOSSARY_PANEL, glossary),
    vscode.window.registerWebviewViewProvider(VIEWS.results, results, { webviewOptions: { retainContextWhenHidden: true } }),
    vscode.languages.registerCodeLensProvider(snippetsOf.selector, lenses),
    lenses,
    results,
    panels,
    glossary,
    tools,
    snippetRuns,
    runs,
    labControl,
    changes,
    followStatus(labControl, panels),
    followActiveEditor(snippetsOf, workbook),
    panels.onOpen((lesson) => void courseTree.expand(lesson)),
    new LessonSources(problems, parser),
    problems,
    documents,
    terminal,
    logs,
    preflight,
    store,
    noticeSettings(),
  );
  return {
    onPainted: (listener) => tools.onPainted(listener),
    onRun: (listener) => runs.onChange(listener),
    trees: {
      course: () => courseTree.getChildren(),
      lab: () => labTree.getChildren(),
      connectors: () => connectorsTree.getChildren(),
    },
  };
}
