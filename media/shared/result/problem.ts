import type { Place } from '../../../src/core/protocol/protocol';
import type { ProblemView } from '../../../src/core/protocol/protocol';
import { button, element, icon } from '../dom';
import type { ResultContext } from './resultContext';
import { fill } from '../text';

/** What happened, why, what to do, and at most one action, where the click was. */
export function problemBlock(problem: ProblemView, context: ResultContext, run: string): HTMLElement {
  const lines = element('div', { class: 'problem-text' }, element('p', { class: 'problem-what', text: problem.what }));
  if (problem.why !== null) lines.append(element('p', { class: 'problem-why', text: problem.why }));
  if (problem.fix !== null) lines.append(element('p', { class: 'problem-fix', text: problem.fix }));
  const { place, action } = problem;
  const actions = element('p', { class: 'problem-actions' });
  if (action !== null) {
    actions.append(
      button({
        label: action.label,
        appearance: 'secondary',
        onClick: () => {
          context.page.post({ type: 'action', action: action.id, run });
        },
      }),
    );
  }
  if (place !== null) actions.append(placeLink(place, context, run));
  if (actions.childElementCount > 0) lines.append(actions);
  return element('div', { class: 'problem', role: 'group', 'aria-label': problem.what }, icon('error'), lines);
}

/** Opens the snippet's file at the place. A page that is not the snippet's lesson knows it only by its run. */
export function placeLink(place: Place, context: ResultContext, run: string): HTMLElement {
  const link = element('vscode-link', { class: 'place', href: '#', text: fill(context.page.strings.line, place.line) });
  link.addEventListener('click', (event) => {
    // VS Code would follow the link itself and scroll to the top.
    event.preventDefault();
    event.stopPropagation();
    if (context.snippet === null) context.page.post({ type: 'action', action: 'openSnippet', run });
    else context.page.post({ type: 'open', snippet: context.snippet, place });
  });
  return link;
}
