import * as vscode from 'vscode';
import { hostWords } from '../hostWords';
import { pageStrings } from './pageStrings';
import { createNonce, pageHtml, type Page, type PageSources } from './shell';

const SCRIPTS: Readonly<Record<Page['kind'], string>> = { lesson: 'lesson.js', results: 'results.js' };
const STYLES: Readonly<Record<Page['kind'], readonly string[]>> = {
  lesson: ['codicon.css', 'lesson.css'],
  results: ['codicon.css', 'results.css'],
};

function sourcesOf(webview: vscode.Webview, extension: vscode.Uri, kind: Page['kind']): PageSources {
  const address = (file: string): string => webview.asWebviewUri(vscode.Uri.joinPath(extension, 'dist', 'media', file)).toString();
  return { cspSource: webview.cspSource, script: address(SCRIPTS[kind]), styles: STYLES[kind].map(address) };
}

/** What a page may load: its own bundle, and the files that lessons show. */
export function pageOptions(extension: vscode.Uri): vscode.WebviewOptions {
  return {
    enableScripts: true,
    localResourceRoots: [vscode.Uri.joinPath(extension, 'dist', 'media'), vscode.Uri.joinPath(extension, 'lessons')],
  };
}

export function showPage(webview: vscode.Webview, extension: vscode.Uri, page: Pick<Page, 'kind' | 'title' | 'body'>): void {
  const words = hostWords();
  const whole: Page = { ...page, locale: words.locale, strings: pageStrings(words) };
  webview.html = pageHtml(whole, sourcesOf(webview, extension, page.kind), createNonce());
}
