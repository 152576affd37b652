import * as vscode from 'vscode';
import type { Log } from '../../core/log';
import type { HostToPage, PageToHost } from '../../core/protocol/protocol';
import type { Run } from '../../core/run/result';
import { hostWords } from '../hostWords';
import { VIEWS } from '../ids';
import type { PageTools } from './pageTools';
import { readPageMessage } from './pageMessage';
import { RunFeed } from './runFeed';
import { pageOptions, readStyle, showPage } from './showPage';

const BODY = '<main class="results"></main>';

/** The latest run, whichever snippet it was of, in one view of the panel area. */
export class ResultsView implements vscode.WebviewViewProvider, vscode.Disposable {
  private view: vscode.WebviewView | null = null;
  private latest: Run | null = null;
  private readonly feed: RunFeed;
  private readonly subscriptions: vscode.Disposable;

  constructor(
    private readonly extension: vscode.Uri,
    private readonly tools: PageTools,
    private readonly log: Log,
  ) {
    this.feed = new RunFeed({ runs: tools.runs, lesson: null, words: hostWords(), post: (message) => this.post(message) });
    this.subscriptions = vscode.Disposable.from(
      this.feed,
      tools.runs.onChange((run) => {
        this.latest = run;
      }),
    );
  }

  async resolveWebviewView(view: vscode.WebviewView): Promise<void> {
    this.view = view;
    view.webview.options = pageOptions(this.extension);
    view.webview.onDidReceiveMessage((data: unknown) => this.receive(data));
    view.onDidDispose(() => {
      this.view = null;
    });
    const style = await readStyle(this.extension, 'results');
    if (this.view === view) showPage(view.webview, this.extension, { kind: 'results', title: vscode.l10n.t('Results'), body: BODY, style });
  }

  /** Shows the view without taking the focus from the editor. */
  async reveal(): Promise<void> {
    if (this.view) this.view.show(true);
    else await vscode.commands.executeCommand(`${VIEWS.results}.focus`, { preserveFocus: true });
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private post(message: HostToPage): void {
    void this.view?.webview.postMessage(message);
  }

  private receive(data: unknown): void {
    const message = readPageMessage(data);
    if (message) void this.tools.guard(() => this.act(message));
    else this.log.warn('The results page sent something that is no message');
  }

  private async act(message: PageToHost): Promise<void> {
    const { tools, latest } = this;
    switch (message.type) {
      case 'ready':
        if (latest) this.feed.replay(latest.name);
        break;
      case 'painted':
        tools.painted('results', message.what);
        break;
      case 'stop':
        tools.snippets.stop(message.run);
        break;
      case 'rows':
        this.post(await tools.rows(message));
        break;
      case 'action':
        await tools.act(message.action, latest?.id === message.run ? latest : null);
        break;
      case 'link':
        await tools.openLink(message.href);
        break;
      case 'open':
        if (latest) await tools.openRun(latest, message.place);
        break;
      case 'run':
      case 'copy':
      case 'hint':
      case 'solution':
      case 'doStep':
      case 'skip':
      case 'predict':
      case 'glossary':
      case 'helper':
      case 'copyFragment':
      case 'check':
      case 'copyCommand':
        // These belong to other pages; this one has no snippets and no steps.
        this.log.warn(`The results page sent “${message.type}”`);
        break;
    }
  }
}
