/**
 * A sentence for the user, kept as data so that whoever shows it can translate it.
 *
 * Core, drivers and lab never format text for a reader: they return messages. `ui` turns one into the reader's
 * language with `vscode.l10n.t`, the command line prints the English template.
 */
export interface Message {
  /** English text with `{0}`, `{1}` … where the arguments go. It is also the key of the translation. */
  readonly template: string;
  readonly args: readonly (string | number)[];
}

/** Turns a message into text in the reader's language. */
export type Localize = (message: Message) => string;

/** Every literal passed here is a translation key; a unit test proves that each has a Russian text. */
export function msg(template: string, ...args: readonly (string | number)[]): Message {
  return { template, args };
}

/** The English text of a message. A placeholder without an argument stays as it is. */
export const english: Localize = ({ template, args }) =>
  template.replace(/\{(\d+)\}/gu, (placeholder, index: string) => String(args[Number(index)] ?? placeholder));
