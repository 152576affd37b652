import * as vscode from 'vscode';
import type { ConnectorWatch } from '../connectors/connectorWatch';
import { commandLink } from '../commands/callCommand';
import { setContext } from '../context';
import type { CourseStore } from '../course/courseStore';
import type { LessonProblems } from '../course/findings';
import type { Engines } from '../engines';
import { hostWords } from '../hostWords';
import { VIEWS, type RowRef } from '../ids';
import { lazy } from '../lazy';
import type { LabControl, LabNow } from '../lab/labControl';
import { problemText } from '../views/problemView';
import { connectorNodes } from './connectorsModel';
import { courseNodes } from './courseModel';
import { labNodes, labViewDescription } from './labModel';
import { ModelTree } from './modelTree';

/** Topics are asked for when their row is opened; milliseconds until Connect is given up. */
const TOPICS_LIMIT = 10_000;

function openRow(ref: RowRef): vscode.Command | undefined {
  switch (ref.kind) {
    case 'lesson':
      return commandLink(vscode.l10n.t('Open Lesson'), 'debeziumLab.openLesson', { ref });
    case 'step':
      return commandLink(vscode.l10n.t('Open Step'), 'debeziumLab.openStep', { ref });
    case 'file':
      return commandLink(vscode.l10n.t('Open Lesson Source'), 'debeziumLab.openLessonSource', { ref });
    case 'logLine':
      return commandLink(vscode.l10n.t('Show Log'), 'debeziumLab.showServiceLog', { ref: { kind: 'service', service: ref.service } });
    case 'choice':
      return ref.of === 'profile'
        ? commandLink(vscode.l10n.t('Choose Profile'), 'debeziumLab.chooseProfile')
        : commandLink(vscode.l10n.t('Choose Runtime'), 'debeziumLab.chooseRuntime');
    case 'glossary':
      return commandLink(vscode.l10n.t('Open Glossary'), 'debeziumLab.openGlossary');
    case 'service':
    case 'connector':
    case 'task':
    case 'other':
      return undefined;
  }
}

export function createCourseTree(store: CourseStore, engines: Engines, problems: LessonProblems): ModelTree {
  const words = hostWords();
  const progress = lazy(async () => {
    const loaded = await engines.progress();
    loaded.onChange(() => tree.refresh());
    return loaded;
  });
  const roots = async (): ReturnType<ModelTree['getChildren']> => {
    const [course, known] = await Promise.all([store.course(), progress()]);
    problems.showCourse(course.findings, store);
    setContext('debeziumLab.courseEmpty', course.modules.length === 0);
    return [...courseNodes(course, (lesson) => known.lesson(lesson), words)];
  };
  const tree = new ModelTree(VIEWS.course, roots, openRow);
  store.onChange(() => tree.refresh());
  return tree;
}

/** Calls the listener with whether the view is seen, now and at each change of it. */
function followVisibility(view: ModelTree['view'], listener: (visible: boolean) => void): void {
  view.onDidChangeVisibility(({ visible }) => listener(visible));
  if (view.visible) listener(true);
}

export function createLabTree(lab: LabControl): ModelTree {
  const words = hostWords();
  const tree = new ModelTree(VIEWS.lab, () => Promise.resolve(labNodes(lab.now.status, words)), openRow);
  let shown = '';
  lab.onChange(({ status }) => {
    const rows = JSON.stringify(labNodes(status, words));
    if (rows === shown) return;
    shown = rows;
    tree.view.description = labViewDescription(status);
    tree.refresh();
  });
  followVisibility(tree.view, (visible) => {
    if (visible) lab.watch();
  });
  return tree;
}

function connectRuns({ status }: LabNow): boolean {
  return status?.services.some(({ name, state }) => name === 'connect' && state === 'running') ?? false;
}

export function createConnectorsTree(watch: ConnectorWatch, lab: LabControl, engines: Engines): ModelTree {
  const words = hostWords();
  const topicsOf = async (connector: string): Promise<readonly string[]> =>
    (await engines.drivers()).connect.topics(connector, AbortSignal.timeout(TOPICS_LIMIT));
  const tree = new ModelTree(VIEWS.connectors, () => Promise.resolve(connectorNodes(watch.now.connectors, topicsOf, words)));
  watch.onChange(({ problem }) => {
    tree.view.message = problem ? problemText(problem, words) : '';
    tree.refresh();
  });
  lab.onChange((now) => watch.setReachable(connectRuns(now)));
  followVisibility(tree.view, (visible) => {
    if (visible) lab.watch();
    watch.setVisible(visible);
  });
  return tree;
}
