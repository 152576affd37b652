import * as vscode from 'vscode';
import type { RunRequest } from '../../core/run/prepare';
import type { SnippetRef } from '../../core/snippet/snippet';
import type { CourseStore } from '../course/courseStore';
import { findSnippet } from '../course/findSnippet';
import type { LessonParser } from '../engines';
import type { Workbook } from '../workbook/workbook';
import { HEADER_LINES, lessonSourcePath, optInTarget } from './optIn';

/** Something to run in an open document. */
export interface DocumentSnippet {
  /** Its id in a lesson source; null where the whole document is the snippet. */
  readonly id: string | null;
  /** Zero-based lines of the document. */
  readonly firstLine: number;
  readonly lastLine: number;
  readonly request: RunRequest;
  /** The lesson's snippet that a workbook file belongs to. */
  readonly workbook: SnippetRef | null;
}

function firstLines(document: vscode.TextDocument): readonly string[] {
  return Array.from({ length: Math.min(HEADER_LINES, document.lineCount) }, (_, line) => document.lineAt(line).text);
}

function whole(document: vscode.TextDocument, request: Omit<RunRequest, 'code'>, workbook: SnippetRef | null): DocumentSnippet {
  return { id: null, firstLine: 0, lastLine: document.lineCount - 1, request: { ...request, code: document.getText() }, workbook };
}

/** Finds what can be run in a document: a workbook file, a lesson's source, or a file that asked for it. */
export class DocumentSnippets {
  constructor(
    private readonly store: CourseStore,
    private readonly workbook: Workbook,
    private readonly parser: () => Promise<LessonParser>,
  ) {}

  /** The documents in which there may be something to run. */
  get selector(): vscode.DocumentSelector {
    return [
      { pattern: this.workbook.pattern },
      { language: 'sql' },
      { pattern: '**/*.connector.json' },
      { language: 'markdown', pattern: '**/lessons/**/*.md' },
    ];
  }

  /** True when the document may hold something to run; cheap, without loading anything. */
  concerns(document: vscode.TextDocument): boolean {
    if (this.workbook.refOf(document.uri)) return true;
    if (!vscode.workspace.isTrusted) return false;
    const lines = firstLines(document);
    return (
      lessonSourcePath(document.uri.path, lines[0] ?? '') !== null || optInTarget(document.uri.path, document.languageId, lines) !== null
    );
  }

  async of(document: vscode.TextDocument): Promise<readonly DocumentSnippet[]> {
    const ref = this.workbook.refOf(document.uri);
    if (ref) return this.ofWorkbook(document, ref);
    // A file of the workspace runs what its author wrote: only where the user trusts them.
    if (!vscode.workspace.isTrusted) return [];
    const lines = firstLines(document);
    const path = lessonSourcePath(document.uri.path, lines[0] ?? '');
    if (path !== null) return this.ofLesson(document, path);
    const target = optInTarget(document.uri.path, document.languageId, lines);
    if (target === null) return [];
    return [whole(document, { name: vscode.workspace.asRelativePath(document.uri), target, attributes: {} }, null)];
  }

  private async ofWorkbook(document: vscode.TextDocument, ref: SnippetRef): Promise<readonly DocumentSnippet[]> {
    const { lesson, snippet } = await findSnippet(this.store, ref);
    const { target, attributes } = snippet;
    return [whole(document, { name: `${lesson.id}/${snippet.id}`, target, attributes }, ref)];
  }

  private async ofLesson(document: vscode.TextDocument, path: string): Promise<readonly DocumentSnippet[]> {
    const { parseLesson } = await this.parser();
    const { lesson } = parseLesson({ path, text: document.getText() });
    return (lesson?.snippets ?? []).map(({ id, target, attributes, code, line }) => ({
      id,
      // The line of the fence, above the code.
      firstLine: Math.max(0, line - 2),
      lastLine: line - 1 + code.split('\n').length,
      request: { name: `${lesson?.id ?? path}/${id}`, target, attributes, code },
      workbook: null,
    }));
  }
}
