import * as vscode from 'vscode';
import { type ActionId, isAbort, isUserError } from '../core/errors';
import type { Log } from '../core/log';
import { callCommand } from './commands/callCommand';
import { hostWords } from './hostWords';
import { actionLabel, problemOf, problemText } from './views/problemView';

/** What a problem's button does. `retry` belongs to whoever was asked to do the thing that failed. */
export async function doAction(action: ActionId, retry: () => Promise<void> | void): Promise<void> {
  switch (action) {
    case 'startLab':
      return callCommand('debeziumLab.startLab');
    case 'showLog':
      return callCommand('debeziumLab.showLog');
    case 'openSettings':
      return callCommand('debeziumLab.openSettings');
    case 'showPreflight':
      return callCommand('debeziumLab.checkRequirements');
    case 'allowChanges':
      return callCommand('debeziumLab.allowChanges');
    case 'forgetPasswords':
      return callCommand('debeziumLab.forgetPasswords');
    case 'openSnippet':
      return callCommand('debeziumLab.openSnippet');
    case 'retry':
      return retry();
  }
}

/** One notification for something that failed, with its button; a bug's stack goes to the log. An abort was a wish. */
export async function showProblem(error: unknown, log: Log, retry: () => Promise<void> | void): Promise<void> {
  if (!isAbort(error) && !isUserError(error)) log.error('Unexpected error', error);
  const problem = problemOf(error);
  if (!problem) return;
  const words = hostWords();
  const button = problem.action ? actionLabel(problem.action, words) : null;
  const text = problemText(problem, words);
  if (isUserError(error)) log.warn(text);
  const chosen = await vscode.window.showErrorMessage(text, ...(button === null ? [] : [button]));
  if (chosen !== undefined && problem.action) await doAction(problem.action, retry);
}
