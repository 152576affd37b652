import type { HelperQuestionView, SnapshotChoiceView } from '../../../src/core/protocol/protocol';
import { element, find, findAll } from '../../shared/dom';
import type { Page } from '../../shared/page';
import { factList, fragmentBlock } from './answer';
import { keepFields, keptFields } from './fields';

const KIND = 'snapshot-choice';

export interface SnapshotChoice {
  show(view: SnapshotChoiceView): void;
}

function questionBox({ id, text, options }: HelperQuestionView): HTMLElement {
  const rows = options.map((option) =>
    element(
      'label',
      { class: 'helper-option' },
      element('input', { type: 'radio', name: `helper-${id}`, value: option.value, 'data-question': id }),
      element('span', { text: option.text }),
    ),
  );
  return element('fieldset', { class: 'helper-question', 'data-question': id }, element('legend', { text }), ...rows);
}

export function connectSnapshotChoice(page: Page, box: HTMLElement): SnapshotChoice {
  const questions = find('.helper-questions', box);
  const answer = find('.helper-answer', box);
  let advised: string | null = null;

  function ask(): void {
    page.post({ type: 'helper', helper: KIND, fields: keptFields(page, KIND) });
  }

  /** Questions that stay are let be, so that the focus stays where it is. */
  function drawQuestions(views: readonly HelperQuestionView[]): void {
    const wanted = new Set(views.map(({ id }) => id));
    for (const present of findAll('fieldset', box)) if (!wanted.has(present.dataset['question'] ?? '')) present.remove();
    for (const view of views) {
      let present = find(`fieldset[data-question="${CSS.escape(view.id)}"]`, box);
      if (present === null) {
        present = questionBox(view);
        questions?.append(present);
      }
      for (const input of present.querySelectorAll('input')) input.checked = input.value === view.chosen;
    }
  }

  box.addEventListener('change', ({ target }) => {
    const question = target instanceof HTMLInputElement ? target.dataset['question'] : undefined;
    if (question === undefined || !(target instanceof HTMLInputElement)) return;
    keepFields(page, KIND, { [question]: target.value });
    ask();
  });
  ask();
  return {
    show: ({ questions: views, advice }) => {
      drawQuestions(views);
      const title = advice?.title ?? null;
      if (advice === null) answer?.replaceChildren();
      else {
        answer?.replaceChildren(
          element('p', { class: 'helper-advice', text: advice.title }),
          element('p', { class: 'helper-text', text: advice.text }),
          factList(advice.facts),
          ...advice.fragments.map((fragment, index) => fragmentBlock(page, KIND, fragment, index)),
        );
        if (title !== advised) page.announce(`${advice.title}. ${advice.text}`);
      }
      advised = title;
    },
  };
}
