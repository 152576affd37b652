import * as vscode from 'vscode';
import type { SystemProbes } from '../../core/check/probes';
import type { Disposable } from '../../core/disposable';
import { Emitter } from '../../core/emitter';
import type { Log } from '../../core/log';
import type { CourseStore } from '../course/courseStore';
import type { Engines } from '../engines';
import { LESSON_PANEL } from '../ids';
import { lazy } from '../lazy';
import type { LabControl } from '../lab/labControl';
import type { Workbook } from '../workbook/workbook';
import { keptBodies } from './lessonHtml';
import { LessonPanel } from './lessonPanel';
import type { PageTools } from './pageTools';
import { pageOptions, readStyle } from './showPage';

export interface LessonPanelsOptions {
  readonly extension: vscode.Uri;
  readonly engines: Engines;
  readonly store: CourseStore;
  readonly probes: SystemProbes;
  readonly lab: LabControl;
  readonly workbook: Workbook;
  readonly tools: PageTools;
  readonly log: Log;
}

/** What a page keeps in VS Code's own store over a reload. */
function storedLesson(state: unknown): string | null {
  if (typeof state !== 'object' || state === null || !('lesson' in state)) return null;
  return typeof state.lesson === 'string' ? state.lesson : null;
}

/** Resolves when what was just asked of VS Code is on its way: it sends nothing before the event loop's next turn. */
function sent(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/** The open lessons: one panel each, found again after a reload of the window. */
export class LessonPanels implements vscode.WebviewPanelSerializer, vscode.Disposable {
  private readonly panels = new Map<string, LessonPanel>();
  private readonly opening = new Map<string, Promise<LessonPanel>>();
  private readonly changed = new Emitter<[LessonPanel | null]>();
  private readonly opened = new Emitter<[string]>();
  /** The lesson that was looked at last and is still open. */
  private current: LessonPanel | null = null;

  private readonly style = lazy(() => readStyle(this.options.extension, 'lesson'));
  private readonly bodyOf = keptBodies();

  constructor(private readonly options: LessonPanelsOptions) {}

  get active(): LessonPanel | null {
    return this.current;
  }

  /** Tells which lesson is being looked at, and each change of its steps. */
  onChange(listener: (active: LessonPanel | null) => void): Disposable {
    return this.changed.on(listener);
  }

  /** Tells the id of a lesson that was opened, or restored. */
  onOpen(listener: (lesson: string) => void): Disposable {
    return this.opened.on(listener);
  }

  /** @param address A lesson's id, with `#` and an anchor of the page where it is to scroll to. */
  async open(address: string): Promise<LessonPanel> {
    const [id = '', anchor = null] = address.split('#', 2);
    const panel = this.panels.get(id) ?? (await (this.opening.get(id) ?? this.create(id)));
    panel.reveal(anchor);
    return panel;
  }

  async resetProgress(id: string): Promise<boolean> {
    const panel = this.panels.get(id);
    await panel?.resetProgress();
    return panel !== undefined;
  }

  /** Takes over a panel that VS Code kept over a reload. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const id = storedLesson(state);
    if (id === null || this.panels.has(id)) {
      panel.dispose();
      return;
    }
    panel.webview.options = pageOptions(this.options.extension);
    await this.fill(id, () => panel);
  }

  dispose(): void {
    this.changed.dispose();
    this.opened.dispose();
    for (const panel of this.panels.values()) panel.panel.dispose();
  }

  private create(id: string): Promise<LessonPanel> {
    const column = vscode.window.activeTextEditor ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
    const options = { ...pageOptions(this.options.extension), retainContextWhenHidden: true, enableFindWidget: true };
    const creating = this.fill(id, (title) => vscode.window.createWebviewPanel(LESSON_PANEL, title, column, options)).finally(() =>
      this.opening.delete(id),
    );
    this.opening.set(id, creating);
    return creating;
  }

  /**
   * Reads the lesson first: one that cannot be shown opens no empty panel. VS Code then makes the panel's frame while the
   * lesson engine is loaded here.
   */
  private async fill(id: string, panelFor: (title: string) => vscode.WebviewPanel): Promise<LessonPanel> {
    const { engines, store, probes, lab, workbook, tools, log, extension } = this.options;
    const begin = performance.now();
    const [course, lesson] = await Promise.all([store.course(), store.lesson(id)]);
    const panel = panelFor(lesson.title);
    const closed = new AbortController();
    panel.onDidDispose(() => closed.abort());
    const icon = (theme: string): vscode.Uri => vscode.Uri.joinPath(extension, 'media', 'icons', `lesson-${theme}.svg`);
    panel.iconPath = { light: icon('light'), dark: icon('dark') };
    try {
      await sent();
      const [engine, progress, style] = await Promise.all([engines.lessons(), engines.progress(), this.style()]);
      closed.signal.throwIfAborted();
      const session = new engine.LessonSession({ lesson, probes, runs: tools.runs, progress, log });
      const { bodyOf } = this;
      const opened = new LessonPanel({
        panel,
        extension,
        engine,
        course,
        lesson,
        session,
        probes,
        lab,
        workbook,
        tools,
        style,
        bodyOf,
        log,
      });
      this.follow(opened, session);
      log.debug(`Lesson ${id} rendered in ${String(Math.round(performance.now() - begin))} ms`);
      return opened;
    } catch (error) {
      panel.dispose();
      throw error;
    }
  }

  private follow(opened: LessonPanel, session: { onChange(listener: () => void): Disposable }): void {
    const { lesson, panel } = opened;
    this.panels.set(lesson.id, opened);
    this.setActive(opened);
    this.opened.fire(lesson.id);
    session.onChange(() => {
      if (this.current === opened) this.changed.fire(opened);
    });
    panel.onDidChangeViewState(() => {
      if (panel.active) this.setActive(opened);
    });
    panel.onDidDispose(() => {
      this.panels.delete(lesson.id);
      opened.dispose();
      if (this.current === opened) this.setActive([...this.panels.values()].at(-1) ?? null);
    });
  }

  private setActive(panel: LessonPanel | null): void {
    this.current = panel;
    this.changed.fire(panel);
  }
}
