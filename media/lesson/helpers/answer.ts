import type { FactView, FragmentView, HelperView } from '../../../src/core/protocol/protocol';
import { button, element } from '../../shared/dom';
import type { Page } from '../../shared/page';

export function factList(facts: readonly FactView[]): HTMLElement {
  const items = facts.flatMap(({ label, value }) => [element('dt', { text: label }), element('dd', { text: value })]);
  return element('dl', { class: 'helper-facts' }, ...items);
}

/** Text to take away, with its heading and a button that copies it. */
export function fragmentBlock(
  page: Page,
  helper: HelperView['helper'],
  { title, language, text }: FragmentView,
  fragment: number,
): HTMLElement {
  const copy = button({
    label: `${page.strings.copy}: ${title}`,
    icon: 'copy',
    iconOnly: true,
    onClick: () => {
      page.post({ type: 'copyFragment', helper, fragment });
      page.announce(page.strings.copied);
    },
  });
  return element(
    'figure',
    { class: 'helper-fragment' },
    element('figcaption', {}, element('span', { text: title }), copy),
    element('pre', { class: 'code', tabindex: '0' }, element('code', { class: `language-${language}`, text })),
  );
}
