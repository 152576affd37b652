import type { ChunkSizeView } from '../../../src/core/protocol/protocol';
import { closest, element, find, setDisabled } from '../../shared/dom';
import type { Page } from '../../shared/page';
import { problemBlock } from '../../shared/result/problem';
import { factList, fragmentBlock } from './answer';
import { keepFields, keptFields } from './fields';

const KIND = 'chunk-size';

export interface ChunkSize {
  /** Asks for the tables, and for a plan where a table was measured already. */
  ask(): void;
  show(view: ChunkSizeView): void;
}

export function connectChunkSize(page: Page, box: HTMLElement): ChunkSize {
  const select = box.querySelector('select');
  const memory = box.querySelector('input');
  const measure = find('[data-helper-action="measure"]', box);
  const answer = find('.helper-answer', box);
  const kept = keptFields(page, KIND);
  if (memory !== null && kept['memory'] !== undefined) memory.value = kept['memory'];
  /** The reader pressed the button and has not seen the end yet. */
  let expected = false;

  function fields(): Record<string, string> {
    const table = select?.value === '' || select === null ? keptFields(page, KIND)['table'] : select.value;
    return { ...(table === undefined ? {} : { table }), ...(memory === null ? {} : { memory: memory.value }) };
  }

  function ask(more: Readonly<Record<string, string>> = {}): void {
    const entered = fields();
    keepFields(page, KIND, entered);
    page.post({ type: 'helper', helper: KIND, fields: { ...entered, ...more } });
  }

  function measureNow(): void {
    if (memory?.reportValidity() === false || measure?.hasAttribute('disabled') === true) return;
    expected = true;
    if (measure !== null) setDisabled(measure, true);
    answer?.setAttribute('aria-busy', 'true');
    ask({ measure: '1' });
  }

  function drawTables({ tables, table }: ChunkSizeView): void {
    if (select === null) return;
    const present = [...select.options].map(({ value }) => value);
    // The list is let be while it is the same: it may be open.
    if (present.join('\n') !== tables.join('\n'))
      select.replaceChildren(...tables.map((name) => element('option', { value: name, text: name })));
    select.disabled = tables.length === 0;
    if (table !== null) select.value = table;
  }

  function drawAnswer(view: ChunkSizeView): void {
    const { problem, text, facts, formula, fragments } = view;
    if (problem !== null) {
      answer?.replaceChildren(problemBlock(problem, { page, snippet: null, key: KIND }, ''));
      return;
    }
    const parts: HTMLElement[] = [element('p', { class: 'helper-text', text })];
    if (facts.length > 0) parts.unshift(factList(facts));
    if (formula !== '') parts.push(element('p', { class: 'helper-formula' }, element('code', { text: formula })));
    answer?.replaceChildren(...parts, ...fragments.map((fragment, index) => fragmentBlock(page, KIND, fragment, index)));
  }

  measure?.addEventListener('click', measureNow);
  // Return in the field: after the field's own change, which would otherwise end the measurement it began.
  memory?.form?.addEventListener('submit', measureNow);
  box.addEventListener('change', (event) => {
    if (closest(event, 'select, input') !== null && memory?.reportValidity() !== false) ask();
  });
  ask();
  return {
    ask,
    show: (view) => {
      drawTables(view);
      drawAnswer(view);
      if (measure !== null) setDisabled(measure, view.tables.length === 0);
      answer?.removeAttribute('aria-busy');
      if (expected) page.announce(answer?.textContent ?? '');
      expected = false;
    },
  };
}
