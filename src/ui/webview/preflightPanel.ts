import * as vscode from 'vscode';
import { PROFILES, type PreflightFinding, type Profile } from '../../core/lab/lab';
import type { Log } from '../../core/log';
import type { PageToHost } from '../../core/protocol/protocol';
import { callCommand } from '../commands/callCommand';
import { hostWords } from '../hostWords';
import { PREFLIGHT_PANEL } from '../ids';
import type { LabControl } from '../lab/labControl';
import { inOrder, preflightView } from '../views/preflightView';
import { readPageMessage } from './pageMessage';
import type { PageTools } from './pageTools';
import { escapeHtml } from './shell';
import { pageOptions, readStyle, showPage } from './showPage';

export interface PreflightPanelOptions {
  readonly extension: vscode.Uri;
  readonly lab: LabControl;
  readonly tools: PageTools;
  readonly log: Log;
}

/** The page that shows what the lab needs on this machine, what of it is there, and how to get the rest. */
export class PreflightPanel implements vscode.Disposable {
  private panel: vscode.WebviewPanel | null = null;
  private profile: Profile = 'postgres';
  private findings: readonly PreflightFinding[] | null = null;
  /** Counts the looks: of two at once only the later one is shown. */
  private look = 0;
  private checking = false;

  constructor(private readonly options: PreflightPanelOptions) {}

  /** Opens the page, or brings it forward, and looks anew. */
  async open(profile: Profile): Promise<void> {
    const style = await readStyle(this.options.extension, 'preflight');
    if (this.panel) this.panel.reveal();
    else this.create(style);
    await this.check(profile);
  }

  dispose(): void {
    this.panel?.dispose();
  }

  private create(style: string): void {
    const { extension } = this.options;
    const title = vscode.l10n.t('Requirements of the lab');
    const panel = vscode.window.createWebviewPanel(PREFLIGHT_PANEL, title, vscode.ViewColumn.Active, pageOptions(extension));
    panel.onDidDispose(() => {
      this.panel = null;
    });
    panel.webview.onDidReceiveMessage((data: unknown) => this.receive(data));
    this.panel = panel;
    const body = `<main class="preflight"><h1>${escapeHtml(title)}</h1></main>`;
    showPage(panel.webview, extension, { kind: 'preflight', title, body, style });
  }

  private async check(profile: Profile): Promise<void> {
    const look = ++this.look;
    if (profile !== this.profile) this.findings = null;
    this.profile = profile;
    this.checking = true;
    this.post();
    try {
      const findings = await this.options.lab.preflight(profile);
      if (look === this.look) this.findings = findings;
    } finally {
      if (look === this.look) {
        this.checking = false;
        this.post();
      }
    }
  }

  private post(): void {
    const preflight = preflightView(this.profile, this.findings, this.checking, hostWords());
    void this.panel?.webview.postMessage({ type: 'preflight', preflight });
  }

  private receive(data: unknown): void {
    const { tools, log } = this.options;
    const message = readPageMessage(data);
    if (message) void tools.guard(() => this.act(message));
    else log.warn('The page of requirements sent something that is no message');
  }

  private async act(message: PageToHost): Promise<void> {
    const { tools, log } = this.options;
    switch (message.type) {
      case 'ready':
        this.post();
        break;
      case 'painted':
        tools.painted('preflight', message.what);
        break;
      case 'check':
        await this.check(PROFILES.find((profile) => profile === message.profile) ?? this.profile);
        break;
      case 'copyCommand':
        await vscode.env.clipboard.writeText(inOrder(this.findings ?? [])[message.finding]?.command ?? '');
        break;
      case 'action':
        if (message.action === 'startLab') await callCommand('debeziumLab.startLab', this.profile);
        else await tools.act(message.action, null);
        break;
      case 'run':
      case 'stop':
      case 'copy':
      case 'open':
      case 'rows':
      case 'hint':
      case 'solution':
      case 'doStep':
      case 'skip':
      case 'predict':
      case 'glossary':
      case 'helper':
      case 'copyFragment':
      case 'link':
        // These belong to other pages.
        log.warn(`The page of requirements sent “${message.type}”`);
        break;
    }
  }
}
