import * as vscode from 'vscode';
import type { Run } from '../../core/run/result';
import type { RunService } from '../../core/run/runService';
import { TARGET_TABLE } from '../../core/snippet/targetTable';
import { commandLink } from '../commands/callCommand';
import { hostWords } from '../hostWords';
import type { DocumentSnippet, DocumentSnippets } from '../runs/documentSnippets';
import { runSummary } from '../views/runView';
import { isSameText } from '../workbook/workbookFile';
import type { CourseStore } from '../course/courseStore';

/** Icons of a run's outcome, as codicons in a lens. */
const STATE_ICONS: Readonly<Record<Run['state'], string>> = {
  running: 'loading~spin',
  succeeded: 'pass',
  failed: 'error',
  cancelled: 'circle-slash',
};

export interface LensSources {
  readonly documents: DocumentSnippets;
  readonly runs: RunService;
  readonly store: CourseStore;
}

/** ▶ Run, the last outcome and Reset above everything that can be run. */
export class SnippetLenses implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changed.event;
  private readonly subscriptions: vscode.Disposable;

  constructor(private readonly sources: LensSources) {
    this.subscriptions = vscode.Disposable.from(
      this.changed,
      sources.runs.onChange(() => this.changed.fire()),
      sources.store.onChange(() => this.changed.fire()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.changed.fire()),
    );
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    if (!this.sources.documents.concerns(document)) return [];
    const snippets = await this.sources.documents.of(document);
    const lenses = await Promise.all(snippets.map((snippet) => this.lensesOf(document, snippet)));
    return lenses.flat();
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private async lensesOf(document: vscode.TextDocument, snippet: DocumentSnippet): Promise<vscode.CodeLens[]> {
    const range = new vscode.Range(snippet.firstLine, 0, snippet.firstLine, 0);
    const run = this.sources.runs.latest(snippet.request.name);
    const commands = [
      run?.state === 'running' ? stopCommand() : runCommand(document, snippet),
      ...(run ? [outcomeCommand(run)] : []),
      ...(await this.resetCommands(document, snippet)),
    ];
    return commands.map((command) => new vscode.CodeLens(range, command));
  }

  /** Reset and compare, where the student has changed a workbook file. */
  private async resetCommands(document: vscode.TextDocument, { workbook }: DocumentSnippet): Promise<vscode.Command[]> {
    if (!workbook) return [];
    const lesson = await this.sources.store.lesson(workbook.lesson);
    const original = lesson.snippets.find(({ id }) => id === workbook.snippet);
    if (!original || isSameText(original.code, document.getText())) return [];
    return [
      commandLink(`$(discard) ${vscode.l10n.t('Reset')}`, 'debeziumLab.resetSnippet', workbook),
      commandLink(`$(diff) ${vscode.l10n.t('Compare')}`, 'debeziumLab.compareSnippet', workbook),
    ];
  }
}

function runCommand(document: vscode.TextDocument, { id, request }: DocumentSnippet): vscode.Command {
  const title = vscode.l10n.t('Run on {0}', TARGET_TABLE[request.target].label);
  return commandLink(`$(play) ${title}`, 'debeziumLab.runSnippet', { uri: document.uri.toString(), snippet: id });
}

function stopCommand(): vscode.Command {
  return commandLink(`$(debug-stop) ${vscode.l10n.t('Stop')}`, 'debeziumLab.stopSnippet');
}

function outcomeCommand(run: Run): vscode.Command {
  return { title: `$(${STATE_ICONS[run.state]}) ${runSummary(run, hostWords())}`, command: 'debeziumLab.results.focus' };
}
