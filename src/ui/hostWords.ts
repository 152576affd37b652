import * as vscode from 'vscode';
import type { Words } from './views/words';

/** The reader's language is the editor's. */
export function hostWords(): Words {
  return {
    locale: vscode.env.language,
    text: ({ template, args }) => vscode.l10n.t(template, ...args),
  };
}
