import type { Check, Saw } from '../../core/check/check';
import { msg } from '../../core/message';
import type { CheckView, StepView } from '../../core/protocol/protocol';
import type { CheckStatus, SessionState, StepStatus } from '../../core/session/sessionState';
import type { Step } from '../../core/lesson/lesson';
import { problemText } from './problemView';
import { formatNumber, joinParts, type Words } from './words';

/** Characters shown of what a check saw. */
const MAX_SEEN = 120;

function plain(saw: Saw, words: Words): string {
  // A truth value, in PostgreSQL's spelling too, says no more than the check's own sentence.
  if (saw === null || typeof saw === 'boolean' || saw === 't' || saw === 'f') return '';
  if (typeof saw === 'number') return formatNumber(saw, words.locale);
  if (typeof saw !== 'object') return saw;
  if (Array.isArray(saw)) return saw.map((item: Saw) => plain(item, words)).join(', ');
  // What lies deeper, such as a configuration, is too long for a line.
  const entries = Object.entries(saw).filter(([, value]) => value !== null && (typeof value !== 'object' || Array.isArray(value)));
  const [only] = entries;
  // A count alone needs no name: the check's sentence says what is counted.
  if (entries.length === 1 && only?.[0] === 'count') return plain(only[1], words);
  return entries.map(([key, value]) => `${key}: ${plain(value, words)}`).join(', ');
}

/** What a check saw, in words short enough for a line; empty when it saw nothing. */
export function seenText(saw: Saw, words: Words): string {
  const text = plain(saw, words);
  return text.length > MAX_SEEN ? `${text.slice(0, MAX_SEEN)}…` : text;
}

/** What a check looks at, by the name the lesson gives it. */
function subjectOf(check: Check): string {
  switch (check.kind) {
    case 'sql':
      return check.target === 'postgres' ? 'PostgreSQL' : 'MySQL';
    case 'connector':
      return check.connector;
    case 'topic':
    case 'notification':
      return check.topic;
    case 'metric':
      return 'Prometheus';
    case 'output':
      return check.snippet;
  }
}

function checkView(check: CheckStatus, looksAt: Check | undefined, words: Words): CheckView {
  const seen = seenText(check.saw, words);
  const saw = seen === '' ? null : words.text(msg('seen: {0}', seen));
  if (check.met) return { state: 'met', text: joinParts([looksAt ? subjectOf(looksAt) : null, saw ?? words.text(msg('met'))]) };
  return { state: 'waiting', text: check.obstacle ? problemText(check.obstacle, words) : joinParts([check.why, saw]) };
}

/** Turns a hint's Markdown into HTML. */
export type RenderHint = (markdown: string) => string;

function stepView(status: StepStatus, step: Step | undefined, renderHint: RenderHint, words: Words): StepView {
  return {
    id: status.id,
    state: status.state,
    checks: status.checks.map((check, i) => checkView(check, step?.checks[i], words)),
    hints: (step?.hints ?? []).slice(0, status.hintsShown).map(renderHint),
    hintsLeft: status.hintsLeft,
    solution: status.solution,
    busy: status.busy,
  };
}

/** The steps of a session as the lesson page shows them. */
export function stepViews(
  state: Pick<SessionState, 'steps'>,
  steps: readonly Step[],
  renderHint: RenderHint,
  words: Words,
): readonly StepView[] {
  return state.steps.map((status) =>
    stepView(
      status,
      steps.find(({ id }) => id === status.id),
      renderHint,
      words,
    ),
  );
}
