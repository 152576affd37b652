import type { ChunkSizeHelper, Helper } from '../advisor/helper';
import { escapeHtml, icon } from '../markdown/html';
import type { LessonLabels } from './labels';

const ICONS: Readonly<Record<Helper['kind'], string>> = { 'chunk-size': 'dashboard', 'snapshot-choice': 'compass' };

function chunkSizeForm({ memory }: ChunkSizeHelper, labels: LessonLabels['helpers']): string {
  const field = (label: string, control: string): string =>
    `<label class="helper-field"><span>${escapeHtml(label)}</span>${control}</label>`;
  return [
    '<form class="helper-form">',
    field(labels.table, '<select name="table" disabled></select>'),
    field(labels.memory, `<input name="memory" type="number" min="1" max="1024" step="any" required value="${String(memory)}">`),
    `<vscode-button appearance="secondary" data-helper-action="measure">${icon('beaker')}<span class="action-label">${escapeHtml(labels.measure)}</span></vscode-button>`,
    '</form>',
  ].join('\n');
}

/**
 * A helper with the controls that are always there. What depends on the lab and on answers comes from the host; the style
 * sheet reserves its place.
 */
export function renderHelper(helper: Helper, labels: LessonLabels): string {
  const { kind } = helper;
  const title = labels.helpers.titles[kind];
  return [
    `<section class="helper" data-helper="${kind}" aria-label="${escapeHtml(title)}">`,
    `<p class="helper-title">${icon(ICONS[kind])}${escapeHtml(title)}</p>`,
    kind === 'chunk-size' ? chunkSizeForm(helper, labels.helpers) : '<form class="helper-questions"></form>',
    '<div class="helper-answer"></div>',
    '</section>',
  ].join('\n');
}
