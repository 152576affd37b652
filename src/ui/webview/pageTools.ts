import * as vscode from 'vscode';
import type { ActionId, Place } from '../../core/errors';
import type { Disposable } from '../../core/disposable';
import { Emitter } from '../../core/emitter';
import type { Log } from '../../core/log';
import type { HostToPage, PageToHost } from '../../core/protocol/protocol';
import type { Run } from '../../core/run/result';
import type { RunService } from '../../core/run/runService';
import type { Engines } from '../engines';
import { callCommand } from '../commands/callCommand';
import { doAction, showProblem } from '../problems';
import type { SnippetRuns } from '../runs/snippetRuns';
import { parseRunName } from '../runs/runName';
import type { Workbook } from '../workbook/workbook';

/** When something came to be seen on a page, for the log, the host tests and the benchmark. */
export interface Painted {
  /** A lesson's id, or `results`. */
  readonly page: string;
  readonly what: 'text' | 'diagrams' | 'result';
  /** Milliseconds since the epoch. */
  readonly at: number;
}

type RowsRequest = Extract<PageToHost, { type: 'rows' }>;

/** What pages can ask for, whichever page it is. */
export class PageTools implements vscode.Disposable {
  private readonly paints = new Emitter<[Painted]>();

  constructor(
    readonly runs: RunService,
    readonly snippets: SnippetRuns,
    private readonly workbook: Workbook,
    private readonly engines: Engines,
    private readonly log: Log,
  ) {}

  onPainted(listener: (painted: Painted) => void): Disposable {
    return this.paints.on(listener);
  }

  /** Does what a page asked for; a failure is one notification. */
  async guard(action: () => Promise<void> | void): Promise<void> {
    try {
      await action();
    } catch (error) {
      void showProblem(error, this.log, () => this.guard(action));
    }
  }

  painted(page: string, what: Painted['what']): void {
    this.log.debug(`Painted ${what} of ${page}`);
    this.paints.fire({ page, what, at: Date.now() });
  }

  async rows({ handle, from, count }: RowsRequest): Promise<HostToPage> {
    const { results } = await this.engines.drivers();
    return { type: 'rows', handle, from, rows: await results.page(handle, from, count) };
  }

  /** An action offered beside a run's problem. */
  async act(action: ActionId, run: Run | null): Promise<void> {
    if (action === 'openSnippet') return run ? this.openRun(run, run.problem?.place ?? null) : undefined;
    await doAction(action, () => {
      if (run) this.snippets.again(run);
    });
  }

  /** Opens the text that ran: the workbook file of a lesson's snippet. */
  async openRun(run: Run, place: Place | null): Promise<void> {
    const ref = parseRunName(run.name);
    if (ref) await this.workbook.open(ref, place, vscode.ViewColumn.Active);
  }

  /** A lesson, or an address on the web. */
  async openLink(href: string): Promise<void> {
    if (/^https?:\/\//iu.test(href)) await vscode.env.openExternal(vscode.Uri.parse(href, true));
    else await callCommand('debeziumLab.openLesson', href);
  }

  dispose(): void {
    this.paints.dispose();
  }
}
