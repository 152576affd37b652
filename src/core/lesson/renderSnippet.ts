import { codeBlock } from '../markdown/highlight';
import { escapeHtml, icon } from '../markdown/html';
import type { Snippet } from '../snippet/snippet';
import { TARGET_TABLE } from '../snippet/targetTable';
import type { LessonLabels } from './labels';

interface Action {
  readonly action: 'run' | 'copy' | 'open';
  readonly icon: string;
  readonly label: string;
  /** Whether the label is also written beside the icon. */
  readonly written: boolean;
}

function button({ action, icon: name, label, written }: Action, id: string): string {
  // A page has many of these buttons, so a screen reader is told which snippet each belongs to.
  const attributes = `appearance="icon" data-action="${action}" data-snippet="${id}" aria-label="${escapeHtml(label)}: ${id}" title="${escapeHtml(label)}"`;
  const text = written ? `<span class="action-label">${escapeHtml(label)}</span>` : '';
  return `<vscode-button ${attributes}>${icon(name)}${text}</vscode-button>`;
}

/** `sql · postgres`; a language of one system only is not named twice. */
function barLabel({ language, target }: Snippet): string {
  const { label } = TARGET_TABLE[target];
  return language === label ? label : `${language} · ${label}`;
}

/** A runnable snippet with its controls and the place for its result. `code` has its placeholders filled. */
export function renderSnippet(snippet: Snippet, code: string, labels: LessonLabels): string {
  const id = escapeHtml(snippet.id);
  const actions: readonly Action[] = [
    { action: 'run', icon: 'play', label: labels.run, written: true },
    { action: 'copy', icon: 'copy', label: labels.copy, written: false },
    { action: 'open', icon: 'go-to-file', label: labels.openInEditor, written: false },
  ];
  return [
    `<figure class="snippet" data-snippet="${id}" data-target="${escapeHtml(snippet.target)}">`,
    '<figcaption class="snippet-bar">',
    `<span class="snippet-label">${escapeHtml(barLabel(snippet))}</span>`,
    `<span class="snippet-actions">${actions.map((action) => button(action, id)).join('')}</span>`,
    '</figcaption>',
    codeBlock(code, snippet.language),
    `<div class="snippet-result" data-result-for="${id}" aria-live="polite"></div>`,
    '</figure>',
  ].join('\n');
}
