import { escapeHtml } from '../markdown/html';
import type { LessonLabels } from './labels';
import type { Step } from './lesson';

/** The panel at the end of a step: what is checked and why it is not met yet, hints as they are asked for, the ways on. */
export function renderStepPanel(step: Step, labels: LessonLabels): string {
  const id = escapeHtml(step.id);
  const checks = step.checks.map(({ why }) => `<li class="check" data-state="waiting">${escapeHtml(why)}</li>`);
  const actions = (['hint', 'solution', 'doStep', 'skip'] as const).map(
    (action) =>
      `<vscode-button appearance="secondary" data-action="${action}" data-step="${id}">${escapeHtml(labels[action])}</vscode-button>`,
  );
  return [
    `<div class="step-panel" data-step-panel="${id}">`,
    `<ul class="checks" aria-label="${escapeHtml(labels.checks)}">`,
    ...checks,
    '</ul>',
    '<div class="hints"></div>',
    `<div class="step-actions">${actions.join('')}</div>`,
    '</div>',
  ].join('\n');
}
