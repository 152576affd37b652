import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The kinds of theme that VS Code has; the values were recorded from VS Code itself by `themes/record.mjs`. */
export const THEMES = ['dark', 'light', 'hc-dark', 'hc-light'] as const;
/** Those, and what was the default before: their colours are other ones. */
export const ALL_THEMES = [...THEMES, 'dark-modern', 'light-modern'] as const;
export type ThemeName = (typeof ALL_THEMES)[number];

export interface Theme {
  readonly variables: Readonly<Record<string, string>>;
  readonly kind: string;
  readonly id: string;
  readonly bodyClass: string;
}

export function readTheme(name: ThemeName): Theme {
  return JSON.parse(readFileSync(path.join(import.meta.dirname, '../themes', `${name}.json`), 'utf8')) as Theme;
}
