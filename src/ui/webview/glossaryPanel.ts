import * as vscode from 'vscode';
import { termAnchor } from '../../core/glossary/term';
import type { Log } from '../../core/log';
import { msg } from '../../core/message';
import type { HostToPage, PageToHost } from '../../core/protocol/protocol';
import type { CourseStore } from '../course/courseStore';
import type { Engines } from '../engines';
import { hostWords } from '../hostWords';
import { GLOSSARY_PANEL } from '../ids';
import { lazy } from '../lazy';
import { readPageMessage } from './pageMessage';
import type { PageTools } from './pageTools';
import { pageOptions, readStyle, showPage } from './showPage';

export interface GlossaryPanelOptions {
  readonly extension: vscode.Uri;
  readonly engines: Pick<Engines, 'lessons'>;
  readonly store: CourseStore;
  readonly tools: PageTools;
  readonly log: Log;
}

/** All terms of the course on one page, found with the editor's own search; each leads to the lesson that explains it. */
export class GlossaryPanel implements vscode.WebviewPanelSerializer, vscode.Disposable {
  private panel: vscode.WebviewPanel | null = null;
  private ready = false;
  /** The term to show once the page is there. */
  private term: string | null = null;
  private readonly style = lazy(() => readStyle(this.options.extension, 'glossary'));

  constructor(private readonly options: GlossaryPanelOptions) {}

  async open(term: string | null): Promise<void> {
    this.term = term;
    if (this.panel) {
      this.panel.reveal();
      if (this.ready) this.postTerm();
      return;
    }
    const column = vscode.window.activeTextEditor ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
    const options = { ...pageOptions(this.options.extension), enableFindWidget: true };
    await this.fill(vscode.window.createWebviewPanel(GLOSSARY_PANEL, vscode.l10n.t('Glossary'), column, options));
  }

  /** Takes over a panel that VS Code kept over a reload. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    if (this.panel) {
      panel.dispose();
      return;
    }
    panel.webview.options = pageOptions(this.options.extension);
    await this.fill(panel);
  }

  dispose(): void {
    this.panel?.dispose();
  }

  private async fill(panel: vscode.WebviewPanel): Promise<void> {
    const { engines, store, extension } = this.options;
    this.panel = panel;
    this.ready = false;
    panel.onDidDispose(() => {
      this.panel = null;
    });
    panel.webview.onDidReceiveMessage((data: unknown) => this.receive(data));
    try {
      const [engine, course, style] = await Promise.all([engines.lessons(), store.course(), this.style()]);
      if (this.panel !== panel) return;
      const { text, locale } = hostWords();
      const titles = new Map(course.modules.flatMap(({ lessons }) => lessons.map(({ id, title }) => [id, title] as const)));
      const body = engine.renderGlossary(course.glossary, {
        locale,
        title: text(msg('Glossary')),
        lead: text(msg('Words of the course: {0}. Search the page with the keys you search an editor with.', course.glossary.length)),
        explainedIn: text(msg('Lesson:')),
        titleOf: (id) => titles.get(id),
      });
      showPage(panel.webview, extension, {
        kind: 'glossary',
        title: panel.title,
        body: `<main class="glossary">\n${body}\n</main>`,
        style,
      });
    } catch (error) {
      panel.dispose();
      throw error;
    }
  }

  private postTerm(): void {
    if (this.term === null) return;
    const message: HostToPage = { type: 'reveal', anchor: termAnchor(this.term) };
    void this.panel?.webview.postMessage(message);
    this.term = null;
  }

  private receive(data: unknown): void {
    const message = readPageMessage(data);
    if (message) void this.options.tools.guard(() => this.act(message));
    else this.options.log.warn('The glossary page sent something that is no message');
  }

  private async act(message: PageToHost): Promise<void> {
    const { tools, log } = this.options;
    switch (message.type) {
      case 'ready':
        this.ready = true;
        this.postTerm();
        break;
      case 'painted':
        tools.painted('glossary', message.what);
        break;
      case 'link':
        await tools.openLink(message.href);
        break;
      default:
        // The page has nothing but text and links.
        log.warn(`The glossary page sent “${message.type}”`);
    }
  }
}
