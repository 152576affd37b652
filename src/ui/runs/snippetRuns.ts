import * as vscode from 'vscode';
import type { Disposable } from '../../core/disposable';
import { UserError } from '../../core/errors';
import { msg } from '../../core/message';
import type { RunRequest } from '../../core/run/prepare';
import type { Run } from '../../core/run/result';
import type { RunService } from '../../core/run/runService';
import type { SnippetRef } from '../../core/snippet/snippet';
import type { CourseStore } from '../course/courseStore';
import { findSnippet } from '../course/findSnippet';
import { setContext } from '../context';
import type { DocumentSnippetRef } from '../ids';
import { BRIEF_RUN_MS } from './briefRun';
import type { DocumentSnippets } from './documentSnippets';

/**
 * Starts snippets, wherever the click was. What runs is what was shown there: the lesson's text from its page, the
 * editor's text, saved or not, from an editor.
 */
export class SnippetRuns implements vscode.Disposable {
  /** What was last asked for under each name, to do it again. */
  private readonly requests = new Map<string, RunRequest>();
  private readonly running = new Map<string, Run>();
  private readonly subscription: Disposable;
  private counting: ReturnType<typeof setTimeout> | undefined;
  private counted = false;

  constructor(
    private readonly runs: RunService,
    private readonly store: CourseStore,
    private readonly documents: DocumentSnippets,
  ) {
    this.subscription = runs.onChange((run) => this.follow(run));
  }

  async runLesson(ref: SnippetRef): Promise<Run> {
    const { lesson, snippet } = await findSnippet(this.store, ref);
    const { target, attributes, code } = snippet;
    return this.start({ name: `${lesson.id}/${snippet.id}`, target, attributes, code });
  }

  async runDocument(ref: DocumentSnippetRef): Promise<Run> {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(ref.uri, true));
    const snippet = (await this.documents.of(document)).find(({ id }) => id === ref.snippet);
    if (snippet) return this.start(snippet.request);
    throw new UserError({ what: msg('There is nothing to run in this document any more.') });
  }

  /** Runs what stands at the cursor of the active editor. */
  async runAtCursor(): Promise<Run> {
    const editor = vscode.window.activeTextEditor;
    const line = editor?.selection.active.line ?? 0;
    const snippets = editor ? await this.documents.of(editor.document) : [];
    const snippet = snippets.find(({ firstLine, lastLine }) => firstLine <= line && line <= lastLine);
    if (snippet) return this.start(snippet.request);
    throw new UserError({
      what: msg('There is no snippet at the cursor.'),
      fix: msg('Put the cursor into a snippet of a lesson or into a file of the workbook.'),
    });
  }

  /** Runs again what the run was of. */
  again(run: Pick<Run, 'name'>): Run | null {
    const request = this.requests.get(run.name);
    return request ? this.start(request) : null;
  }

  stop(runId: string): void {
    if (this.running.has(runId)) this.runs.cancel(runId);
  }

  /** Stops what was started last and still runs. */
  stopLatest(): void {
    const latest = [...this.running.keys()].at(-1);
    if (latest !== undefined) this.runs.cancel(latest);
  }

  dispose(): void {
    this.subscription.dispose();
    clearTimeout(this.counting);
  }

  private start(request: RunRequest): Run {
    const run = this.runs.start(request);
    this.requests.set(request.name, request);
    return run;
  }

  private follow(run: Run): void {
    if (run.state === 'running') this.running.set(run.id, run);
    else this.running.delete(run.id);
    this.counting ??= setTimeout(() => this.count(), BRIEF_RUN_MS);
  }

  private count(): void {
    this.counting = undefined;
    if (this.counted === this.running.size > 0) return;
    this.counted = !this.counted;
    setContext('debeziumLab.snippetRunning', this.counted);
  }
}
