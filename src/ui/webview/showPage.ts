import * as vscode from 'vscode';
import { hostWords } from '../hostWords';
import { pageStrings } from './pageStrings';
import { createNonce, pageHtml, type Page, type PageSources } from './shell';

const SCRIPTS: Readonly<Record<Page['kind'], string>> = {
  lesson: 'lesson.js',
  results: 'results.js',
  preflight: 'preflight.js',
  glossary: 'glossary.js',
};

const mediaFile = (extension: vscode.Uri, file: string): vscode.Uri => vscode.Uri.joinPath(extension, 'dist', 'media', file);

/** The style sheet of a kind of page; to be read before the page is shown, once for all pages of the kind. */
export async function readStyle(extension: vscode.Uri, kind: Page['kind']): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(mediaFile(extension, `${kind}.css`)));
}

function sourcesOf(webview: vscode.Webview, extension: vscode.Uri, kind: Page['kind'], style: string): PageSources {
  const address = (file: string): string => webview.asWebviewUri(mediaFile(extension, file)).toString();
  return { cspSource: webview.cspSource, script: address(SCRIPTS[kind]), style, icons: address('codicon.css') };
}

/** What a page may load: its own bundle, and the files that lessons show. */
export function pageOptions(extension: vscode.Uri): vscode.WebviewOptions {
  return {
    enableScripts: true,
    localResourceRoots: [vscode.Uri.joinPath(extension, 'dist', 'media'), vscode.Uri.joinPath(extension, 'lessons')],
  };
}

export interface ShownPage extends Pick<Page, 'kind' | 'title' | 'body'> {
  /** What {@link readStyle} gave. */
  readonly style: string;
}

export function showPage(webview: vscode.Webview, extension: vscode.Uri, { style, ...page }: ShownPage): void {
  const words = hostWords();
  const whole: Page = { ...page, locale: words.locale, strings: pageStrings(words) };
  webview.html = pageHtml(whole, sourcesOf(webview, extension, page.kind, style), createNonce());
}
