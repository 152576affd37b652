import type { LabView, ServiceView, StepView } from '../../src/core/protocol/protocol';
import { button, element, find, hiddenText, icon, setText } from '../shared/dom';
import type { Page } from '../shared/page';
import { fill } from '../shared/text';

const STATE_ICONS = { down: 'circle-outline', starting: 'sync', ready: 'circle-filled', failed: 'error' } as const;

/** The bar that stays in view: what the lab does, and how far the reader is. */
export interface LabBar {
  showLab(lab: LabView): void;
  showProgress(steps: readonly StepView[], current: string | null): void;
}

function service(view: ServiceView): HTMLElement {
  const item = element('span', { role: 'listitem', class: `service service-${view.state}` }, view.label, ' ');
  if (view.state === 'running') item.append(element('span', { class: 'dim', text: String(view.port) }), hiddenText(` ${view.stateLabel}`));
  else item.append(element('span', { class: 'dim', text: view.stateLabel }));
  return item;
}

export function connectLabBar(page: Page, root: ParentNode): LabBar {
  const bar = find('.lab-bar', root);
  const part = (name: string): HTMLElement | null => (bar === null ? null : find(`.${name}`, bar));
  // The announcer reads step changes; the bar would say the same once more.
  part('lab-progress')?.setAttribute('aria-live', 'off');

  const startLab = button({
    label: page.strings.startLab,
    appearance: 'primary',
    onClick: () => {
      page.post({ type: 'action', action: 'startLab', run: null });
    },
  });

  return {
    showLab: (lab) => {
      const state = icon(STATE_ICONS[lab.state]);
      bar?.setAttribute('data-lab', lab.state);
      const canStart = lab.state === 'down' || lab.state === 'failed';
      part('lab-state')?.replaceChildren(state, element('span', { text: lab.text }), ...(canStart ? [startLab] : []));
      part('lab-services')?.replaceChildren(element('span', { role: 'list' }, ...lab.services.map(service)));
    },
    showProgress: (steps, current) => {
      const target = part('lab-progress');
      if (target === null || steps.length === 0) return;
      const done = steps.filter((step) => step.state === 'done' || step.state === 'skipped').length;
      const position = steps.findIndex((step) => step.id === current);
      const text = fill(page.strings.stepOf, position < 0 ? done : position + 1, steps.length);
      let label = find('.progress-text', target);
      let meter = target.querySelector('progress');
      if (label === null || meter === null) {
        label = element('span', { class: 'progress-text' });
        meter = element('progress');
        target.replaceChildren(label, meter);
      }
      setText(label, text);
      meter.max = steps.length;
      meter.value = done;
      meter.setAttribute('aria-label', text);
    },
  };
}
