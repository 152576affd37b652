import * as vscode from 'vscode';
import type { SnippetRef } from '../../core/snippet/snippet';
import { TARGET_TABLE } from '../../core/snippet/targetTable';
import { askLesson } from '../course/courseCommands';
import type { CourseStore } from '../course/courseStore';
import type { DocumentSnippetRef } from '../ids';
import type { ResultsView } from '../webview/resultsView';
import type { Workbook } from '../workbook/workbook';
import type { SnippetRuns } from './snippetRuns';

export interface SnippetTools {
  readonly store: CourseStore;
  readonly workbook: Workbook;
  readonly runs: SnippetRuns;
  readonly results: ResultsView;
  /** The lesson being looked at, to choose a snippet from. */
  readonly activeLesson: () => string | undefined;
}

/** Menus of editors pass the document's address where others pass a snippet. */
function isSnippetRef(value: unknown): value is SnippetRef {
  return typeof value === 'object' && value !== null && 'lesson' in value && 'snippet' in value;
}

/** The snippet given; else that of the active workbook file; else the one chosen from a list. */
async function askSnippet(tools: SnippetTools, given: unknown): Promise<SnippetRef | undefined> {
  if (isSnippetRef(given)) return given;
  const document = vscode.window.activeTextEditor?.document;
  const own = document ? tools.workbook.refOf(document.uri) : null;
  return own ?? pickSnippet(tools);
}

async function pickSnippet({ store, activeLesson }: SnippetTools): Promise<SnippetRef | undefined> {
  const id = await askLesson(store, activeLesson());
  if (id === undefined) return undefined;
  const lesson = await store.lesson(id);
  const items = lesson.snippets.map(({ id: snippet, target, step, code }) => ({
    label: snippet,
    description: TARGET_TABLE[target].label,
    detail: lesson.steps.find((candidate) => candidate.id === step)?.title ?? code.split('\n')[0] ?? '',
    ref: { lesson: id, snippet },
  }));
  const options = { title: lesson.title, placeHolder: vscode.l10n.t('Choose a snippet'), matchOnDetail: true };
  return (await vscode.window.showQuickPick(items, options))?.ref;
}

/** The result of what was not started on a page shows in the results view. */
export async function runSnippet(tools: SnippetTools, given: SnippetRef | DocumentSnippetRef | undefined): Promise<void> {
  if (given && 'uri' in given) {
    await tools.runs.runDocument(given);
  } else {
    const ref = given ?? (await pickSnippet(tools));
    if (!ref) return;
    await tools.runs.runLesson(ref);
  }
  await tools.results.reveal();
}

export async function runAtCursor({ runs, results }: SnippetTools): Promise<void> {
  await runs.runAtCursor();
  await results.reveal();
}

export async function openSnippet(tools: SnippetTools, given: unknown): Promise<void> {
  const ref = isSnippetRef(given) ? given : await pickSnippet(tools);
  if (ref) await tools.workbook.open(ref, null, vscode.ViewColumn.Active);
}

export async function resetSnippet(tools: SnippetTools, given: unknown): Promise<void> {
  const ref = await askSnippet(tools, given);
  if (ref) await tools.workbook.reset(ref);
}

export async function compareSnippet(tools: SnippetTools, given: unknown): Promise<void> {
  const ref = await askSnippet(tools, given);
  if (ref) await tools.workbook.compare(ref);
}
