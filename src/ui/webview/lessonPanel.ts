import * as vscode from 'vscode';
import type { SystemProbes } from '../../core/check/probes';
import { UserError } from '../../core/errors';
import { fillPlaceholders, placeholderValues, SECRET_PLACEHOLDERS } from '../../core/lab/placeholders';
import type { Lab, LabCall } from '../../core/lab/lab';
import type { Course, Lesson } from '../../core/lesson/lesson';
import type { Log } from '../../core/log';
import { msg } from '../../core/message';
import type { HostToPage, PageToHost } from '../../core/protocol/protocol';
import type { LessonSession } from '../../core/session/lessonSession';
import type { SessionState } from '../../core/session/sessionState';
import { callCommand } from '../commands/callCommand';
import { lessonLabels } from '../course/lessonLabels';
import type { LessonEngine } from '../engines';
import { hostWords } from '../hostWords';
import type { LabControl } from '../lab/labControl';
import { labView } from '../views/labView';
import { predictionViews } from '../views/predictionView';
import { stepViews } from '../views/stepView';
import type { Workbook } from '../workbook/workbook';
import { HelperDesk } from './helperDesk';
import { lessonContext, type lessonBody, type LessonSurroundings } from './lessonHtml';
import { readPageMessage } from './pageMessage';
import type { PageTools } from './pageTools';
import { RunFeed } from './runFeed';
import { showPage } from './showPage';

export interface LessonPanelOptions {
  readonly panel: vscode.WebviewPanel;
  readonly extension: vscode.Uri;
  readonly engine: LessonEngine;
  readonly course: Course;
  readonly lesson: Lesson;
  readonly session: LessonSession;
  readonly probes: SystemProbes;
  readonly lab: LabControl;
  readonly workbook: Workbook;
  readonly tools: PageTools;
  /** The style sheet of lesson pages, and what renders their content. */
  readonly style: string;
  readonly bodyOf: typeof lessonBody;
  readonly log: Log;
}

/** One lesson in a panel: its text, its steps as they go, its runs. Ends with the panel. */
export class LessonPanel implements vscode.Disposable {
  private readonly words = hostWords();
  private readonly ending = new AbortController();
  private readonly feed: RunFeed;
  private readonly helpers: HelperDesk;
  private readonly subscriptions: vscode.Disposable;
  private body = '';
  private ready = false;
  /** What the page is to scroll to once it is there. */
  private anchor: string | null = null;

  constructor(private readonly options: LessonPanelOptions) {
    const { panel, session, lab, tools, lesson, engine, probes } = options;
    const { words } = this;
    this.helpers = new HelperDesk({ lesson, engine, probes, words, show: (view) => this.post({ type: 'helper', view }) });
    this.feed = new RunFeed({ runs: tools.runs, lesson: lesson.id, words: this.words, post: (message) => this.post(message) });
    this.subscriptions = vscode.Disposable.from(
      this.feed,
      this.helpers,
      session,
      session.onChange(() => this.postProgress()),
      lab.onChange(() => this.labChanged()),
      panel.webview.onDidReceiveMessage((data: unknown) => this.receive(data)),
      panel.onDidChangeViewState(() => session.setVisible(panel.visible)),
    );
    this.render();
  }

  get lesson(): Lesson {
    return this.options.lesson;
  }

  get state(): SessionState {
    return this.options.session.state;
  }

  get panel(): vscode.WebviewPanel {
    return this.options.panel;
  }

  reveal(anchor: string | null): void {
    this.panel.reveal();
    this.anchor = anchor;
    if (this.ready) this.postAnchor();
  }

  async resetProgress(): Promise<void> {
    await this.options.session.reset();
  }

  /** Brings lab and lesson to the beginning of a step; a message of progress for each step on the way. */
  async rewind(step: string, lab: Lab, call: LabCall): Promise<void> {
    const { engine, lesson, session, tools } = this.options;
    const signal = AbortSignal.any([call.signal, this.ending.signal]);
    await engine.rewind(step, {
      lesson,
      session,
      runs: tools.runs,
      signal,
      resetLab: async () => {
        await lab.up(lesson.lab, { ...call, signal });
        await lab.reset({ ...call, signal });
      },
      onStep: ({ title }, index) => call.onProgress?.({ message: msg('Step {0}: {1}', index + 1, title) }),
    });
  }

  dispose(): void {
    this.ending.abort();
    this.subscriptions.dispose();
  }

  private get surroundings(): LessonSurroundings {
    const { course, lab, extension, panel } = this.options;
    const assetUrl = (path: string): string => panel.webview.asWebviewUri(vscode.Uri.joinPath(extension, 'lessons', path)).toString();
    return { course, endpoints: lab.now.endpoints, words: this.words, assetUrl };
  }

  /** Sets the page's document, but only when it differs: setting it loads the page again. */
  private render(): void {
    const { engine, lesson, extension, panel, style, bodyOf } = this.options;
    const body = bodyOf(engine, lesson, this.surroundings);
    if (body === this.body) return;
    this.body = body;
    this.ready = false;
    showPage(panel.webview, extension, { kind: 'lesson', title: lesson.title, body, style });
  }

  private labChanged(): void {
    // Addresses stay on the page while the lab is down; other ports show at once.
    if (this.options.lab.now.endpoints) this.render();
    this.postLab();
    this.options.session.nudge();
  }

  private post(message: HostToPage): void {
    void this.panel.webview.postMessage(message);
  }

  private postLab(): void {
    const { status } = this.options.lab.now;
    if (status) this.post({ type: 'lab', lab: labView(status, this.words) });
  }

  private postProgress(): void {
    const { engine, lesson } = this.options;
    const place = { path: lesson.path, labels: lessonLabels(this.words), context: lessonContext(lesson, this.surroundings) };
    const steps = stepViews(this.state, lesson.steps, (markdown) => engine.renderMarkdown(markdown, place), this.words);
    this.post({ type: 'steps', steps, current: this.state.current });
    if (lesson.predictions.length === 0) return;
    this.post({ type: 'predictions', predictions: predictionViews(this.state.predictions, lesson.predictions, this.words) });
  }

  private postAnchor(): void {
    if (this.anchor !== null) this.post({ type: 'reveal', anchor: this.anchor });
    this.anchor = null;
  }

  private receive(data: unknown): void {
    const message = readPageMessage(data);
    if (message) void this.options.tools.guard(() => this.act(message));
    else this.options.log.warn(`The page of ${this.lesson.id} sent something that is no message`);
  }

  private async act(message: PageToHost): Promise<void> {
    const { tools, session } = this.options;
    switch (message.type) {
      case 'ready':
        this.pageReady();
        break;
      case 'painted':
        tools.painted(this.lesson.id, message.what);
        break;
      case 'run':
        if (this.hasSnippet(message.snippet)) await tools.snippets.runLesson({ lesson: this.lesson.id, snippet: message.snippet });
        break;
      case 'stop':
        tools.snippets.stop(message.run);
        break;
      case 'copy':
        await this.copy(message.snippet);
        break;
      case 'open':
        await this.openSnippet(message);
        break;
      case 'rows':
        this.post(await tools.rows(message));
        break;
      case 'hint':
        if (this.hasStep(message.step)) session.hint(message.step);
        break;
      case 'solution':
        if (this.hasStep(message.step)) session.showSolution(message.step);
        break;
      case 'doStep':
        await this.doStep(message.step);
        break;
      case 'skip':
        if (this.hasStep(message.step)) session.skip(message.step);
        break;
      case 'predict':
        session.predict(message.prediction, message.option);
        break;
      case 'helper':
        await this.helpers.ask(message.helper, message.fields);
        break;
      case 'copyFragment':
        await this.copyFragment(message);
        break;
      case 'action':
        await this.takeAction(message);
        break;
      case 'link':
        await tools.openLink(message.href);
        break;
      case 'glossary':
        await callCommand('debeziumLab.openGlossary', message.term);
        break;
      case 'check':
      case 'copyCommand':
        // These belong to the page of requirements.
        break;
    }
  }

  /** The text is there: now comes all that would have kept the host from showing it. */
  private pageReady(): void {
    const { session, lab, panel, tools, workbook } = this.options;
    this.ready = true;
    lab.watch();
    session.setVisible(panel.visible);
    void tools.guard(() => workbook.writeLesson(this.lesson));
    this.postLab();
    this.postProgress();
    for (const { id } of this.lesson.snippets) this.feed.replay(`${this.lesson.id}/${id}`);
    this.postAnchor();
  }

  /** An id that the lesson does not have is the page's mistake, not the student's. */
  private hasSnippet(id: string): boolean {
    const has = this.lesson.snippets.some((snippet) => snippet.id === id);
    if (!has) this.options.log.warn(`The page of ${this.lesson.id} named the unknown snippet ${id}`);
    return has;
  }

  private hasStep(id: string): boolean {
    const has = this.lesson.steps.some((step) => step.id === id);
    if (!has) this.options.log.warn(`The page of ${this.lesson.id} named the unknown step ${id}`);
    return has;
  }

  /** Copies what the page shows: addresses filled in, secrets not. */
  private async copy(id: string): Promise<void> {
    const snippet = this.lesson.snippets.find((candidate) => candidate.id === id);
    if (!snippet) return;
    const { endpoints } = this.options.lab.now;
    const values = [...(endpoints ? placeholderValues(endpoints) : [])].filter(([name]) => !SECRET_PLACEHOLDERS.has(name));
    await vscode.env.clipboard.writeText(fillPlaceholders(snippet.code, new Map(values)));
  }

  private async copyFragment({ helper, fragment }: Extract<PageToHost, { type: 'copyFragment' }>): Promise<void> {
    const text = this.helpers.fragment(helper, fragment);
    if (text !== null) await vscode.env.clipboard.writeText(text);
  }

  private async openSnippet({ snippet, place }: Extract<PageToHost, { type: 'open' }>): Promise<void> {
    if (!this.hasSnippet(snippet)) return;
    // Beside the lesson, which stands on the right of the editors when there were some.
    const column = this.panel.viewColumn === vscode.ViewColumn.One ? vscode.ViewColumn.Beside : vscode.ViewColumn.One;
    await this.options.workbook.open({ lesson: this.lesson.id, snippet }, place, column);
  }

  private async doStep(step: string): Promise<void> {
    if (!this.hasStep(step)) return;
    await this.options.session.doStep(step, this.ending.signal);
    const failure = this.state.steps.find(({ id }) => id === step)?.failure;
    if (failure) throw new UserError(failure);
  }

  private async takeAction({ action, run }: Extract<PageToHost, { type: 'action' }>): Promise<void> {
    if (action === 'startLab') return callCommand('debeziumLab.startLab', this.lesson.lab);
    const { runs } = this.options.tools;
    const names = this.lesson.snippets.map(({ id }) => `${this.lesson.id}/${id}`);
    const known = names.map((name) => runs.latest(name)).find((candidate) => candidate?.id === run);
    await this.options.tools.act(action, known ?? null);
  }
}
