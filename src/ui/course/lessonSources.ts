import * as vscode from 'vscode';
import type { LessonParser } from '../engines';
import { lessonSourcePath } from '../runs/optIn';
import type { LessonProblems } from './findings';

/** Milliseconds without a keystroke before a lesson is read again. */
const TYPING_PAUSE = 300;

function pathOf(document: vscode.TextDocument): string | null {
  return vscode.workspace.isTrusted ? lessonSourcePath(document.uri.path, document.lineAt(0).text) : null;
}

/** Shows an author the mistakes of the lesson being written, as it is written. */
export class LessonSources implements vscode.Disposable {
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly subscriptions: vscode.Disposable;

  constructor(
    private readonly problems: LessonProblems,
    private readonly parser: () => Promise<LessonParser>,
  ) {
    this.subscriptions = vscode.Disposable.from(
      vscode.workspace.onDidOpenTextDocument((document) => void this.check(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.checkSoon(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.forget(document)),
    );
    for (const document of vscode.workspace.textDocuments) void this.check(document);
  }

  dispose(): void {
    this.subscriptions.dispose();
    for (const timer of this.timers.values()) clearTimeout(timer);
  }

  private checkSoon(document: vscode.TextDocument): void {
    if (pathOf(document) === null) return;
    const key = document.uri.toString();
    clearTimeout(this.timers.get(key));
    this.timers.set(
      key,
      setTimeout(() => void this.check(document), TYPING_PAUSE),
    );
  }

  private async check(document: vscode.TextDocument): Promise<void> {
    const path = pathOf(document);
    if (path === null) return;
    const { parseLesson } = await this.parser();
    if (!document.isClosed) this.problems.showFile(document.uri, parseLesson({ path, text: document.getText() }).findings);
  }

  private forget(document: vscode.TextDocument): void {
    clearTimeout(this.timers.get(document.uri.toString()));
    this.timers.delete(document.uri.toString());
    if (pathOf(document) !== null) this.problems.clearFile(document.uri);
  }
}
