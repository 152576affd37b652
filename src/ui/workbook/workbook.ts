import * as vscode from 'vscode';
import type { Place } from '../../core/errors';
import type { Lesson } from '../../core/lesson/lesson';
import type { Snippet, SnippetRef } from '../../core/snippet/snippet';
import type { CourseStore } from '../course/courseStore';
import { findSnippet } from '../course/findSnippet';
import type { VirtualDocuments } from '../virtualDocuments';
import { isSameText, isToBeWritten, parseWorkbookFile, workbookFile } from './workbookFile';

/** Where the texts that were written are kept, to tell a student's change from an older lesson. */
const WRITTEN = '.written';

async function readText(uri: vscode.Uri): Promise<string | null> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return null;
    throw error;
  }
}

async function writeText(uri: vscode.Uri, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}

function textOf(snippet: Snippet): string {
  return `${snippet.code.trimEnd()}\n`;
}

/**
 * The lessons' snippets as real files in the extension's storage: written when a lesson is first opened, then the
 * student's. Placeholders stay as they are written; they are filled in when the file is run.
 */
export class Workbook {
  constructor(
    private readonly folder: vscode.Uri,
    private readonly store: CourseStore,
    private readonly documents: VirtualDocuments,
  ) {}

  /** Everything in the workbook, for whoever offers something on its files. */
  get pattern(): vscode.RelativePattern {
    return new vscode.RelativePattern(this.folder, '**');
  }

  refOf(uri: vscode.Uri): SnippetRef | null {
    const prefix = `${this.folder.path}/`;
    if (uri.scheme !== this.folder.scheme || !uri.path.startsWith(prefix)) return null;
    return parseWorkbookFile(uri.path.slice(prefix.length));
  }

  async writeLesson(lesson: Lesson): Promise<void> {
    await Promise.all(lesson.snippets.map((snippet) => this.write(lesson, snippet)));
  }

  /** Opens the snippet's file, at a place in it. */
  async open(ref: SnippetRef, place: Place | null, column: vscode.ViewColumn): Promise<void> {
    const { lesson, snippet } = await findSnippet(this.store, ref);
    const uri = await this.write(lesson, snippet);
    const at = new vscode.Position((place?.line ?? 1) - 1, (place?.column ?? 1) - 1);
    await vscode.window.showTextDocument(uri, { viewColumn: column, selection: new vscode.Range(at, at) });
  }

  /** Puts the lesson's text back, after asking when that would lose changes. */
  async reset(ref: SnippetRef): Promise<void> {
    const { lesson, snippet } = await findSnippet(this.store, ref);
    const document = await vscode.workspace.openTextDocument(await this.write(lesson, snippet));
    if (isSameText(document.getText(), snippet.code)) return;
    const reset = vscode.l10n.t('Reset');
    const compare = vscode.l10n.t('Compare');
    const question = vscode.l10n.t('Put the text of the lesson back into “{0}”?', snippet.id);
    const detail = vscode.l10n.t('Your changes in this file are lost.');
    const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail }, reset, compare);
    if (chosen === compare) await this.compare(ref);
    if (chosen === reset) await this.replace(document, textOf(snippet));
  }

  /** Shows what the student changed. */
  async compare(ref: SnippetRef): Promise<void> {
    const { lesson, snippet } = await findSnippet(this.store, ref);
    const file = workbookFile(lesson.id, snippet);
    const original = this.documents.put(file, textOf(snippet));
    const title = vscode.l10n.t('{0} (lesson ↔ yours)', snippet.id);
    await vscode.commands.executeCommand('vscode.diff', original, await this.write(lesson, snippet), title);
  }

  /** The snippet's file, written if it has to be. */
  private async write(lesson: Lesson, snippet: Snippet): Promise<vscode.Uri> {
    const file = workbookFile(lesson.id, snippet);
    const uri = vscode.Uri.joinPath(this.folder, file);
    const writtenUri = vscode.Uri.joinPath(this.folder, WRITTEN, file);
    const [current, written] = await Promise.all([readText(uri), readText(writtenUri)]);
    const text = textOf(snippet);
    if (isToBeWritten({ current, written, lesson: text })) {
      await writeText(uri, text);
      await writeText(writtenUri, text);
    }
    return uri;
  }

  /** Through the editor, so that the change can be undone. */
  private async replace(document: vscode.TextDocument, text: string): Promise<void> {
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
    await vscode.workspace.applyEdit(edit);
    await document.save();
  }
}
