import * as vscode from 'vscode';
import type { Lesson } from '../../core/lesson/lesson';
import { hostWords } from '../hostWords';
import type { FileRef, LessonRef, Row } from '../ids';
import { difficultyLabel } from '../trees/courseModel';
import { joinParts } from '../views/words';
import type { CourseStore } from './courseStore';

/** Lets the user choose a lesson; undefined when they chose none. */
async function pickLesson(store: CourseStore): Promise<string | undefined> {
  const words = hostWords();
  const { modules } = await store.course();
  const items = modules.flatMap(({ title, lessons }) => [
    { label: title, kind: vscode.QuickPickItemKind.Separator, lesson: undefined },
    ...lessons.map((lesson) => ({
      label: lesson.title,
      description: joinParts([vscode.l10n.t('{0} min', lesson.duration), difficultyLabel(lesson.difficulty, words)]),
      detail: lesson.description,
      lesson: lesson.id,
    })),
  ]);
  const placeHolder = vscode.l10n.t('Choose a lesson');
  return (await vscode.window.showQuickPick(items, { placeHolder, matchOnDetail: true, matchOnDescription: true }))?.lesson;
}

/** The lesson a command was given, or the one chosen from a list. */
export async function askLesson(store: CourseStore, given: string | Row<LessonRef> | undefined): Promise<string | undefined> {
  if (typeof given === 'string') return given;
  return given ? given.ref.lesson : pickLesson(store);
}

/** Asks before what the student has reached is forgotten. True when the progress was reset. */
export async function confirmReset(lesson: Lesson): Promise<boolean> {
  const reset = vscode.l10n.t('Reset');
  const detail = vscode.l10n.t('Its steps begin anew. The lab and your changes to the snippets stay as they are.');
  const question = vscode.l10n.t('Reset the progress of “{0}”?', lesson.title);
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, reset)) === reset;
}

/** Asks before the lab's data is thrown away. True when the lesson is to be rewound. */
export async function confirmRewind(lesson: Lesson, step: string): Promise<boolean> {
  const number = lesson.steps.findIndex(({ id }) => id === step) + 1;
  const rewind = vscode.l10n.t('Rewind');
  const detail = vscode.l10n.t(
    "The lab's data is thrown away: databases, topics, connectors. The lab begins anew, and the solutions of the steps before are run.",
  );
  const question = vscode.l10n.t('Rewind “{0}” to step {1}?', lesson.title, number);
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, rewind)) === rewind;
}

export async function openLessonSource(store: CourseStore, { ref }: Row<FileRef>): Promise<void> {
  const start = new vscode.Position(ref.line - 1, 0);
  await vscode.window.showTextDocument(store.fileUri(ref.path), { selection: new vscode.Range(start, start) });
}
