import * as vscode from 'vscode';
import { setContext } from '../context';
import type { Workbook } from '../workbook/workbook';
import type { DocumentSnippets } from './documentSnippets';

/** Tells the keyboard shortcut and the menus whether the active editor holds something to run. */
export function followActiveEditor(documents: DocumentSnippets, workbook: Workbook): vscode.Disposable {
  let told = '';
  const tell = (): void => {
    const document = vscode.window.activeTextEditor?.document;
    const isSnippet = document ? documents.concerns(document) : false;
    const isWorkbook = document ? workbook.refOf(document.uri) !== null : false;
    const news = `${String(isSnippet)} ${String(isWorkbook)}`;
    if (news === told) return;
    told = news;
    setContext('debeziumLab.snippetEditor', isSnippet);
    setContext('debeziumLab.workbookEditor', isWorkbook);
  };
  tell();
  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(tell),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      // A header comment makes a file one to run while it is typed.
      if (document === vscode.window.activeTextEditor?.document) tell();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(tell),
  );
}
