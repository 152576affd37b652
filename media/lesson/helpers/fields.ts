import type { HelperView } from '../../../src/core/protocol/protocol';
import type { Page } from '../../shared/page';

type Fields = Readonly<Record<string, string>>;

/** What the reader entered in a helper, kept over reloads. */
export function keptFields(page: Page, helper: HelperView['helper']): Fields {
  const start = `${helper}/`;
  const own = Object.entries(page.state().fields).filter(([name]) => name.startsWith(start));
  return Object.fromEntries(own.map(([name, value]) => [name.slice(start.length), value]));
}

export function keepFields(page: Page, helper: HelperView['helper'], fields: Fields): void {
  const named = Object.entries(fields).map(([name, value]) => [`${helper}/${name}`, value] as const);
  page.keep({ fields: { ...page.state().fields, ...Object.fromEntries(named) } });
}
