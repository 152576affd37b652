import { type ActionId, isAbort, isUserError, type Problem } from '../../core/errors';
import { msg, type Message } from '../../core/message';
import type { ProblemView } from '../../core/protocol/protocol';
import type { Words } from './words';

const ACTION_LABELS: Readonly<Record<ActionId, Message>> = {
  startLab: msg('Start Lab'),
  showLog: msg('Show Log'),
  retry: msg('Try Again'),
  openSettings: msg('Open Settings'),
  openSnippet: msg('Open in Editor'),
  showPreflight: msg('Check Requirements'),
  allowChanges: msg('Allow Changes…'),
  forgetPasswords: msg('Forget Passwords'),
};

export function actionLabel(action: ActionId, words: Words): string {
  return words.text(ACTION_LABELS[action]);
}

export function problemView(problem: Problem, words: Words): ProblemView {
  return {
    what: words.text(problem.what),
    why: problem.why ? words.text(problem.why) : null,
    fix: problem.fix ? words.text(problem.fix) : null,
    action: problem.action ? { id: problem.action, label: actionLabel(problem.action, words) } : null,
    place: problem.place ?? null,
  };
}

/** The problem in one paragraph, for a notification or a tooltip. */
export function problemText(problem: Problem, words: Words): string {
  return [problem.what, problem.why, problem.fix].flatMap((part) => (part ? [words.text(part)] : [])).join(' ');
}

/**
 * What the user is told about anything thrown: the problem of a `UserError`, nothing for an abort (it was their wish),
 * and for a bug that something went wrong, with the way to the log where its stack is.
 */
export function problemOf(error: unknown): Problem | null {
  if (isAbort(error)) return null;
  if (isUserError(error)) return error.problem;
  return {
    what: msg('Something went wrong in Debezium Lab.'),
    why: msg('This is a mistake in the extension; its details are in the log.'),
    action: 'showLog',
  };
}
