import type { StepState, StepView } from '../../src/core/protocol/protocol';
import { element, find, findAll, hiddenText, icon, setDisabled } from '../shared/dom';
import type { Page } from '../shared/page';
import { fill } from '../shared/text';
import { drawChecks } from './checks';
import { hostHtml } from './hostHtml';
import { solutionLinks } from './solutionLinks';

const ICONS: Readonly<Record<StepState, string>> = {
  todo: 'circle-large-outline',
  doing: 'circle-large-filled',
  done: 'pass-filled',
  skipped: 'debug-step-over',
};

export interface Steps {
  /** Answers *Hint*, *Solution*, *Do it for me* or *Skip*; false when the action is none of these. */
  act(action: string, step: string): boolean;
  show(steps: readonly StepView[], current: string | null): void;
}

/** The heading's words without the state behind them. */
function titleOf(section: HTMLElement): string {
  const title = find('h2', section)?.cloneNode(true);
  if (!(title instanceof HTMLElement)) return '';
  find('.step-state', title)?.remove();
  return title.textContent.trim();
}

export function connectSteps(page: Page, root: ParentNode): Steps {
  const sections = new Map(findAll('section.step', root).map((section) => [section.dataset['step'] ?? '', section]));
  const { strings } = page;
  let shown: ReadonlyMap<string, StepView> | null = null;

  function drawHeading(section: HTMLElement, step: StepView): void {
    const target = find('.step-state', section);
    if (target === null) return;
    const missing = step.state === 'doing' ? step.checks.find((check) => check.state === 'waiting') : undefined;
    const reason = missing?.text ?? '';
    const key = `${step.state}\n${reason}`;
    if (target.dataset['drawn'] === key) return;
    target.dataset['drawn'] = key;
    const word = strings.stepStates[step.state];
    if (missing === undefined) target.replaceChildren(icon(ICONS[step.state]), element('span', { text: word }));
    // The reason also stands in the list of checks: here it is for the eye only, so that the heading's name stays short.
    else target.replaceChildren(icon(ICONS.doing), hiddenText(word), element('span', { 'aria-hidden': 'true', text: reason }));
  }

  function drawHints(panel: HTMLElement, step: StepView): void {
    const target = find('.hints', panel);
    if (target === null) return;
    const before = target.childElementCount;
    if (before > step.hints.length) target.replaceChildren();
    step.hints.slice(target.childElementCount).forEach((html) => {
      const title = fill(strings.hint, target.childElementCount + 1);
      target.append(element('div', { class: 'hint' }, element('p', { class: 'hint-title' }, icon('lightbulb'), title), hostHtml(html)));
    });
    if (shown !== null && step.hints.length > before) page.announce(target.lastElementChild?.textContent ?? '');
  }

  function drawPanel(section: HTMLElement, step: StepView): void {
    const panel = find('.step-panel', section);
    if (panel === null) return;
    const list = find('.checks', panel);
    if (list !== null) drawChecks(page, list, step.checks);
    drawHints(panel, step);
    solutionLinks(page, panel, step.solution);
    panel.setAttribute('aria-busy', String(step.busy));
    for (const control of findAll('[data-action]', panel)) {
      const spent =
        (control.dataset['action'] === 'hint' && step.hintsLeft === 0) ||
        (control.dataset['action'] === 'solution' && step.solution !== null);
      setDisabled(control, step.busy || spent);
    }
  }

  function announceChanges(step: StepView, section: HTMLElement): void {
    const before = shown?.get(step.id);
    if (before !== undefined && before.state !== 'done' && step.state === 'done') {
      page.announce(fill(strings.stepDone, titleOf(section)));
    }
  }

  return {
    act: (action, step) => {
      if (action !== 'hint' && action !== 'solution' && action !== 'doStep' && action !== 'skip') return false;
      page.post({ type: action, step });
      return true;
    },
    show: (steps, current) => {
      for (const step of steps) {
        const section = sections.get(step.id);
        if (section === undefined) continue;
        section.dataset['state'] = step.state;
        if (step.id === current) section.setAttribute('aria-current', 'step');
        else section.removeAttribute('aria-current');
        drawHeading(section, step);
        drawPanel(section, step);
        announceChanges(step, section);
      }
      shown = new Map(steps.map((step) => [step.id, step]));
    },
  };
}
