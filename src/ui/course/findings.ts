import * as vscode from 'vscode';
import type { Finding } from '../../core/lesson/lesson';
import { hostWords } from '../hostWords';
import type { CourseStore } from './courseStore';

function diagnostic({ line, rule, message, fix }: Finding): vscode.Diagnostic {
  const words = hostWords();
  const range = new vscode.Range(line - 1, 0, line - 1, Number.MAX_SAFE_INTEGER);
  const found = new vscode.Diagnostic(range, `${words.text(message)} ${words.text(fix)}`, vscode.DiagnosticSeverity.Error);
  found.source = 'Debezium Lab';
  found.code = rule;
  return found;
}

/** The mistakes of lesson files in the Problems view: those of the course, and those of a lesson being written. */
export class LessonProblems implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('debeziumLab');
  private ofCourse: readonly vscode.Uri[] = [];

  /** Shows the findings of the whole course in place of those shown before. */
  showCourse(findings: readonly Finding[], store: CourseStore): void {
    for (const uri of this.ofCourse) this.collection.delete(uri);
    const files = [...new Set(findings.map(({ file }) => file))];
    this.ofCourse = files.map((file) => store.fileUri(file));
    for (const file of files)
      this.showFile(
        store.fileUri(file),
        findings.filter((finding) => finding.file === file),
      );
  }

  showFile(uri: vscode.Uri, findings: readonly Finding[]): void {
    this.collection.set(uri, findings.map(diagnostic));
  }

  clearFile(uri: vscode.Uri): void {
    this.collection.delete(uri);
  }

  dispose(): void {
    this.collection.dispose();
  }
}
