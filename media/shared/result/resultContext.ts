import type { Page } from '../page';

/** Where a result stands. */
export interface ResultContext {
  readonly page: Page;
  /** The snippet it belongs to on this page; null in the results view. */
  readonly snippet: string | null;
  /** Names this result in the stored state. */
  readonly key: string;
}

/** Whether a part of the result is open; the reader's choice wins over the default and is kept. */
export function isOpen(context: ResultContext, part: string, byDefault: boolean): boolean {
  return context.page.state().open[`${context.key}/${part}`] ?? byDefault;
}

export function keepOpen(context: ResultContext, part: string, open: boolean): void {
  context.page.keep({ open: { ...context.page.state().open, [`${context.key}/${part}`]: open } });
}
